package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The high half of a double-double is what doubles give, wherever that is no finite number. */
class DoubleDoublesTest {
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -2,
    Double.MIN_VALUE,
    -Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  @ParameterizedTest
  @EnumSource(names = {"ADD", "SUB", "MUL", "DIV"})
  void whatOverflowsIsInfiniteAndWhatIsNoNumberIsNan(Prim prim) {
    Choices choices = Choices.of(prim.ordinal());
    for (double a : EDGES) {
      for (double b : EDGES) {
        mustBeAsOfDoubles(prim, a, b);
        mustBeAsOfDoubles(prim, a, choices.normal());
        mustBeAsOfDoubles(prim, choices.normal(), b);
      }
    }
  }

  private static void mustBeAsOfDoubles(Prim prim, double a, double b) {
    Lane x = Lane.ofReals(DType.FLOAT64, new double[] {a});
    Lane y = Lane.ofReals(DType.FLOAT64, new double[] {b});
    Lane z = Lane.ofReals(DType.FLOAT64, new double[1]);
    DoubleDoubles.apply(prim, z, x, y, 1);
    double expected = Reals.of(prim, a, b);
    if (Double.isFinite(expected)) {
      assertThat(z.real[0]).as("%s of %s and %s", prim, a, b).isFinite();
    } else {
      Double same = expected;
      assertThat(z.real[0]).as("%s of %s and %s", prim, a, b).isEqualTo(same);
    }
    assertThat(z.rest[0]).as("rest of %s of %s and %s", prim, a, b).isFinite();
  }
}
