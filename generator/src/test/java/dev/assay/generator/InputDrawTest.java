package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputDrawTest {
  @ParameterizedTest
  @EnumSource
  void everyElementIsOneThatTheTypeHolds(InputDraw how) {
    for (DType type : DType.ANY) {
      Tensor t = how.draw(Choices.of(type.onnx()), type, 5, 7);
      for (int k = 0; k < t.size() && type != DType.STRING; k++) {
        if (type.isFloat()) {
          double x = t.reals()[k];
          assertThat(type.cast(x, true)).as("%s", type).isEqualTo(x);
        } else {
          long x = t.integers()[k];
          assertThat(type.wrap(x)).as("%s", type).isEqualTo(x);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void integersLieInTheirRange(InputDraw how) {
    Tensor t = how.draw(Choices.of(3), DType.INT64, FreeData.of(Range.of(-3, 2)), 50);
    assertThat(Arrays.stream(t.integers())).allMatch(x -> -3 <= x && x <= 2);
  }

  @Test
  void weightsAreScaledByTheirFanIn() {
    FreeData weight = FreeData.ANY.usedAs(25, false);
    Tensor t = InputDraw.SCALED.draw(Choices.of(1), DType.FLOAT64, weight, 25, 100);
    double square = Arrays.stream(t.reals()).map(x -> x * x).average().orElseThrow();
    assertThat(square).isBetween(0.03, 0.05);
  }

  @Test
  void countingGivesNoTwoAlikeAlongSomeAxis() {
    Tensor t = InputDraw.COUNTING.draw(Choices.of(1), DType.INT32, 6);
    assertThat(t.integers()).containsExactly(0, 1, 2, 3, 4, 5);
  }
}
