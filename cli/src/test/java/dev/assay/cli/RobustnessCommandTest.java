package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the command about robustness says of its options; of proofs, other tests say more. */
class RobustnessCommandTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "robustness");

  private static Said prove(String... more) {
    Stream<String> words =
        Stream.of(
            "verify",
            "robustness",
            "--model",
            EXAMPLE.resolve("net.onnx").toString(),
            "--property",
            EXAMPLE.resolve("safe.vnnlib").toString());
    return Said.by(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void theExampleHolds() {
    Said said = prove();
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("holds").contains("in float32     : holds");
  }

  /** As of tract, OpenVINO and others: such a system is attacked alone. */
  @Test
  void ofASystemThatDoesNotWriteItsGraphNothingIsProved() {
    Said said = prove("--backend", "reference");
    assertThat(said.code()).as(said.err()).isEqualTo(VerifyCommand.UNKNOWN);
    assertThat(said.out())
        .contains("in float32     : holds", "as compiled    : unknown")
        .containsPattern("reference.* does not write what it makes of a model");
  }

  @Test
  void noThreadAtAllIsWrongUsage() {
    Said said = prove("--threads", "0");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("at least 1 thread");
  }
}
