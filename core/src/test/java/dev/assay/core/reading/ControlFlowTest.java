package dev.assay.core.reading;

import static dev.assay.core.reading.Bodies.graph;
import static dev.assay.core.reading.Bodies.node;
import static dev.assay.core.reading.Bodies.result;
import static dev.assay.core.reading.Bodies.row;
import static dev.assay.core.reading.Bodies.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that runs sub-graphs reads as the plain nodes do that stand for it. */
class ControlFlowTest {
  private static final Tensor X = row(0.5, -1.25, 3);

  /** Exp of the state and, beside it, its square. */
  private static final Graph STEP =
      graph(
          "k go s",
          "again e q",
          node("Identity: go -> again"),
          node("Tanh: s -> t"),
          node("Add: t x -> e"),
          node("Mul: e e -> q"));

  private static final Graph LOOP =
      graph(
          "x",
          "y squares",
          Map.of("three", Tensor.scalar(3), "yes", truth(true)),
          node("Loop: three yes x -> y squares", "body", STEP));

  private static final Graph UNROLLED =
      graph(
          "x",
          "y squares",
          Map.of("axes", Tensor.list(0)),
          node("Tanh: x -> t0"),
          node("Add: t0 x -> e0"),
          node("Mul: e0 e0 -> q0"),
          node("Tanh: e0 -> t1"),
          node("Add: t1 x -> e1"),
          node("Mul: e1 e1 -> q1"),
          node("Tanh: e1 -> t2"),
          node("Add: t2 x -> y"),
          node("Mul: y y -> q2"),
          node("Unsqueeze: q0 axes -> u0"),
          node("Unsqueeze: q1 axes -> u1"),
          node("Unsqueeze: q2 axes -> u2"),
          node("Concat: u0 u1 u2 -> squares", "axis", 0));

  @Test
  void aLoopHasTheValuesOfItsNodesOneAfterTheOther() {
    assertThat(GraphReading.values(LOOP, Map.of("x", X)).outputs())
        .isEqualTo(GraphReading.values(UNROLLED, Map.of("x", X)).outputs());
  }

  @Test
  void aLoopHasTheEnclosuresOfItsNodesOneAfterTheOther() {
    GraphReading loop = GraphReading.of(LOOP, Map.of("x", X));
    GraphReading plain = GraphReading.of(UNROLLED, Map.of("x", X));
    for (String output : List.of("y", "squares")) {
      Enclosure of = loop.enclosure(output);
      assertThat(of.isPoint()).isFalse();
      for (int k = 0; k < of.size(); k++) {
        assertThat(of.describe(k)).isEqualTo(plain.enclosure(output).describe(k));
      }
    }
    assertThat(loop.doubts()).isEmpty();
  }

  @Test
  void aLoopHasTheGradientOfItsNodesOneAfterTheOther() {
    Map<String, double[]> seeds = Map.of("y", new double[] {1, 2, 3});
    double[] loop =
        GraphGradient.of(GraphReading.values(LOOP, Map.of("x", X)), seeds, Set.of("x"), 0)
            .adjoint("x");
    double[] plain =
        GraphGradient.of(GraphReading.values(UNROLLED, Map.of("x", X)), seeds, Set.of("x"), 0)
            .adjoint("x");
    assertThat(loop).isEqualTo(plain).doesNotContain(0);
  }

  @Test
  void aLoopIsReadAnewWhereItsInputsAndWhatItsBodySeesHaveChanged() {
    Graph g =
        graph(
            "x c",
            "y n",
            Map.of("two", Tensor.scalar(2)),
            node("Loop: two _ c -> l", "body", graph("k go s", "go t", node("Add: s x -> t"))),
            node("SequenceConstruct: l c -> q"),
            node("SequenceAt: q k -> y"),
            node("SequenceLength: q -> n"));
    Map<String, Tensor> first = Map.of("x", X, "c", row(1, 1, 1), "k", Tensor.scalar(0));
    GraphReading before = GraphReading.stepwise(g, first);
    assertThat(before.readTo(3)).isTrue();
    assertThat(before.value("y")).isEqualTo(row(2, -1.5, 7));
    GraphReading after = before.with(Map.of("x", row(0, 1, 2)));
    assertThat(after.readTo(3)).isTrue();
    assertThat(after.outputs()).containsExactly(row(1, 3, 5), Tensor.scalar(2));
  }

  private static final Node CHOICE =
      node(
          "If: c -> y",
          "then_branch",
          graph("", "z", node("Exp: x -> z")),
          "else_branch",
          graph("", "z", node("Neg: x -> z")));

  @Test
  void aConditionChoosesTheBranch() {
    Graph g = graph("x c", "y", CHOICE);
    assertThat(result(g, Map.of("x", X, "c", truth(false)))).isEqualTo(row(-0.5, 1.25, -3));
    GraphReading taken = GraphReading.of(g, Map.of("x", X, "c", truth(true)));
    GraphReading plain = GraphReading.of(graph("x", "y", node("Exp: x -> y")), Map.of("x", X));
    assertThat(taken.value("y")).isEqualTo(plain.value("y"));
    assertThat(taken.enclosure("y").describe(0)).isEqualTo(plain.enclosure("y").describe(0));
  }

  @Test
  void aConditionThatIsNotCertainLeavesTheResultOpen() {
    Graph g =
        graph(
            "x one",
            "y w",
            Map.of("e", Tensor.of(DType.FLOAT32, new int[0], (float) Math.E)),
            node("Exp: one -> f"),
            node("Less: f e -> c"),
            CHOICE,
            node("Neg: x -> w"));
    Tensor one = Tensor.of(DType.FLOAT32, new int[0], 1.0);
    GraphReading reading = GraphReading.of(g, Map.of("x", X, "one", one));
    assertThat(reading.isSpecified("y")).isFalse();
    assertThat(reading.hasSpecifiedShape("y")).isFalse();
    assertThat(reading.doubts()).singleElement().asString().contains("If", "c, which is not");
    assertThat(reading.unspecified()).isEmpty();
    assertThat(reading.isSpecified("w")).isTrue();
  }

  @Test
  void aSubgraphWithinASubgraphSeesAllThatIsAroundIt() {
    Graph inner = graph("", "v", node("Add: s x -> v"));
    Graph body =
        graph(
            "k go s",
            "again t",
            node("Identity: go -> again"),
            node("If: go -> t", "then_branch", inner, "else_branch", inner));
    Graph g =
        graph("x", "y", Map.of("two", Tensor.scalar(2)), node("Loop: two _ x -> y", "body", body));
    assertThat(result(g, Map.of("x", X))).isEqualTo(row(1.5, -3.75, 9));
  }

  /** One iteration that doubles the state and says that it is the last. */
  private static final Graph LAST =
      graph(
          "k go s",
          "again d",
          node("Constant: -> again", "value", truth(false)),
          node("Add: s s -> d"));

  @Test
  void aLoopEndsByTheConditionOfItsBody() {
    Map<String, Tensor> constants = Map.of("many", Tensor.scalar(9), "yes", truth(true));
    assertThat(
            result(
                graph("x", "y", constants, node("Loop: many yes x -> y", "body", LAST)),
                Map.of("x", X)))
        .isEqualTo(row(1, -2.5, 6));
    assertThat(
            result(
                graph("x", "y", constants, node("Loop: _ yes x -> y", "body", LAST)),
                Map.of("x", X)))
        .isEqualTo(row(1, -2.5, 6));
  }

  /** As ONNX's text has it: without a condition given, the body's is ignored. */
  @Test
  void aLoopWithoutAConditionRunsToItsCount() {
    Graph g =
        graph(
            "x",
            "y",
            Map.of("three", Tensor.scalar(3)),
            node("Loop: three _ x -> y", "body", LAST));
    assertThat(result(g, Map.of("x", X))).isEqualTo(row(4, -10, 24));
  }

  @Test
  void aLoopThatNeverRunsGivesItsStateAndNothingStacked() {
    Graph body =
        new Graph(
            "body",
            Map.of("", 18),
            STEP.inputs(),
            Map.of(),
            STEP.nodes(),
            List.of(
                STEP.outputs().get(0),
                STEP.outputs().get(1),
                new Value("q", TensorType.of(DType.FLOAT32, 3))));
    Map<String, Tensor> none = Map.of("none", Tensor.scalar(0));
    GraphReading declared =
        GraphReading.of(
            graph("x", "y qs", none, node("Loop: none _ x -> y qs", "body", body)), Map.of("x", X));
    assertThat(declared.outputs()).containsExactly(X, Tensor.zeros(DType.FLOAT32, 0, 3));
    assertThat(declared.doubts()).isEmpty();
    GraphReading open =
        GraphReading.of(
            graph("x", "y qs", none, node("Loop: none _ x -> y qs", "body", STEP)), Map.of("x", X));
    assertThat(open.hasSpecifiedShape("qs")).isFalse();
  }

  @Test
  void aLoopWithoutEndIsRefused() {
    for (Node[] nodes : List.of(new Node[] {node("Identity: k -> unused")}, new Node[0])) {
      Graph body = graph("k go s", "go s", nodes);
      Graph g =
          graph("x", "y", Map.of("yes", truth(true)), node("Loop: _ yes x -> y", "body", body));
      assertThatThrownBy(() -> GraphReading.values(g, Map.of("x", X)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("runs too long");
    }
  }

  @Test
  void aScanGoesAlongAnyAxisFromEitherEnd() {
    Graph body = graph("s v", "t o", node("Add: s v -> t"), node("Identity: t -> o"));
    Attribute one = Attribute.ofInts(List.of(1L));
    Graph g =
        graph(
            "s x",
            "last sums",
            node(
                "Scan: s x -> last sums",
                "body",
                body,
                "num_scan_inputs",
                1,
                "scan_input_axes",
                one,
                "scan_input_directions",
                one,
                "scan_output_axes",
                Attribute.ofInts(List.of(-1L)),
                "scan_output_directions",
                one));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2, 3, 10, 20, 30);
    GraphReading reading = GraphReading.values(g, Map.of("s", row(0, 0), "x", x));
    assertThat(reading.outputs())
        .containsExactly(
            row(6, 60), Tensor.of(DType.FLOAT32, new int[] {2, 3}, 6.0, 5, 3, 60, 50, 30));
  }

  @Test
  void aStateOfAScanKeepsItsShape() {
    Graph body = graph("s v", "t", node("Add: s v -> t"));
    Graph g = graph("s x", "last", node("Scan: s x -> last", "body", body, "num_scan_inputs", 1));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {1, 2}, 1.0, 2);
    Tensor scalar = Tensor.of(DType.FLOAT32, new int[] {}, 0.0);
    assertThat(GraphReading.values(g, Map.of("s", row(0, 0), "x", x)).outputs())
        .containsExactly(row(1, 2));
    assertThatThrownBy(() -> GraphReading.values(g, Map.of("s", scalar, "x", x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Scan: a rule is broken: a state keeps its shape");
  }

  @Test
  void aBodyThatTakesOtherInputsIsRefused() {
    Graph g =
        graph(
            "x",
            "y",
            Map.of("two", Tensor.scalar(2)),
            node("Loop: two _ x x -> y z", "body", STEP));
    assertThatThrownBy(() -> GraphReading.values(g, Map.of("x", X)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Loop: a rule is broken: the body takes");
  }

  @Test
  void namesOfAModelNeverMeetThoseOfItsLoops() {
    Graph body = graph("k go s", "go t", node("Add: s s -> t"));
    Graph g =
        graph(
            "x",
            "y/3 y/1/t y",
            Map.of("two", Tensor.scalar(2)),
            node("Loop: two _ x -> y", "body", body),
            node("Neg: x -> y/1/t"),
            node("Neg: y/1/t -> y/3"));
    assertThat(GraphReading.values(g, Map.of("x", X)).outputs())
        .containsExactly(X, row(-0.5, 1.25, -3), row(2, -5, 12));
  }
}
