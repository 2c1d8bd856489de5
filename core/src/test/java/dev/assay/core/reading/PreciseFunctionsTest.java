package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreciseFunctionsTest {
  private static final BigDecimal FINE = new BigDecimal("1e-38");

  @ParameterizedTest
  @CsvSource({
    "SQRT, 2, 1.414213562373095048801688724209698078570",
    "EXP, 1, 2.718281828459045235360287471352662497757",
    "LOG, 2, 0.6931471805599453094172321214581765680755",
    "LOG1P, 1, 0.6931471805599453094172321214581765680755",
    "SIN, 1, 0.8414709848078965066525023216302989996226",
    "COS, 1, 0.5403023058681397174009366074429766037323",
    "TAN, 1, 1.557407724654902230506974807458360173087",
    "ASIN, -1, -1.570796326794896619231321691639751442099",
    "ACOS, 0.5, 1.047197551196597746154214461093167628066",
    "ATAN, 1, 0.7853981633974483096156608458198757210493",
    "SINH, 1, 1.175201193643801456882381850595600815156",
    "COSH, 1, 1.543080634815243778477905620757061682602",
    "TANH, 1, 0.7615941559557648881194582826047935904128",
    "ASINH, 1, 0.8813735870195430252326093249797923090282",
    "ACOSH, 2, 1.316957896924816708625046347307968444027",
    "ATANH, 0.5, 0.5493061443340548456976226184612628523237",
    "ERF, 1, 0.8427007929497148693412206350826092592961",
    "SIGMOID, 1, 0.7310585786300048792511592418218362743651",
  })
  void knownValuesComeToFortyDigits(Prim prim, double at, BigDecimal value) {
    BigDecimal error = PreciseFunctions.of(prim, at).subtract(value).abs();
    assertThat(error.divide(value.abs(), MathContext.DECIMAL64)).isLessThan(FINE);
  }

  @ParameterizedTest
  @CsvSource({
    "EXP, LOG, 0.01, 600",
    "SINH, ASINH, 0.01, 80",
    "COSH, ACOSH, 0.1, 80",
    "TAN, ATAN, 0.01, 1.5",
    "SIN, ASIN, 0.01, 1.5",
    "TANH, ATANH, 0.01, 3",
  })
  void inversesUndoThem(Prim prim, Prim inverse, double least, double most) {
    Choices choices = Choices.of(prim.ordinal());
    for (int c = 0; c < 20; c++) {
      double x = least + choices.unit() * (most - least);
      double y = PreciseFunctions.of(prim, x).doubleValue();
      double back = PreciseFunctions.of(inverse, y).doubleValue();
      double slope = Math.abs(y / x / derivative(prim, x, y));
      assertThat(back).isCloseTo(x, within(x * 0x1p-51 * Math.max(1, slope)));
    }
  }

  private static Offset<Double> within(double error) {
    return Offset.offset(error);
  }

  private static double derivative(Prim prim, double x, double y) {
    return switch (prim) {
      case EXP -> y;
      case SINH -> Math.cosh(x);
      case COSH -> Math.sinh(x);
      case TAN -> 1 + y * y;
      case SIN -> Math.cos(x);
      case TANH -> 1 - y * y;
      default -> throw new IllegalArgumentException(prim.toString());
    };
  }

  @Test
  void whatIsNoFunctionOfOneNumberIsRefused() {
    assertThatThrownBy(() -> PreciseFunctions.of(Prim.MUL, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
