package dev.assay.backends.tflite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What native code prints on the standard error, which is all that it says of why a call failed.
 * Where that is no file of Linux, nothing is known of it.
 */
record PrintedErrors(long before) {
  private static final Path STREAM = Path.of("/proc/self/fd/2");

  /** What is printed from now on. */
  static PrintedErrors fromNow() {
    return new PrintedErrors(STREAM.toFile().length());
  }

  /** The lines that tell of errors. */
  String text() {
    try (RandomAccessFile file = new RandomAccessFile(STREAM.toFile(), "r")) {
      byte[] printed = new byte[(int) Math.max(0, file.length() - before)];
      file.seek(before);
      file.readFully(printed);
      return new String(printed, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("ERROR"))
          .reduce("", (all, line) -> all + line + "\n");
    } catch (IOException e) {
      return "";
    }
  }
}
