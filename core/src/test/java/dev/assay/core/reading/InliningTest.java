package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

/** A graph that is part of a node is part of its meaning. */
class InliningTest {
  private static final Map<String, Integer> OPSETS = Map.of("", 22, "ai.onnx.preview", 1);
  private static final Value X = new Value("x", TensorType.ofUnknownRank(DType.FLOAT32));
  private static final Value Y = new Value("y", TensorType.ofUnknownRank(DType.FLOAT32));
  private static final Map<String, Tensor> INPUTS =
      Map.of("q", row(1, 0), "k", column(2, -1), "v", column(3, 5));

  private static Tensor row(double... elements) {
    return Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, elements.length}, elements);
  }

  private static Tensor column(double a, double b) {
    return Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 2}, a, 0, b, 0);
  }

  private static Graph attention(Node modifier, Map<String, Tensor> constants) {
    Graph probMod = new Graph("mod", OPSETS, List.of(X), constants, List.of(modifier), List.of(Y));
    Node node =
        new Node(
            "",
            "ai.onnx.preview",
            "FlexAttention",
            List.of("q", "k", "v"),
            List.of("out"),
            Map.of("prob_mod", Attribute.of(probMod)));
    List<Value> inputs =
        List.of("q", "k", "v").stream()
            .map(name -> new Value(name, TensorType.ofUnknownRank(DType.FLOAT32)))
            .toList();
    List<Value> outputs = List.of(new Value("out", TensorType.ofUnknownRank(DType.FLOAT32)));
    return new Graph("g", OPSETS, inputs, Map.of(), List.of(node), outputs);
  }

  private static Node times(String factor) {
    return Node.of("Mul", List.of("x", factor), List.of("y"), Map.of());
  }

  private static final Map<String, Tensor> FIRST = Map.of("first", row(1, 0));

  @Test
  void everyReadingReadsIt() {
    GraphReading reading = GraphReading.of(attention(times("first"), FIRST), INPUTS);
    // the first key alone: its weight is the sigmoid of the scores' difference, 3 / sqrt 2
    double weight = 1 / (1 + Math.exp(-3 / Math.sqrt(2)));
    Tensor out = reading.value("out");
    assertThat(out.real(0)).isEqualTo((double) (float) (3 * weight));
    assertThat(reading.enclosure("out").holds(out, 0)).isTrue();
    double[] byValue =
        GraphGradient.of(reading, Map.of("out", new double[] {1, 0}), Set.of("v"), 0).adjoint("v");
    assertThat(byValue[0]).isCloseTo(weight, within(1e-9));
    assertThat(byValue[2]).isZero();
  }

  @Test
  void whatItReadsFromAroundIsNotCovered() {
    assertThatThrownBy(() -> GraphReading.values(attention(times("q"), Map.of()), INPUTS))
        .isInstanceOf(UnsupportedNodeException.class)
        .hasMessageContaining("reads q from around it");
  }

  @Test
  void itKeepsTheShape() {
    Node flat = Node.of("Flatten", List.of("x"), List.of("y"), Map.of());
    assertThatThrownBy(() -> GraphReading.values(attention(flat, Map.of()), INPUTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prob_mod keeps the shape");
  }
}
