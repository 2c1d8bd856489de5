package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncertainIndexTest {

  /** The sums may be rounded either way, so either may be the greater. */
  @Test
  void whereUncertainNumbersTieEachOfTheirPlacesIsEnclosed() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 3}, 0.1f, 0.2f, 0.3f, 0.3f, 0.1f, 0.2f);
    Map<String, Attribute> last = Map.of("axes", Attribute.ofInts(List.of(-1L)));
    Map<String, Attribute> window = Map.of("kernel_shape", Attribute.ofInts(List.of(2L, 1L)));
    List<Node> nodes =
        List.of(
            Node.of("ReduceMean", List.of("x"), List.of("means"), last),
            Node.of("MaxPool", List.of("means"), List.of("most", "place"), window));
    Graph graph = new Graph("tie", Map.of("", 17), List.of(), Map.of("x", x), nodes, List.of());
    Enclosure place = GraphReading.of(graph, Map.of()).enclosure("place");
    assertThat(place.low(0)).isLessThanOrEqualTo(0);
    assertThat(place.high(0)).isGreaterThanOrEqualTo(1);
  }
}
