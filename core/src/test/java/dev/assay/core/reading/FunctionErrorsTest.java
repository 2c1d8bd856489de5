package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Prim;
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

/** What other errors of functions and sums do to enclosures. */
class FunctionErrorsTest {
  private static final Tensor X = Tensor.of(DType.FLOAT32, new int[] {3}, 0.3, -2, 1.7);

  private static GraphReading reading(String operator) {
    return reading(operator, Map.of());
  }

  private static GraphReading reading(String operator, Map<String, Attribute> attributes) {
    Value x = new Value("x", TensorType.of(X));
    Value y = new Value("y", TensorType.ofUnknownRank(DType.FLOAT32));
    Node node = Node.of(operator, List.of("x"), List.of("y"), attributes);
    Graph graph = new Graph("one", Map.of("", 17), List.of(x), Map.of(), List.of(node), List.of(y));
    return GraphReading.of(graph, Map.of("x", X));
  }

  @Test
  void anAllowanceWidensItsFunctionInItsTypeAndNothingElse() {
    FunctionErrors wider =
        FunctionErrors.COMMON.allowing(
            Prim.TANH, DType.FLOAT32, new FunctionErrors.Bound(1000, 1000));
    GraphReading strict = reading("Tanh");
    Enclosure narrow = strict.enclosure("y");
    Enclosure wide = strict.allowing(wider).enclosure("y");
    for (int k = 0; k < X.size(); k++) {
      assertThat(wide.low(k)).isLessThan(narrow.low(k));
      assertThat(wide.high(k)).isGreaterThan(narrow.high(k));
    }
    GraphReading sine = reading("Sin");
    assertThat(sine.allowing(wider).enclosure("y").describe(0))
        .isEqualTo(sine.enclosure("y").describe(0));
    assertThat(wider.of(Prim.TANH, DType.FLOAT64))
        .isEqualTo(FunctionErrors.COMMON.of(Prim.TANH, DType.FLOAT64));
  }

  @Test
  void anAllowanceOfAComposedOperatorWidensItsResultsUnlessItHasAttributes() {
    FunctionErrors wider =
        FunctionErrors.COMMON.allowing("Elu", DType.FLOAT32, new FunctionErrors.Bound(1000, 1000));
    GraphReading plain = reading("Elu", Map.of());
    assertThat(plain.allowing(wider).enclosure("y").low(1)).isLessThan(plain.enclosure("y").low(1));
    assertThat(TypicalErrors.of(plain.allowing(wider)).of("y", 1))
        .isGreaterThan(100 * TypicalErrors.of(plain).of("y", 1));
    GraphReading other = reading("Elu", Map.of("alpha", Attribute.of(0.5)));
    assertThat(other.allowing(wider).enclosure("y").describe(1))
        .isEqualTo(other.enclosure("y").describe(1));
  }

  @Test
  void nothingIsEverAllowedLess() {
    FunctionErrors same =
        FunctionErrors.COMMON
            .allowing(Prim.TANH, DType.FLOAT32, new FunctionErrors.Bound(0, 0))
            .accumulating(DType.FLOAT32, DType.FLOAT64.unit());
    assertThat(same.of(Prim.TANH, DType.FLOAT32))
        .isEqualTo(FunctionErrors.COMMON.of(Prim.TANH, DType.FLOAT32));
    assertThat(same.accumulator(DType.FLOAT32)).isEqualTo(DType.FLOAT32.unit());
  }

  @Test
  void aCoarserAccumulatorWidensSums() {
    GraphReading strict = reading("ReduceSum");
    FunctionErrors coarse = FunctionErrors.COMMON.accumulating(DType.FLOAT32, 0x1p-11);
    Enclosure narrow = strict.enclosure("y");
    Enclosure wide = strict.allowing(coarse).enclosure("y");
    assertThat(wide.high(0) - wide.low(0)).isGreaterThan(100 * (narrow.high(0) - narrow.low(0)));
  }

  @Test
  void aReadingThatAllowsThemIsNotReadAgain() {
    GraphReading reading = reading("Tanh");
    assertThat(reading.allowing(FunctionErrors.COMMON)).isSameAs(reading);
  }
}
