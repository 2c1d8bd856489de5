package dev.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * ONNX's own checker, where a Python with the package {@code onnx} is at hand: {@code python3}, or
 * what the system property {@code assay.python} names.
 */
final class OnnxChecker {
  private static final int ACCEPTED = 0;
  private static final int REFUSED = 1;
  private static final String PROGRAM =
      """
      import sys
      try:
          import onnx
      except ImportError:
          sys.exit(2)
      try:
          onnx.checker.check_model(sys.argv[1], full_check=True)
      except Exception as e:
          print(e)
          sys.exit(1)
      """;

  private OnnxChecker() {}

  /**
   * What it says of a model.
   *
   * @param complaint empty where it accepts the model
   */
  record Answer(Optional<String> complaint) {}

  /** Asks it; empty where there is no such Python here. */
  static Optional<Answer> ask(byte[] model) throws InterruptedException {
    try {
      Path file = Files.createTempFile("assay-model", ".onnx");
      try {
        Files.write(file, model);
        return ask(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no place for a temporary file", e);
    }
  }

  private static Optional<Answer> ask(Path file) throws IOException, InterruptedException {
    Process python;
    try {
      python =
          new ProcessBuilder(
                  System.getProperty("assay.python", "python3"), "-c", PROGRAM, file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException noPython) {
      return Optional.empty();
    }
    python.getOutputStream().close();
    String said =
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return switch (python.waitFor()) {
      case ACCEPTED -> Optional.of(new Answer(Optional.empty()));
      case REFUSED -> Optional.of(new Answer(Optional.of(said)));
      default -> Optional.empty();
    };
  }
}
