package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading a graph node by node, and again on other tensors, gives what reading it at once does. */
class GraphReadingTest {
  private static final Node ROOT = Node.of("Sqrt", List.of("x"), List.of("root"), Map.of());
  private static final Node QUOTIENT =
      Node.of("Div", List.of("n", "m"), List.of("quotient"), Map.of());
  private static final Node BOTH =
      Node.of("Expand", List.of("root", "quotient"), List.of("both"), Map.of());
  private static final Graph GRAPH =
      new Graph(
          "g",
          Map.of("", 17),
          List.of(
              new Value("x", TensorType.of(DType.FLOAT32, 1)),
              new Value("n", TensorType.of(DType.INT64, 1)),
              new Value("m", TensorType.of(DType.INT64, 1))),
          Map.of(),
          List.of(ROOT, QUOTIENT, BOTH),
          List.of(new Value("both", TensorType.of(DType.FLOAT32, 3))));

  private static Map<String, Tensor> data(double x, long n, long m) {
    return Map.of("x", real(x), "n", integer(n), "m", integer(m));
  }

  private static Tensor real(double x) {
    return Tensor.of(DType.FLOAT32, new int[] {1}, new double[] {x});
  }

  private static Tensor integer(long n) {
    return Tensor.of(DType.INT64, new int[] {1}, new long[] {n});
  }

  @Test
  void stepByStepIsAtOnce() {
    GraphReading reading = GraphReading.stepwise(GRAPH, data(4, 6, 2));
    assertThat(reading.values()).doesNotContainKey("root");
    assertThat(reading.readTo(0)).isTrue();
    assertThat(reading.values()).containsKey("root").doesNotContainKey("quotient");
    assertThat(reading.readTo(2)).isTrue();
    assertThat(reading.values()).isEqualTo(GraphReading.values(GRAPH, data(4, 6, 2)).values());
  }

  @Test
  void onOtherTensorsOnlyWhatHangsOnThemIsReadAgain() {
    GraphReading before = GraphReading.values(GRAPH, data(4, 6, 2));
    GraphReading after = before.with(Map.of("n", integer(10)));
    assertThat(after.values()).containsKey("root").doesNotContainKeys("quotient", "both");
    assertThat(after.readTo(2)).isTrue();
    assertThat(after.values()).isEqualTo(GraphReading.values(GRAPH, data(4, 10, 2)).values());
    assertThat(after.work()).isLessThan(GraphReading.values(GRAPH, data(4, 10, 2)).work());
  }

  @Test
  void itStopsAtAResultThatIsLeftOpenAndGoesOnFromOtherTensors() {
    GraphReading open = GraphReading.stepwise(GRAPH, data(4, 6, 0));
    assertThat(open.readTo(2)).isFalse();
    assertThat(open.values()).containsKey("root").doesNotContainKey("quotient");
    assertThat(open.doubts()).extracting(Doubt::node).containsExactly(QUOTIENT);
    GraphReading mended = open.with(Map.of("m", integer(3)));
    assertThat(mended.readTo(2)).isTrue();
    assertThat(mended.doubts()).isEmpty();
    assertThat(mended.value("both").shape()).containsExactly(2);
  }

  @Test
  void withEnclosuresWhatWasReadWithoutIsNotReadAgain() {
    GraphReading values = GraphReading.values(GRAPH, data(4, 6, 2));
    GraphReading reading = GraphReading.of(GRAPH, data(4, 6, 2), List.of(values));
    assertSame(reading, GraphReading.of(GRAPH, data(4, 6, 2)));
    assertThat(reading.work()).isZero();
  }

  @Test
  void withEnclosuresOnlyWhatHangsOnOtherTensorsIsReadAgain() {
    GraphReading before = GraphReading.of(GRAPH, data(3, 6, 2));
    GraphReading whole = GraphReading.of(GRAPH, data(3, 10, 2));
    GraphReading reading = GraphReading.of(GRAPH, data(3, 10, 2), List.of(before));
    assertSame(reading, whole);
    assertThat(reading.work()).isPositive().isLessThan(whole.work());
  }

  /** The value is the same, and what may be made of it is not. */
  @Test
  void whatHangsOnAWiderEnclosureIsEnclosedAgain() {
    Node exact = Node.of("Identity", List.of("x"), List.of("root"), Map.of());
    Node rounded = Node.of("Div", List.of("x", "x"), List.of("root"), Map.of());
    Node floor = Node.of("Exp", List.of("root"), List.of("y"), Map.of());
    Graph first = graph(exact, floor);
    Graph second = graph(rounded, floor);
    Map<String, Tensor> data = Map.of("x", real(1));
    GraphReading reading = GraphReading.of(second, data, List.of(GraphReading.of(first, data)));
    assertSame(reading, GraphReading.of(second, data));
  }

  @Test
  void aModelThatSharesNodesIsReadWhereItDiffers() {
    Node constant =
        Node.of("Constant", List.of(), List.of("m"), Map.of("value", Attribute.of(integer(2))));
    Graph shaped =
        new Graph(
            "shaped",
            Map.of("", 17),
            GRAPH.inputs().subList(0, 2),
            Map.of(),
            List.of(constant, QUOTIENT, ROOT, BOTH),
            GRAPH.outputs());
    Map<String, Tensor> inputs = Map.of("x", real(4), "n", integer(6));
    GraphReading before = GraphReading.of(GRAPH, data(4, 6, 2));
    GraphReading reading = GraphReading.of(shaped, inputs, List.of(before));
    assertSame(reading, GraphReading.of(shaped, inputs));
    assertThat(reading.work()).isLessThan(before.work());
  }

  private static Graph graph(Node... nodes) {
    return new Graph(
        "g",
        Map.of("", 17),
        List.of(new Value("x", TensorType.of(DType.FLOAT32, 1))),
        Map.of(),
        List.of(nodes),
        List.of(new Value("y", TensorType.of(DType.FLOAT32, 1))));
  }

  private static void assertSame(GraphReading got, GraphReading whole) {
    assertThat(got.values()).isEqualTo(whole.values());
    assertThat(got.doubts()).isEqualTo(whole.doubts());
    for (String name : whole.values().keySet()) {
      assertThat(got.isSpecified(name)).isEqualTo(whole.isSpecified(name));
      assertThat(got.hasSpecifiedShape(name)).isEqualTo(whole.hasSpecifiedShape(name));
      assertThat(described(got.enclosure(name))).isEqualTo(described(whole.enclosure(name)));
    }
  }

  private static List<String> described(Enclosure e) {
    return IntStream.range(0, e.size()).mapToObj(e::describe).toList();
  }

  @Test
  void integersWhereFloatsDecideASizeAreRefusedInWords() {
    Node resize = Node.of("Resize", List.of("n", "", "m"), List.of("y"), Map.of());
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            List.of(
                new Value("n", TensorType.of(DType.INT64, 1)),
                new Value("m", TensorType.of(DType.INT64, 1))),
            Map.of(),
            List.of(resize),
            List.of(new Value("y", TensorType.of(DType.INT64, 2))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphReading.values(graph, Map.of("n", integer(1), "m", integer(2))))
        .withMessageContaining("input scales holds no floats");
  }

  @Test
  void nodesThatAreInNoCatalogueAreRunByKernels() {
    Node twice = new Node("", "other", "Twice", List.of("root"), List.of("twice"), Map.of());
    Graph graph =
        GRAPH
            .withNodes(
                List.of(ROOT, twice, Node.of("Neg", List.of("twice"), List.of("y"), Map.of())))
            .withOutputs(List.of(new Value("y", TensorType.of(DType.FLOAT32, 1))));
    Kernels kernels =
        (node, inputs) ->
            node.domain().equals("other")
                ? Optional.of(List.of(real(2 * inputs.get(0).reals()[0])))
                : Optional.empty();
    GraphReading reading = GraphReading.values(graph, data(9, 1, 1), kernels);
    assertThat(reading.outputs()).containsExactly(real(-6));
    GraphReading other = reading.with(Map.of("x", real(16)));
    assertThat(other.readTo(2)).isTrue();
    assertThat(other.outputs()).containsExactly(real(-8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphReading.values(graph, data(9, 1, 1)));
  }
}
