package dev.assay.backends.install;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of an installation when this process is told to end meanwhile: the programs that
 * work for it are ended, it deletes what it has half made, and the user is told.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(50);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param what is being installed
   */
  Interruption(String what, Progress progress) {
    hook = new Thread(() -> end(what, progress), "end of the installation");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(String what, Progress progress) {
    progress.says(
        "assay: the installation of "
            + what
            + " is interrupted\n  so       : what is half there does not count"
            + "\n  way out  : the same command begins anew; what Maven has fetched is kept");
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      do { // a program may be starting another one just now
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      } while (!over.await(STEP.toMillis(), TimeUnit.MILLISECONDS) && System.nanoTime() < end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the watch; where the process is ending, it says nothing more. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      keepSilent();
    }
  }

  private static void keepSilent() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
