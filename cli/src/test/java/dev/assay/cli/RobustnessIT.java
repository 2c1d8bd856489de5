package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Claims about what the true ONNX Runtime makes of a model, by the finished distribution. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RobustnessIT {
  @TempDir Path folder;

  private JsonNode answer(Graph graph, String claim) throws IOException, InterruptedException {
    Path model = Files.write(folder.resolve("m.onnx"), OnnxFromGraph.of(graph));
    Path property = Files.writeString(folder.resolve("p.vnnlib"), claim);
    List<String> command =
        Distribution.command(
            folder.resolve("cache"),
            List.of(
                "verify",
                "robustness",
                "--model",
                model.toString(),
                "--property",
                property.toString(),
                "--backend",
                "onnxruntime:opt=extended,optimised=" + folder.resolve("optimised.onnx"),
                "--json"));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ObjectMapper().readTree(said);
  }

  private static Tensor channel(double x) {
    return Tensor.of(DType.FLOAT32, new int[] {1}, x);
  }

  private static Tensor filter(double x) {
    return Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, 1}, x);
  }

  /** A convolution of one pixel by one weight, and something that the optimiser puts into it. */
  private static Graph convolved(Map<String, Tensor> constants, List<String> inputs, Node last) {
    Value x = new Value("x", TensorType.of(DType.FLOAT32, 1, 1, 1, 1));
    Node conv = Node.of("Conv", inputs, List.of("c"), Map.of());
    return new Graph(
        "m",
        Map.of("", 13),
        List.of(x),
        constants,
        List.of(conv, last),
        List.of(new Value("y", x.type())));
  }

  private static String claim(String low, String high, String unsafe) {
    return "(declare-const X_0 Real)(declare-const Y_0 Real)(assert (>= X_0 %s))(assert (<= X_0 %s))"
            .formatted(low, high)
        + "(assert (<= Y_0 %s))".formatted(unsafe);
  }

  /** 1e-30 and 1e-20 have no product in float32, but x times one times the other has. */
  @Test
  void aScaleThatIsFoldedIntoWeightsUnderflows() throws Exception {
    Graph graph =
        convolved(
            Map.of("w", filter(1e-30f), "s", filter(1e-20f)),
            List.of("x", "w"),
            Node.of("Mul", List.of("c", "s"), List.of("y"), Map.of()));
    JsonNode answer = answer(graph, claim("1e20", "2e20", "0"));
    assertThat(answer.get("in_model_types").asText()).as("%s", answer).isEqualTo("holds");
    assertThat(answer.get("as_compiled").asText()).as("%s", answer).isEqualTo("violated");
    assertThat(answer.get("outputs").get(0).asDouble()).isZero();
    assertThat(answer.get("verdict").asText()).isEqualTo("violated");
  }

  /** The optimiser adds up the biases, between which x would have been absorbed. */
  @Test
  void aBiasThatIsFoldedIntoAnotherAbsorbsNothing() throws Exception {
    Graph graph =
        convolved(
            Map.of("w", filter(1), "b", channel(0x1p24), "s", filter(-0x1p24)),
            List.of("x", "w", "b"),
            Node.of("Add", List.of("c", "s"), List.of("y"), Map.of()));
    JsonNode answer = answer(graph, claim("0.3", "0.4", "0.2"));
    assertThat(answer.get("over_reals").asText()).as("%s", answer).isEqualTo("holds");
    assertThat(answer.get("in_model_types").asText()).as("%s", answer).isEqualTo("violated");
    assertThat(answer.get("as_compiled").asText()).as("%s", answer).isEqualTo("holds");
  }

  /** The weights are rounded anew, and what runs is FusedConv, of com.microsoft. */
  @Test
  void aNormalisationIsFoldedAndARectifierFused() throws Exception {
    Value x = new Value("x", TensorType.of(DType.FLOAT32, 1, 1, 1, 1));
    Graph graph =
        new Graph(
            "m",
            Map.of("", 13),
            List.of(x),
            Map.of(
                "w", filter(0.7f),
                "scale", channel(0.3f),
                "bias", channel(0.1f),
                "mean", channel(0.2f),
                "var", channel(1.7f)),
            List.of(
                Node.of("Conv", List.of("x", "w"), List.of("c"), Map.of()),
                Node.of(
                    "BatchNormalization",
                    List.of("c", "scale", "bias", "mean", "var"),
                    List.of("n"),
                    Map.of("epsilon", Attribute.of(1e-5f))),
                Node.of("Relu", List.of("n"), List.of("y"), Map.of())),
            List.of(new Value("y", x.type())));
    JsonNode answer = answer(graph, claim("0.5", "1", "0.1"));
    assertThat(answer.get("verdict").asText()).as("%s", answer).isEqualTo("holds");
    assertThat(
            new String(
                Files.readAllBytes(folder.resolve("optimised.onnx")), StandardCharsets.ISO_8859_1))
        .contains("FusedConv")
        .doesNotContain("BatchNormalization");
  }
}
