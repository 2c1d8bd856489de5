package dev.assay.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Levels of a system held against each other on {@code y = Floor(local.Twice(x))} and the like. */
final class OwnLevelsTest {
  private static final Map<String, Tensor> INPUTS = Map.of("x", Runs.floats(1.5, 2.75));

  private static Graph graph(String after) {
    return new Graph(
        "g",
        Map.of("", 17, "local", 1),
        List.of(new Value("x", TensorType.of(DType.FLOAT32, 2))),
        Map.of(),
        List.of(
            new Node("", "local", "Twice", List.of("x"), List.of("h"), Map.of()),
            Node.of(after, List.of("h"), List.of("y"), Map.of())),
        List.of(new Value("y", TensorType.of(DType.FLOAT32, 2))));
  }

  private static Optional<List<Tensor>> twice(Node node, List<Tensor> inputs) {
    double[] x = inputs.get(0).reals();
    return node.operator().equals("Twice")
        ? Optional.of(List.of(Runs.floats(2 * x[0], 2 * x[1])))
        : Optional.empty();
  }

  private static Outcome plain(Trial trial) {
    return Outcome.ok(
        GraphReading.values(GraphFromOnnx.of(trial.model()), trial.inputs(), OwnLevelsTest::twice)
            .outputs(),
        1);
  }

  private static Judgement judged(String after, Outcome outcome, Blame.Backend backend)
      throws InterruptedException {
    Graph graph = graph(after);
    GraphReading reading = GraphReading.of(graph, INPUTS, OwnLevelsTest::twice);
    Judgement before = Judge.judge(graph, reading, outcome, Optional.empty());
    Outcome base = plain(new Trial(OnnxFromGraph.of(graph), INPUTS));
    return new OwnLevels("plain", OwnLevelsTest::plain, backend)
        .of(graph, reading, INPUTS, base, outcome, before);
  }

  private static Judgement judged(String after, double... got) throws InterruptedException {
    Outcome outcome = Outcome.ok(List.of(Runs.floats(got)), 1);
    return judged(after, outcome, trial -> outcome);
  }

  @Test
  void anElementThatNoRoundingMovesSoFarIsSuspect() throws InterruptedException {
    Judgement wrong = judged("Abs", 3, 5.6);
    assertThat(wrong.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(wrong.grade()).contains(Grade.SUSPECT);
    assertThat(wrong.detail()).contains("not as on plain", "y[1]", "5.5");
  }

  @Test
  void whatIsTheSameOrNearlySoStaysAsItWas() throws InterruptedException {
    assertThat(judged("Abs", 3, 5.5).verdict()).isEqualTo(Verdict.INDECISIVE);
    assertThat(judged("Abs", 3, 5.501).verdict()).isEqualTo(Verdict.INDECISIVE);
  }

  @Test
  void aJumpThatARoundingCrossesIsNone() throws InterruptedException {
    assertThat(judged("Floor", 2, 5).verdict()).isEqualTo(Verdict.INDECISIVE);
    assertThat(judged("Floor", 3, 4).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void anotherShapeIsWrongByItself() throws InterruptedException {
    assertThat(judged("Abs", 3).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void whatIsAnotherInEachRunIsSetAside() throws InterruptedException {
    Outcome outcome = Outcome.ok(List.of(Runs.floats(3, 6)), 1);
    int[] runs = {0};
    Judgement judged =
        judged("Abs", outcome, trial -> Outcome.ok(List.of(Runs.floats(3, 7 + runs[0]++)), 1));
    assertThat(judged.verdict()).isEqualTo(Verdict.INDECISIVE);
    assertThat(judged.detail()).contains("another in each run");
  }

  @Test
  void aNodeIsToBlameThatGoesWrongByItself() throws InterruptedException {
    Graph graph = graph("Abs");
    GraphReading reading = GraphReading.of(graph, INPUTS, OwnLevelsTest::twice);
    Blame.Backend wrong =
        trial -> {
          Outcome right = plain(trial);
          boolean own =
              GraphFromOnnx.of(trial.model()).nodes().stream()
                  .anyMatch(n -> n.operator().equals("Twice"));
          return own
              ? Outcome.ok(
                  right.outputs().stream().map(t -> Runs.floats(t.reals()[0], 9)).toList(), 1)
              : right;
        };
    OwnLevels levels = new OwnLevels("plain", OwnLevelsTest::plain, wrong);
    Blame blame =
        new Blame(
            graph,
            INPUTS,
            reading,
            wrong,
            (g, r, in, outcome) ->
                levels.of(
                    g,
                    r,
                    in,
                    plain(new Trial(OnnxFromGraph.of(g), in)),
                    outcome,
                    Judge.judge(g, r, outcome, Optional.empty())));
    Trial trial = new Trial(OnnxFromGraph.of(graph), INPUTS);
    assertThat(blame.of(wrong.run(trial)))
        .extracting(Culprit::operator)
        .containsExactly("local.Twice");
  }
}
