package dev.assay.backends.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one installation at a time into a folder, of this process and of all others. */
final class InstallLock implements AutoCloseable {
  /** A process may lock a file only once. */
  private static final ReentrantLock HERE = new ReentrantLock();

  private final FileChannel file;

  private InstallLock(FileChannel file) {
    this.file = file;
  }

  /** Waits until nobody else holds the lock that a file stands for. */
  static InstallLock of(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    HERE.lock();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var unused = channel.lock(); // ends with the channel, and with the process at the latest
      return new InstallLock(channel);
    } catch (IOException | RuntimeException e) {
      HERE.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      HERE.unlock();
    }
  }
}
