package dev.assay.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.exact.Rational;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What roundings may come to at worst must lie within what they are counted for. */
class RoundingsTest {
  private static final DType TYPE = DType.FLOAT32;
  private static final Rational U = Combination.roundoff(TYPE);

  /** A number as it should be, and what roundings that all go one way make of it. */
  private record Rounded(Combination counted, Rational exact, Rational computed) {}

  private static Rational off(boolean up) {
    return up ? Rational.ONE.plus(U) : Rational.ONE.minus(U);
  }

  /** A sum of constants, each multiplied by some others before. */
  private static Rounded divisor(Choices choices, boolean up) {
    Total total = new Total(TYPE);
    Rational exact = Rational.ZERO;
    Rational computed = Rational.ZERO;
    int summands = choices.between(1, 4);
    for (int k = 0; k < summands; k++) {
      Rational number = Units.whole(choices.between(1, 9));
      Combination summand = Combination.of(number);
      Rational rounded = number;
      for (int more = choices.between(0, 3); more > 0; more--) {
        summand = summand.rounded(TYPE);
        rounded = rounded.times(off(up));
      }
      total.add(summand);
      exact = exact.plus(number);
      computed = k == 0 ? rounded : computed.plus(rounded).times(off(up));
    }
    return new Rounded(total.get(), exact, computed);
  }

  @Test
  void aQuotientLiesWithinTheRoundingsOfItsDivisorCountedOnce() {
    Units units = new Units(true, List.of(Rational.ONE), List.of());
    Choices choices = Choices.of(1);
    for (int k = 0; k < 1000; k++) {
      boolean up = choices.flag();
      Rounded d = divisor(choices, up);
      Combination quotient =
          (Combination)
              new Primitives(units).of(Prim.DIV, TYPE, TYPE, Combination.ofUnit(0), d.counted());
      Rational p = quotient.passes();
      Rational off = d.exact().over(d.computed()).times(off(!up)).minus(Rational.ONE).abs();
      assertThat(off).isLessThanOrEqualTo(p.over(Rational.ONE.minus(p)));
      Rational once = d.counted().passes().plus(U.times(Units.whole(3)));
      assertThat(p.minus(once)).isLessThan(U);
    }
  }
}
