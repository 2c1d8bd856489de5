package dev.assay.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is to blame in a model of four nodes, two of them on the way to each output. */
final class BlameTest {
  private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 3);
  private static final Map<String, Tensor> INPUTS =
      Map.of("x", Tensor.of(DType.FLOAT32, new int[] {3}, -1.0, 0.5, 2.0));

  private static final Graph GRAPH =
      new Graph(
          "test",
          Map.of("", 17),
          List.of(new Value("x", TYPE)),
          Map.of(),
          List.of(
              node("Relu", "x", "a"),
              node("Neg", "a", "b"),
              node("Abs", "x", "c"),
              node("Floor", "c", "d")),
          List.of(new Value("b", TYPE), new Value("d", TYPE)));

  private static Node node(String operator, String input, String output) {
    return Node.of(operator, List.of(input), List.of(output), Map.of());
  }

  private static List<String> culprits(Blame.Backend backend) throws InterruptedException {
    GraphReading reading = GraphReading.of(GRAPH, INPUTS);
    Outcome outcome = backend.run(new Trial(OnnxFromGraph.of(GRAPH), INPUTS));
    return new Blame(GRAPH, INPUTS, reading, backend)
        .of(outcome).stream().map(Culprit::form).toList();
  }

  /** Computes as the reference does, but gives what is twice as far from zero for one operator. */
  private static Outcome doubling(String operator, Trial trial) {
    return stretching(operator, 2, trial);
  }

  private static Outcome stretching(String operator, int factor, Trial trial) {
    Graph graph = GraphFromOnnx.of(trial.model());
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    values.putAll(trial.inputs());
    for (Node n : graph.nodes()) {
      Graph only =
          new Graph(
              "one",
              graph.opsets(),
              n.inputs().stream().map(i -> new Value(i, TYPE)).toList(),
              Map.of(),
              List.of(n),
              n.outputs().stream().map(o -> new Value(o, TYPE)).toList());
      Tensor y = GraphReading.values(only, values).outputs().get(0);
      values.put(n.outputs().get(0), n.operator().equals(operator) ? times(factor, y) : y);
    }
    return Outcome.ok(graph.outputs().stream().map(v -> values.get(v.name())).toList(), 1);
  }

  private static Tensor times(int factor, Tensor t) {
    double[] stretched = t.reals().clone();
    for (int k = 0; k < stretched.length; k++) {
      stretched[k] *= factor;
    }
    return Tensor.of(t.type(), t.shape(), stretched);
  }

  private static Outcome refused(String said) {
    return Outcome.failed(Status.ERROR, Phase.RUN, said, 1);
  }

  private static boolean has(Trial trial, String operator) {
    return GraphFromOnnx.of(trial.model()).nodes().stream()
        .anyMatch(n -> n.operator().equals(operator));
  }

  private static int outputs(Trial trial) {
    return GraphFromOnnx.of(trial.model()).outputs().size();
  }

  @Test
  void theNodeThatIsWrongOnWhatItWasGivenIsToBlame() throws InterruptedException {
    assertThat(culprits(t -> doubling("Relu", t)))
        .containsExactly("Relu-13(float32[3]{[-1.0, 0.5, 2.0]})");
    assertThat(culprits(t -> doubling("Floor", t)))
        .containsExactly("Floor-13(float32[3]{[1.0, 0.5, 2.0]})");
  }

  @Test
  void theFirstOfThoseThatFailTogetherIsToBlame() throws InterruptedException {
    assertThat(culprits(t -> has(t, "Relu") && has(t, "Neg") ? refused("both") : doubling("", t)))
        .containsExactly("Relu-13(float32[3]{[-1.0, 0.5, 2.0]}) before Neg");
  }

  @Test
  void theFirstOfThoseThatAreWrongTogetherOnlyIsToBlame() throws InterruptedException {
    assertThat(culprits(t -> doubling(has(t, "Relu") && outputs(t) < 4 ? "Neg" : "", t)))
        .containsExactly("Relu-13(float32[3]{[-1.0, 0.5, 2.0]}) before Neg");
  }

  @Test
  void aNodeThatIsRightByItselfIsToBlameOnlyWithThoseThatItNeeds() throws InterruptedException {
    assertThat(culprits(t -> doubling(has(t, "Relu") ? "Neg" : "", t)))
        .containsExactly("Relu-13(float32[3]{[-1.0, 0.5, 2.0]}) before Neg");
  }

  @Test
  void nobodyIsToBlameForAnOutputThatIsRightInEveryPart() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    assertThat(culprits(t -> doubling(runs.getAndIncrement() == 0 ? "Neg" : "", t))).isEmpty();
  }

  @Test
  void theNodeThatFailsAloneWithTheSameWordsIsToBlame() throws InterruptedException {
    assertThat(culprits(t -> has(t, "Abs") ? refused("no Abs") : doubling("", t)))
        .containsExactly("Abs-13(float32[3]{[-1.0, 0.5, 2.0]})");
  }

  @Test
  void otherWordsAreAnotherFailure() throws InterruptedException {
    assertThat(
            culprits(
                t -> has(t, "Abs") ? refused("no Abs beside " + has(t, "Neg")) : doubling("", t)))
        .containsExactly("Neg-13(float32[3]{[0.0, 0.5, 2.0]}) before Abs");
  }

  @Test
  void nobodyIsToBlameForAFailureThatDoesNotComeAgain() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    assertThat(culprits(t -> runs.getAndIncrement() == 0 ? refused("once") : doubling("", t)))
        .isEmpty();
  }

  /** Gives twice what is due to a model in which an operator is, be it in a sub-graph. */
  private static Outcome doublingAll(String operator, Trial trial) {
    Graph graph = GraphFromOnnx.of(trial.model());
    List<Tensor> outputs = GraphReading.values(graph, trial.inputs()).outputs();
    return Outcome.ok(
        isIn(operator, graph) ? outputs.stream().map(y -> times(2, y)).toList() : outputs, 1);
  }

  private static boolean isIn(String operator, Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            n ->
                n.operator().equals(operator)
                    || n.attributes().containsKey("then_branch")
                        && isIn(operator, n.attributes().get("then_branch").graph()));
  }

  /** Neg and Relu of x, which the sub-graph takes from around it. */
  private static Graph withSubGraph() {
    Graph branch =
        new Graph(
            "branch",
            Map.of("", 17),
            List.of(),
            Map.of(),
            List.of(node("Neg", "x", "n"), node("Relu", "n", "r")),
            List.of(new Value("r", TYPE)));
    Map<String, Attribute> branches =
        Map.of("then_branch", Attribute.of(branch), "else_branch", Attribute.of(branch));
    return new Graph(
        "test",
        Map.of("", 17),
        List.of(new Value("x", TYPE)),
        Map.of("yes", Tensor.of(DType.BOOL, new int[] {}, 1)),
        List.of(Node.of("If", List.of("yes"), List.of("c"), branches), node("Abs", "c", "d")),
        List.of(new Value("d", TYPE)));
  }

  private static List<String> culpritsInSubGraph(Blame.Backend backend)
      throws InterruptedException {
    Graph graph = withSubGraph();
    Outcome outcome = backend.run(new Trial(OnnxFromGraph.of(graph), INPUTS));
    return new Blame(graph, INPUTS, GraphReading.of(graph, INPUTS), backend)
        .of(outcome).stream().map(Culprit::form).toList();
  }

  @Test
  void ofANodeThatRunsSubGraphsTheWrongStepIsToBlame() throws InterruptedException {
    assertThat(culpritsInSubGraph(t -> doublingAll("Relu", t)))
        .containsExactly("Relu-13(float32[3]{[1.0, -0.5, -2.0]})");
  }

  @Test
  void ofANodeThatRunsSubGraphsTheFailingStepIsToBlame() throws InterruptedException {
    Blame.Backend backend =
        t -> {
          Graph graph = GraphFromOnnx.of(t.model());
          String around = isIn("If", graph) ? "while running If: " : "";
          return isIn("Neg", graph) ? refused("FAIL: " + around + "no Neg") : doublingAll("", t);
        };
    assertThat(culpritsInSubGraph(backend)).containsExactly("Neg-13(float32[3]{[-1.0, 0.5, 2.0]})");
  }

  @Test
  void memoryThatWasNeverWrittenIsBlamedOnItsNode() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger(2);
    assertThat(culprits(t -> stretching("Relu", runs.getAndIncrement(), t)))
        .containsExactly("Relu-13(float32[3]{[-1.0, 0.5, 2.0]})");
  }

  /** Floor doubles what Relu gave, as one that works in the place of what others read. */
  @Test
  void theNodeWithoutWhichAllIsRightIsToBlameForWhatOthersRead() throws InterruptedException {
    Graph graph =
        new Graph(
            "test",
            Map.of("", 17),
            List.of(new Value("x", TYPE)),
            Map.of(),
            List.of(node("Relu", "x", "a"), node("Floor", "a", "d")),
            List.of(new Value("a", TYPE), new Value("d", TYPE)));
    Blame.Backend backend =
        t -> {
          Outcome right = doubling("", t);
          List<String> names =
              GraphFromOnnx.of(t.model()).outputs().stream().map(Value::name).toList();
          boolean overwrites = has(t, "Floor") && names.contains("a");
          return overwrites
              ? Outcome.ok(
                  names.stream()
                      .map(n -> times(n.equals("a") ? 2 : 1, right.outputs().get(names.indexOf(n))))
                      .toList(),
                  1)
              : right;
        };
    Outcome outcome = backend.run(new Trial(OnnxFromGraph.of(graph), INPUTS));
    assertThat(
            new Blame(graph, INPUTS, GraphReading.of(graph, INPUTS), backend)
                .of(outcome).stream().map(Culprit::form))
        .containsExactly("Floor-13(float32[3]{[0.0, 0.5, 2.0]}) beside others");
  }
}
