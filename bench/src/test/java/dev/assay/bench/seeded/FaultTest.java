package dev.assay.bench.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bench.seeded.Opinions.Judges;
import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final int[] SHAPE = {3};

  /** (floor x) - y. */
  private static final Graph GRAPH =
      new Graph(
          "g",
          Map.of("", 17),
          List.of(
              new Value("x", TensorType.of(DType.FLOAT32, SHAPE)),
              new Value("y", TensorType.of(DType.FLOAT32, SHAPE))),
          Map.of(),
          List.of(
              Node.of("Floor", List.of("x"), List.of("f"), Map.of()),
              Node.of("Sub", List.of("f", "y"), List.of("z"), Map.of())),
          List.of(new Value("z", TensorType.of(DType.FLOAT32, SHAPE))));

  private static final Map<String, Tensor> INPUTS =
      Map.of(
          "x",
          Tensor.of(DType.FLOAT32, SHAPE, 4.0, 8.0, 1.75),
          "y",
          Tensor.of(DType.FLOAT32, SHAPE, 1.0, 1.0, 1.0));

  private static Outcome run(Trial trial) {
    Graph graph = GraphFromOnnx.of(trial.model());
    return Outcome.ok(GraphReading.values(graph, trial.inputs()).outputs(), 0);
  }

  private static Baseline baseline() {
    GraphReading reading = GraphReading.of(GRAPH, INPUTS);
    return Baseline.of(
        GRAPH,
        INPUTS,
        reading,
        run(Baseline.trial(GRAPH, INPUTS)),
        run(Baseline.open(GRAPH, INPUTS, reading)));
  }

  private static Optional<Outcome> with(String fault) {
    return Stream.concat(ValueFaults.all().stream(), NodeFaults.all().stream())
        .filter(f -> f.name().equals(fault))
        .findFirst()
        .orElseThrow()
        .site()
        .in(baseline(), Choices.of(1))
        .map(FaultTest::run);
  }

  private static double[] outputs(Optional<Outcome> outcome) {
    return outcome.orElseThrow().outputs().get(0).reals();
  }

  @Test
  void aModelWithoutFaultKeepsItsOutputs() {
    assertThat(baseline().outputs().get(0).reals()).containsExactly(3, 7, 0);
  }

  @Test
  void whatFollowsAFaultComputesOn() {
    Trial trial = baseline().withValue("f", Tensor.of(DType.FLOAT32, SHAPE, 40.0, 80.0, 10.0));
    assertThat(run(trial).outputs().get(0).reals()).containsExactly(39, 79, 9);
  }

  @Test
  void nodesAreChanged() {
    assertThat(outputs(with("Floor, Ceil -> Round"))).containsExactly(3, 7, 1);
    assertThat(outputs(with("swapped operands"))).containsExactly(-3, -7, 0);
    assertThat(with("softmax axis")).isEmpty();
  }

  @Test
  void anErrorBelowTheTolerancesIsSeenByTheEnclosureOfExactArithmetic() {
    Baseline model = baseline();
    Tensor z = model.value("z");
    double[] off = z.reals().clone();
    off[1] = DType.FLOAT32.nearest(off[1] * (1 + 1e-6));
    Outcome outcome = Outcome.ok(List.of(Tensor.of(DType.FLOAT32, SHAPE, off)), 0);
    assertThat(Opinions.of(model.reading(), model.outputs(), outcome))
        .containsExactly(Judges.SLACK_1, Judges.BOTH_TIERS, Judges.SLACK_4, Judges.SLACK_16);
    assertThat(Opinions.of(model.reading(), model.outputs(), run(Baseline.trial(GRAPH, INPUTS))))
        .isEmpty();
  }

  @Test
  void tolerancesAreAbsoluteAndRelative() {
    List<Tensor> ten = List.of(Tensor.of(DType.FLOAT32, new int[] {1}, 10.0));
    List<Tensor> near = List.of(Tensor.of(DType.FLOAT32, new int[] {1}, 10.1));
    assertThat(Tolerance.NNSMITH.flags(ten, near)).isFalse();
    assertThat(Tolerance.ONNX_RUNTIME.flags(ten, near)).isTrue();
  }
}
