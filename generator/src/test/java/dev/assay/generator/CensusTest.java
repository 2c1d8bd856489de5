package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CensusTest {
  private final Census census = new Census();

  private static Operator operator(String name) {
    return Catalogue.find("", name, 18).orElseThrow();
  }

  private static Binding binding(String name, String port, DType type) {
    return new Binding(operator(name), port, type);
  }

  /** A float16 tensor of 1 x 5, with a number added, halves of it joined, and cast. */
  @BeforeEach
  void count() {
    census.add(
        new Graph(
            "g",
            Map.of("", 18),
            List.of(new Value("x", TensorType.of(DType.FLOAT16, 1, 5))),
            Map.of("c", Tensor.of(DType.FLOAT16, new int[0], 3.0)),
            List.of(
                Node.of("Add", List.of("x", "c"), List.of("y"), Map.of()),
                Node.of(
                    "Concat", List.of("y", "y"), List.of("z"), Map.of("axis", Attribute.of(-2))),
                Node.of("Cast", List.of("z"), List.of("w"), Map.of("to", Attribute.of(7)))),
            List.of(new Value("w", TensorType.of(DType.INT64, 2, 5)))));
  }

  @Test
  void operatorsAndWhatTheyReadAreCounted() {
    assertThat(census.nodes()).isEqualTo(3);
    assertThat(census.operators()).isEqualTo(Map.of("Add", 1L, "Concat", 1L, "Cast", 1L));
    assertThat(census.edges())
        .isEqualTo(
            Map.of(new Census.Edge("Add", "Concat"), 2L, new Census.Edge("Concat", "Cast"), 1L));
  }

  @Test
  void aNodeBindsEachOfItsTypeVariablesOnce() {
    assertThat(census.bindings())
        .isEqualTo(
            Map.of(
                binding("Add", "A", DType.FLOAT16), 1L,
                binding("Concat", "inputs", DType.FLOAT16), 1L,
                binding("Cast", "input", DType.FLOAT16), 1L,
                binding("Cast", "output", DType.INT64), 1L));
  }

  @Test
  void tensorsAreCountedByTypeRankAndSizeInTheMiddleToo() {
    assertThat(census.types()).isEqualTo(Map.of(DType.FLOAT16, 4L, DType.INT64, 1L));
    assertThat(census.ranks()).isEqualTo(Map.of(0, 1L, 2, 4L));
    assertThat(census.sizes()).isEqualTo(Map.of(1L, 2L, 2L, 2L, 5L, 4L));
    assertThat(census.equalSided()).isZero();
  }

  @Test
  void attributesAreCountedByBinsAndWhereTheyAreLeftOut() {
    assertThat(census.attributes())
        .isEqualTo(
            Map.of(
                "Concat.axis", Map.of(new AttributeBin("-2"), 1L),
                "Cast.to", Map.of(new AttributeBin("5..8"), 1L)));
    census.add(
        new Graph(
            "g",
            Map.of("", 18),
            List.of(new Value("x", TensorType.of(DType.FLOAT32, 4, 4))),
            Map.of(),
            List.of(Node.of("Flatten", List.of("x"), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(DType.FLOAT32, 4, 4)))));
    assertThat(census.attributes())
        .containsEntry("Flatten.axis", Map.of(new AttributeBin("left out"), 1L));
    assertThat(census.equalSided()).isEqualTo(2);
  }
}
