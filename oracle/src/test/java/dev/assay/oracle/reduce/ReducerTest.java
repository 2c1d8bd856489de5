package dev.assay.oracle.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How small a model becomes of which it is known how small it can be. */
final class ReducerTest {

  private static Reduction reduced(Start start, Interest interest) throws InterruptedException {
    return new Reducer(interest, 2, () -> false, p -> {}).reduce(start);
  }

  private static Reduction reduced(Interest interest) throws InterruptedException {
    return reduced(Larger.model(), interest);
  }

  private static String operators(Graph graph) {
    return graph.nodes().stream().map(Node::operator).collect(Collectors.joining(" "));
  }

  private static boolean has(Graph graph, String operator) {
    return graph.nodes().stream().anyMatch(n -> n.operator().equals(operator));
  }

  /** Whether some node of an operator reads what one of another makes. */
  private static boolean follow(Graph graph, String first, String second) {
    return graph.nodes().stream()
        .filter(n -> n.operator().equals(first))
        .anyMatch(
            n ->
                graph.nodes().stream()
                    .filter(m -> m.operator().equals(second))
                    .anyMatch(m -> n.outputs().stream().anyMatch(m.inputs()::contains)));
  }

  @Test
  void ofNodesInARowNothingElseIsLeft() throws InterruptedException {
    Reduction r = reduced((graph, inputs) -> follow(graph, "Conv", "Relu"));
    assertThat(operators(r.graph())).isEqualTo("Conv Relu");
    assertThat(r.graph().nodes())
        .allSatisfy(n -> assertThat(n.attributes()).isEmpty())
        .allSatisfy(n -> assertThat(n.name()).isEmpty());
    assertThat(r.inputs().values()).allSatisfy(t -> assertThat(t.size()).isEqualTo(1));
    assertThat(r.inputs().values()).allSatisfy(t -> assertThat(t.reals()).containsExactly(0));
    assertThat(r.graph().constants()).isEmpty();
    assertThat(r.graph().outputs()).hasSize(1);
    assertThat(r.graph().opsets()).isEqualTo(Map.of("", 13));
    assertThat(r.after().nodes()).isEqualTo(2);
    assertThat(r.before().nodes()).isEqualTo(11);
  }

  @Test
  void nodesThatStandFarApartAreBroughtTogether() throws InterruptedException {
    Reduction r = reduced((graph, inputs) -> has(graph, "Conv") && has(graph, "Softmax"));
    assertThat(r.graph().nodes()).hasSize(2);
  }

  @Test
  void nodesOfTwoBranchesStayBoth() throws InterruptedException {
    Reduction r = reduced((graph, inputs) -> has(graph, "MatMul") && has(graph, "Neg"));
    assertThat(r.graph().nodes()).hasSize(2);
    assertThat(r.after().elements()).isLessThanOrEqualTo(5);
  }

  @Test
  void groupsGoTogetherWithTheirChannels() throws InterruptedException {
    Reduction r =
        reduced(
            (graph, inputs) ->
                graph.nodes().stream()
                    .anyMatch(
                        n ->
                            n.operator().equals("Conv")
                                && n.attributes().containsKey("group")
                                && n.attributes().get("group").integer() > 1));
    assertThat(operators(r.graph())).isEqualTo("Conv");
    assertThat(r.graph().inputs()).hasSize(2);
    assertThat(r.after().elements()).isEqualTo(2 + 2 + 2);
  }

  @Test
  void ofNumbersOnlyWhatIsNeededIsLeft() throws InterruptedException {
    Reduction r =
        reduced(
            (graph, inputs) ->
                inputs.values().stream()
                    .anyMatch(t -> t.type().isFloat() && has(t.reals(), -2.5, -2)));
    assertThat(r.graph().nodes()).hasSize(1);
    assertThat(r.inputs()).hasSize(1);
    Tensor left = r.inputs().values().iterator().next();
    assertThat(left.reals()).containsExactly(-2);
  }

  private static boolean has(double[] reals, double low, double high) {
    for (double x : reals) {
      if (x >= low && x <= high) {
        return true;
      }
    }
    return false;
  }

  @Test
  void anEmptyTensorStaysEmptyAndTheRestGoes() throws InterruptedException {
    TensorType empty = TensorType.of(DType.FLOAT64, 0, 3);
    TensorType full = TensorType.of(DType.FLOAT64, 4, 3);
    Graph graph =
        new Graph(
            "empty",
            Map.of("", 17),
            List.of(new Value("none", empty), new Value("some", full)),
            Map.of(),
            List.of(
                Node.of("Exp", List.of("some"), List.of("e"), Map.of()),
                Node.of("Relu", List.of("none"), List.of("r"), Map.of()),
                Node.of(
                    "Concat", List.of("r", "e"), List.of("y"), Map.of("axis", Attribute.of(0)))),
            List.of(new Value("y", full)));
    Map<String, Tensor> inputs =
        Map.of(
            "none", Tensor.zeros(DType.FLOAT64, 0, 3), "some", Tensor.zeros(DType.FLOAT64, 4, 3));
    Reduction r =
        reduced(
            new Start(graph, inputs),
            (g, in) ->
                GraphReading.values(g, in).values().values().stream()
                    .anyMatch(ReducerTest::isEmpty));
    assertThat(r.graph().nodes()).hasSize(1);
    assertThat(r.inputs()).hasSize(1);
    Tensor left = r.inputs().values().iterator().next();
    assertThat(left.size()).isZero();
    assertThat(left.type()).isEqualTo(DType.FLOAT32);
  }

  /** A backend may fail at what no output hangs on. */
  @Test
  void whatNobodyReadsIsKeptWhereItIsToBlame() throws InterruptedException {
    TensorType pair = TensorType.of(DType.FLOAT32, 2);
    Graph graph =
        new Graph(
            "unread",
            Map.of("", 17),
            List.of(new Value("x", pair)),
            Map.of(),
            List.of(
                Node.of("Exp", List.of("x"), List.of("y"), Map.of()),
                Node.of("Neg", List.of("x"), List.of("n"), Map.of()),
                Node.of("Relu", List.of("n"), List.of("r"), Map.of())),
            List.of(new Value("y", pair)));
    Start start = new Start(graph, Map.of("x", Tensor.zeros(DType.FLOAT32, 2)));
    Reduction r = reduced(start, (g, inputs) -> has(g, "Relu"));
    assertThat(operators(r.graph())).isEqualTo("Relu");
  }

  private static boolean isEmpty(Tensor t) {
    return t.size() == 0;
  }

  @Test
  void theResultDoesNotDependOnHowManyWorkAtIt() throws InterruptedException {
    List<Reduction> results = new ArrayList<>();
    for (int jobs : new int[] {1, 2, 5}) {
      AtomicInteger turn = new AtomicInteger();
      Interest slowNowAndThen =
          (graph, inputs) -> {
            Thread.sleep(turn.getAndIncrement() % 3);
            return follow(graph, "Relu", "Sigmoid");
          };
      results.add(new Reducer(slowNowAndThen, jobs, () -> false, p -> {}).reduce(Larger.model()));
    }
    for (Reduction r : results) {
      assertThat(OnnxFromGraph.of(r.graph())).isEqualTo(OnnxFromGraph.of(results.get(0).graph()));
      assertThat(r.inputs()).isEqualTo(results.get(0).inputs());
    }
  }

  @Test
  void everyModelOnTheWayIsValidAndMeetsNoMoreThanTheFirst() throws InterruptedException {
    List<Graph> looked = new ArrayList<>();
    Interest interest =
        (graph, inputs) -> {
          synchronized (looked) {
            looked.add(graph);
          }
          Graph back = GraphFromOnnx.of(OnnxFromGraph.of(graph));
          assertThat(back).isEqualTo(graph);
          double[] list = GraphReading.values(back, inputs).outputs().get(0).reals();
          for (double x : list) {
            assertThat(x).isFinite(); // as 0 / 0 is not
          }
          return has(graph, "Div");
        };
    Reduction r = reduced(interest);
    assertThat(looked).hasSizeGreaterThan(5);
    assertThat(operators(r.graph())).isEqualTo("Div");
    assertThat(r.inputs()).containsValue(Tensor.of(DType.FLOAT32, new int[0], 1.0));
  }

  @Test
  void whoIsStoppedGivesTheSmallestSoFar() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    Reduction r =
        new Reducer(
                (graph, inputs) -> has(graph, "Conv"),
                1,
                () -> steps.get() >= 2,
                p -> steps.incrementAndGet())
            .reduce(Larger.model());
    assertThat(r.isWhole()).isFalse();
    assertThat(has(r.graph(), "Conv")).isTrue();
    assertThat(r.after().nodes()).isLessThan(11);
  }

  @Test
  void whatIsNotInterestingIsNotReduced() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reduced((graph, inputs) -> false))
        .withMessageContaining("not interesting");
  }
}
