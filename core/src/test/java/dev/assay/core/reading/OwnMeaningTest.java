package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Readings of a model with a node that only a system gives a value. */
final class OwnMeaningTest {
  private static final Graph GRAPH =
      new Graph(
          "g",
          Map.of("", 17, "local", 1),
          List.of(new Value("x", TensorType.of(DType.FLOAT32, 2))),
          Map.of(),
          List.of(
              Node.of("Neg", List.of("x"), List.of("before"), Map.of()),
              new Node("", "local", "Twice", List.of("before"), List.of("own"), Map.of()),
              Node.of("Abs", List.of("own"), List.of("after"), Map.of()),
              Node.of("NonZero", List.of("own"), List.of("places"), Map.of())),
          List.of(
              new Value("before", TensorType.of(DType.FLOAT32, 2)),
              new Value("after", TensorType.of(DType.FLOAT32, 2))));

  private static final Map<String, Tensor> INPUTS = Map.of("x", tensor(1.5, 2));

  private static Tensor tensor(double... reals) {
    return Tensor.of(DType.FLOAT32, new int[] {reals.length}, reals);
  }

  private static Optional<List<Tensor>> twice(Node node, List<Tensor> inputs) {
    double[] reals = inputs.get(0).reals();
    return node.operator().equals("Twice")
        ? Optional.of(List.of(tensor(2 * reals[0], 2 * reals[1])))
        : Optional.empty();
  }

  @Test
  void aSystemGivesItsValueAndWhatRestsOnItIsOpen() {
    GraphReading reading = GraphReading.of(GRAPH, INPUTS, OwnMeaningTest::twice);
    assertThat(reading.value("after")).isEqualTo(tensor(3, 4));
    assertThat(reading.restsOnOwn("before")).isFalse();
    assertThat(reading.isSpecified("before")).isTrue();
    for (String name : List.of("own", "after", "places")) {
      assertThat(reading.restsOnOwn(name)).as(name).isTrue();
      assertThat(reading.isSpecified(name)).as(name).isFalse();
    }
    assertThat(reading.hasSpecifiedShape("after")).isTrue();
    assertThat(reading.hasSpecifiedShape("places")).isFalse();
  }

  @Test
  void anEarlierReadingGivesTheSame() {
    GraphReading first = GraphReading.of(GRAPH, INPUTS, OwnMeaningTest::twice);
    GraphReading again = GraphReading.of(GRAPH, INPUTS, OwnMeaningTest::twice, List.of(first));
    assertThat(again.values()).isEqualTo(first.values());
    assertThat(again.restsOnOwn("after")).isTrue();
    assertThat(again.isSpecified("after")).isFalse();
    assertThat(again.hasSpecifiedShape("places")).isFalse();
  }

  @Test
  void withoutTheSystemNobodyReadsIt() {
    assertThatThrownBy(() -> GraphReading.of(GRAPH, INPUTS))
        .isInstanceOf(UnsupportedNodeException.class);
  }

  @Test
  void aNodeThatTheSystemRefusesIsWhereAReadingStops() {
    Kernels refusing =
        (node, inputs) -> {
          if (node.operator().equals("Twice")) {
            throw new RefusedNodeException(node, "not today", false);
          }
          return Optional.empty();
        };
    GraphReading reading = GraphReading.stepwise(GRAPH, INPUTS, refusing);
    assertThat(reading.readTo(0)).isTrue();
    assertThat(reading.readTo(3)).isFalse();
    assertThat(reading.broken().cardinality()).isEqualTo(1);
    assertThatThrownBy(() -> GraphReading.values(GRAPH, INPUTS, refusing))
        .isInstanceOf(RefusedNodeException.class)
        .hasMessageContaining("not today");
  }
}
