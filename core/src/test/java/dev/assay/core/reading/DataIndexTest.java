package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indices that come from data. */
final class DataIndexTest {
  private static final Tensor X =
      Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 3}, 0.5, 1.25, -0.75, 2.5, 0.25, 3.0);

  private static Graph graph(Map<String, Tensor> constants, List<Node> nodes, Value output) {
    return new Graph(
        "test",
        Map.of("", 17),
        List.of(new Value("x", TensorType.of(X))),
        constants,
        nodes,
        List.of(output));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 1L << 30, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
  void nothingIsAboveADiagonalBeyondTheTensorHoweverFar(long diagonal) {
    Graph graph =
        graph(
            Map.of("k", Tensor.of(DType.INT64, new int[0], diagonal)),
            List.of(Node.of("Trilu", List.of("x", "k"), List.of("y"), Map.of())),
            new Value("y", TensorType.of(X)));
    assertThat(GraphReading.values(graph, Map.of("x", X)).value("y").reals()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, Integer.MIN_VALUE, -1L << 40, Long.MIN_VALUE})
  void everythingIsAboveADiagonalBelowTheTensorHoweverFar(long diagonal) {
    Graph graph =
        graph(
            Map.of("k", Tensor.of(DType.INT64, new int[0], diagonal)),
            List.of(Node.of("Trilu", List.of("x", "k"), List.of("y"), Map.of())),
            new Value("y", TensorType.of(X)));
    assertThat(GraphReading.values(graph, Map.of("x", X)).value("y")).isEqualTo(X);
  }

  /** The means may be rounded either way, so either may be the greater. */
  @Test
  void whereUncertainNumbersTieEachOfTheirPlacesIsEnclosed() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 3}, 0.1f, 0.2f, 0.3f, 0.3f, 0.1f, 0.2f);
    Map<String, Attribute> last = Map.of("axes", Attribute.ofInts(List.of(-1L)));
    Map<String, Attribute> window = Map.of("kernel_shape", Attribute.ofInts(List.of(2L, 1L)));
    List<Node> nodes =
        List.of(
            Node.of("ReduceMean", List.of("x"), List.of("means"), last),
            Node.of("MaxPool", List.of("means"), List.of("most", "place"), window));
    Graph graph =
        graph(Map.of(), nodes, new Value("place", TensorType.of(DType.INT64, 1, 1, 1, 1)));
    Enclosure place = GraphReading.of(graph, Map.of("x", x)).enclosure("place");
    assertThat(place.low(0)).isLessThanOrEqualTo(0);
    assertThat(place.high(0)).isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void thePlaceOfAnUncertainMaximumIsEnclosed(long storageOrder) {
    Node sine = Node.of("Sin", List.of("x"), List.of("s"), Map.of());
    Node pool =
        Node.of(
            "MaxPool",
            List.of("s"),
            List.of("y", "at"),
            Map.of(
                "kernel_shape", Attribute.ofInts(List.of(2L, 3L)),
                "storage_order", Attribute.of(storageOrder)));
    Graph graph =
        graph(
            Map.of(), List.of(sine, pool), new Value("at", TensorType.of(DType.INT64, 1, 1, 1, 1)));
    GraphReading reading = GraphReading.of(graph, Map.of("x", X));
    assertThat(reading.enclosure("at").holds(reading.value("at"), 0)).isTrue();
  }
}
