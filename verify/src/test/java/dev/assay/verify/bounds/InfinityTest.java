package dev.assay.verify.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What bounds must be where a meaning holds an infinity. The law: all outputs have finite bounds,
 * and the values of points of a box lie in them.
 */
class InfinityTest {
  private static final int POINTS = 200;
  private static final double HIDDEN = Double.NEGATIVE_INFINITY;

  private static Value value(String name, int... shape) {
    return new Value(name, TensorType.of(DType.FLOAT32, shape));
  }

  private static Graph graph(Map<String, Tensor> constants, List<Node> nodes, Value... values) {
    List<Value> inputs = List.of(values).subList(0, values.length - 1);
    Value output = values[values.length - 1];
    return new Graph("infinite", Map.of("", 23), inputs, constants, nodes, List.of(output));
  }

  private static void boundsHold(Graph graph, int outputs) {
    Choices choices = Choices.of(1);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : graph.feeds()) {
      int[] shape = ((TensorType) v.type()).shape().orElseThrow().numbers();
      double[] numbers = new double[Tensor.size(shape)];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = (float) choices.normal();
      }
      inputs.put(v.name(), Tensor.of(DType.FLOAT32, shape, numbers));
    }
    Challenge challenge = new Challenge(graph, inputs, 0.5);
    assertThat(challenge.bounded()).isEqualTo(outputs);
    for (int p = 0; p < POINTS; p++) {
      Map<String, Tensor> point = challenge.point(choices);
      assertThat(challenge.excess(GraphReading.values(graph, point).outputs())).isEmpty();
    }
  }

  @Test
  void aPooledTensorHasNothingAroundIt() {
    Map<String, Attribute> window =
        Map.of(
            "kernel_shape", Attribute.ofInts(List.of(3L, 2L)),
            "pads", Attribute.ofInts(List.of(2L, 1L, 1L, 0L)),
            "strides", Attribute.ofInts(List.of(2L, 1L)));
    Node pool = Node.of("MaxPool", List.of("x"), List.of("y"), window);
    boundsHold(graph(Map.of(), List.of(pool), value("x", 1, 2, 4, 3), value("y", 1, 2, 3, 3)), 18);
  }

  /** A window in which nothing lies gives minus infinity, and has no bounds. */
  @Test
  void aWindowOverNothingIsRefused() {
    Map<String, Attribute> window =
        Map.of(
            "kernel_shape", Attribute.ofInts(List.of(1L)),
            "pads", Attribute.ofInts(List.of(1L, 0L)));
    Node pool = Node.of("MaxPool", List.of("x"), List.of("y"), window);
    Graph graph = graph(Map.of(), List.of(pool), value("x", 1, 1, 2), value("y", 1, 1, 3));
    assertThatThrownBy(() -> boundsHold(graph, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void causalAttentionHidesWhatComesLater() {
    Map<String, Attribute> causal = Map.of("is_causal", Attribute.of(1));
    Node attention = Node.of("Attention", List.of("q", "k", "v"), List.of("y"), causal);
    boundsHold(
        graph(
            Map.of(),
            List.of(attention),
            value("q", 1, 1, 3, 2),
            value("k", 1, 1, 3, 2),
            value("v", 1, 1, 3, 2),
            value("y", 1, 1, 3, 2)),
        6);
  }

  @Test
  void aMaskThatIsAddedHidesElements() {
    Tensor mask = Tensor.of(DType.FLOAT32, new int[] {1, 4}, 0, HIDDEN, 0, HIDDEN);
    boundsHold(
        graph(
            Map.of("mask", mask),
            List.of(
                Node.of("Add", List.of("x", "mask"), List.of("s"), Map.of()),
                Node.of("Softmax", List.of("s"), List.of("y"), Map.of())),
            value("x", 1, 4),
            value("y", 1, 4)),
        4);
  }
}
