package dev.assay.backends.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What native code prints on the standard error of this worker. Where that is no file of Linux,
 * nothing is known of it.
 *
 * @param before how much had been printed by then
 */
public record StandardError(long before) {
  private static final Path STREAM = Path.of("/proc/self/fd/2");

  /** What is printed from now on. */
  public static StandardError fromNow() {
    return new StandardError(STREAM.toFile().length());
  }

  /** The lines that have been printed since. */
  public List<String> lines() {
    try (RandomAccessFile file = new RandomAccessFile(STREAM.toFile(), "r")) {
      byte[] printed = new byte[(int) Math.max(0, file.length() - before)];
      file.seek(before);
      file.readFully(printed);
      return new String(printed, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
