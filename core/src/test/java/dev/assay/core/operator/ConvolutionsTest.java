package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {

  @Test
  void theTransposeOfNothingIsTheBias() {
    Tensor nothing = Tensor.of(DType.FLOAT32, new int[] {1, 1, 0}, new double[0]);
    Tensor kernel = Tensor.of(DType.FLOAT32, new int[] {1, 1, 1}, 2.0);
    Tensor bias = Tensor.of(DType.FLOAT32, new int[] {1}, 0.5);
    Map<String, Attribute> attributes =
        Map.of(
            "strides", Attribute.ofInts(List.of(3L)),
            "output_padding", Attribute.ofInts(List.of(2L)),
            "output_shape", Attribute.ofInts(List.of(2L)));
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            List.of(),
            Map.of("x", nothing, "w", kernel, "b", bias),
            List.of(Node.of("ConvTranspose", List.of("x", "w", "b"), List.of("y"), attributes)),
            List.of());
    assertThat(GraphReading.values(graph, Map.of()).value("y").reals()).containsExactly(0.5, 0.5);
  }
}
