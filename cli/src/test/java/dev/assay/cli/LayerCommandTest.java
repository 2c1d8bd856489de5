package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command about layers says, and with which exit code; of facts, other tests say more. */
class LayerCommandTest {
  private static final String RECTIFIER = "x: float32[2] in [-1, 2]; y = Relu(x)";

  @TempDir private Path folder = Path.of("");

  private static Said of(String layer, String... facts) {
    String[] words = new String[6 + 2 * facts.length];
    System.arraycopy(
        new String[] {"verify", "layer", "--backend", "reference", "--layer", layer},
        0,
        words,
        0,
        6);
    for (int k = 0; k < facts.length; k++) {
      words[6 + 2 * k] = "--fact";
      words[7 + 2 * k] = facts[k];
    }
    return Said.by(words);
  }

  @Test
  void whatHoldsIsSaidWithItsMeans() {
    Said said = of(RECTIFIER, "range 0 2", "rising x");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("holds  range 0 2", "in float32     : holds, by bounds", "holds  rising x");
  }

  @Test
  void whatIsBrokenComesWithItsInputs() {
    Said said = of(RECTIFIER, "range 0 2", "range 0 1");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("violated  range 0 1", "breaks it on   : the reference");
  }

  @Test
  void whatNothingDecidesIsUnknown() {
    Said said =
        of("x: float32[3] in [-4, 4]; y = LogSoftmax(x) {axis=-1}", "range -100 0", "no-nan");
    assertThat(said.code()).isEqualTo(VerifyCommand.UNKNOWN);
    assertThat(said.out()).contains("unknown  range -100 0", "holds  no-nan");
  }

  @Test
  void aModelHasABox() throws IOException {
    TensorType type = TensorType.of(DType.FLOAT32, 1, 2);
    Graph graph =
        new Graph(
            "tanh",
            Map.of("", 13),
            List.of(new Value("x", type)),
            Map.of(),
            List.of(Node.of("Tanh", List.of("x"), List.of("y"), Map.of())),
            List.of(new Value("y", type)));
    Path file = Files.write(folder.resolve("tanh.onnx"), OnnxFromGraph.of(graph));
    Said said =
        Said.by(
            "verify",
            "layer",
            "--model",
            file.toString(),
            "--box",
            "x in [0, 1]",
            "--fact",
            "range -0.01 0.77",
            "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(verdict(said)).isEqualTo("holds");
  }

  private static String verdict(Said said) {
    try {
      return said.last().path("verdict").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(said.out(), e);
    }
  }

  @Test
  void wrongUsageSaysWhatIsRequired() {
    assertThat(of(RECTIFIER).err()).contains("required : --fact F");
    assertThat(of(RECTIFIER, "grows").code()).isEqualTo(2);
    Said nothing = Said.by("verify", "layer", "--fact", "no-nan");
    assertThat(nothing.err()).contains("--layer LINES, --model M or --catalogue");
    assertThat(nothing.code()).isEqualTo(2);
  }
}
