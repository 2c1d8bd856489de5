package dev.assay.backends.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Map<String, Tensor> INPUTS =
      Map.of("x", Tensor.of(DType.FLOAT32, new int[] {3}, 1, -2, Double.NaN));

  private final List<Phase> phases = new ArrayList<>();

  @Test
  void aModelHasTheValuesOfItsOperators() {
    Outcome outcome = run("Neg", INPUTS);
    assertThat(outcome.outputs())
        .containsExactly(Tensor.of(DType.FLOAT32, new int[] {3}, -1, 2, Double.NaN));
    assertThat(phases).containsExactly(Phase.COMPILE, Phase.RUN);
  }

  @Test
  void anUnknownOperatorIsUnsupported() {
    Outcome outcome = run("Frobnicate", INPUTS);
    assertThat(outcome.status()).isEqualTo(Status.UNSUPPORTED);
    assertThat(outcome.detail()).contains("Frobnicate");
  }

  @Test
  void aMissingInputIsAnError() {
    Outcome outcome = run("Neg", Map.of());
    assertThat(outcome.status()).isEqualTo(Status.ERROR);
    assertThat(outcome.phase()).isEqualTo(Phase.RUN);
  }

  @Test
  void bytesThatAreNoModelAreAnErrorOfTheCompilation() {
    Outcome outcome =
        new Reference().run(new Trial(new byte[] {1, 2, 3}, INPUTS), Map.of(), phases::add);
    assertThat(outcome.status()).isEqualTo(Status.ERROR);
    assertThat(outcome.phase()).isEqualTo(Phase.COMPILE);
  }

  @Test
  void thereAreNoOptions() {
    assertThat(new Reference().missing(Map.of())).isEmpty();
    assertThat(new Reference().missing(Map.of("opt", "all")).orElseThrow()).contains("[opt]");
  }

  private Outcome run(String operator, Map<String, Tensor> inputs) {
    TensorType type = TensorType.of(DType.FLOAT32, 3);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            List.of(new Value("x", type)),
            Map.of(),
            List.of(Node.of(operator, List.of("x"), List.of("y"), Map.of())),
            List.of(new Value("y", type)));
    return new Reference().run(new Trial(OnnxFromGraph.of(graph), inputs), Map.of(), phases::add);
  }
}
