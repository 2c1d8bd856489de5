package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecialValuesTest {
  private static Map<String, Tensor> among(Tensor x, Range range, int seed) {
    Graph graph = new Graph("g", Map.of("", 17), List.of(), Map.of(), List.of(), List.of());
    return SpecialValues.among(
        Map.of("x", x),
        new Model(graph, Map.of("x", FreeData.of(range)), Policy.REAL),
        Choices.of(seed));
  }

  private static Tensor only(Map<String, Tensor> inputs) {
    return inputs.values().iterator().next();
  }

  @Test
  void allSpecialValuesOfATypeOccurAndMostElementsStay() {
    for (DType type : DType.FLOATS) {
      Tensor x = InputDraw.POSITIVE.draw(Choices.of(1), type, 80);
      Set<Double> met = new HashSet<>();
      for (int seed = 0; seed < 100; seed++) {
        double[] reals = only(among(x, Range.ALL, seed)).reals();
        int changed = 0;
        for (int k = 0; k < reals.length; k++) {
          if (reals[k] != x.reals()[k]) {
            met.add(reals[k]);
            changed++;
          }
        }
        assertThat(changed).isLessThanOrEqualTo(11);
      }
      assertThat(met).as("%s", type).isEqualTo(new HashSet<>(SpecialValues.of(type)));
    }
  }

  @Test
  void theLeastNumberAboveZeroIsOneThatTheTypeHolds() {
    assertThat(SpecialValues.of(DType.FLOAT32)).contains((double) Float.MIN_VALUE);
    assertThat(SpecialValues.of(DType.FLOAT16)).contains(0x1p-24);
    assertThat(SpecialValues.of(DType.FLOAT64)).contains(Double.MIN_VALUE);
  }

  @Test
  void integersAndDataWithARangeStay() {
    Tensor reals = Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2.0);
    Tensor integers = Tensor.of(DType.INT8, new int[] {2}, 1, 2);
    for (int seed = 0; seed < 20; seed++) {
      assertThat(among(reals, Range.of(0, 4), seed)).containsEntry("x", reals);
      assertThat(
              Arrays.equals(only(among(integers, Range.ALL, seed)).integers(), integers.integers()))
          .isTrue();
    }
  }
}
