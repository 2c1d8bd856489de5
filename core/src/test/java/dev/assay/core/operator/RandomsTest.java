package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of random results there is the shape, and no value. */
class RandomsTest {
  private static final Tensor HALVES = Tensor.of(DType.FLOAT32, new int[] {2, 3}, new double[6]);

  static Stream<Operator> operators() {
    return Catalogue.random().stream();
  }

  private static Node node(Operator o) {
    Map<String, Attribute> shape =
        o.inputs().isEmpty() ? Map.of("shape", Attribute.ofInts(List.of(2L, 3L))) : Map.of();
    List<String> inputs = o.inputs().isEmpty() ? List.of() : List.of("x");
    return Node.of(o.name(), inputs, List.of("y"), shape);
  }

  private static Graph graph(Node node) {
    Value x = new Value("x", TensorType.of(HALVES));
    Value y = new Value("y", TensorType.ofUnknownRank(DType.FLOAT32));
    return new Graph("g", Map.of("", 22), List.of(x), Map.of(), List.of(node), List.of(y));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void theShapeIsKnown(Operator o) {
    List<Optional<Argument>> x =
        o.inputs().isEmpty() ? List.of() : List.of(Optional.of(Argument.of(HALVES)));
    NodeReading reading = NodeReading.of(o, node(o), 22, x);
    assertThat(reading.isRandom()).isTrue();
    int columns = o.name().equals("Multinomial") ? 1 : 3;
    assertThat(reading.outputs())
        .hasEntrySatisfying(0, y -> assertThat(y.shape()).isEqualTo(Dims.ofNumbers(2, columns)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void theValueIsRefusedByName(Operator o) {
    assertThatThrownBy(() -> GraphReading.values(graph(node(o)), Map.of("x", HALVES)))
        .isInstanceOf(UnsupportedNodeException.class)
        .hasMessageContaining(o.name() + " draws numbers");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void aModelComesBackFromOnnx(Operator o) {
    byte[] bytes = OnnxFromGraph.of(graph(node(o)));
    assertThat(OnnxFromGraph.of(GraphFromOnnx.of(bytes))).isEqualTo(bytes);
  }

  @Test
  void noneIsDrawn() {
    assertThat(Catalogue.drawn()).doesNotContainAnyElementsOf(Catalogue.random());
  }

  @Test
  void trainingThatDropsNothingIsNotRandom() {
    Node dropout = Node.of("Dropout", List.of("x", "ratio", "training"), List.of("y"), Map.of());
    assertThat(trained(dropout, 0.0).outputs()).containsExactly(HALVES);
    assertThatThrownBy(() -> trained(dropout, 0.5)).isInstanceOf(UnsupportedNodeException.class);
  }

  private static GraphReading trained(Node dropout, double ratio) {
    Map<String, Tensor> constants =
        Map.of(
            "ratio",
            Tensor.of(DType.FLOAT32, new int[0], ratio),
            "training",
            Tensor.of(DType.BOOL, new int[0], 1L));
    Graph g = graph(dropout);
    return GraphReading.values(
        new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs()),
        Map.of("x", HALVES));
  }
}
