package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntUnaryOperator;

/**
 * The mathematical functions to 40 significant digits and more, where arguments and results are
 * between 1e-15 and 1e15 in size: what the functions of float64 are measured against.
 *
 * <p>Exponential, sine, cosine and the error function are series after a reduction of the argument;
 * the others are inverses, by one step from the double of {@link Reals}, or made from these.
 */
public final class PreciseFunctions {
  private static final MathContext DIGITS = new MathContext(70, RoundingMode.HALF_EVEN);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal PI =
      new BigDecimal(
          "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348");
  private static final BigDecimal LOG_TWO =
      new BigDecimal(
          "0.6931471805599453094172321214581765680755001343602552541206800094933936219696947156058633");

  /** How often an argument is halved before the series of the exponential. */
  private static final int HALVINGS = 12;

  private PreciseFunctions() {}

  /** A function of a number in its domain. */
  public static BigDecimal of(Prim prim, double at) {
    BigDecimal x = new BigDecimal(at);
    return switch (prim) {
      case SQRT -> x.sqrt(DIGITS);
      case EXP -> exp(x);
      case LOG -> log(x, Math.log(at));
      case LOG1P -> log(x.add(ONE), Math.log1p(at));
      case SIN -> sin(x);
      case COS -> cos(x);
      case TAN -> sin(x).divide(cos(x), DIGITS);
      case ASIN -> asin(x);
      case ACOS -> PI.divide(TWO).subtract(asin(x));
      case ATAN -> atan(x);
      case SINH -> exp(x).subtract(exp(x.negate())).divide(TWO, DIGITS);
      case COSH -> exp(x).add(exp(x.negate())).divide(TWO, DIGITS);
      case TANH -> tanh(x);
      case ASINH -> log(x.add(x.multiply(x).add(ONE).sqrt(DIGITS)), Functions.asinh(at));
      case ACOSH -> log(x.add(x.multiply(x).subtract(ONE).sqrt(DIGITS)), Functions.acosh(at));
      case ATANH ->
          log(ONE.add(x).divide(ONE.subtract(x), DIGITS), 2 * Functions.atanh(at))
              .divide(TWO, DIGITS);
      case ERF -> erf(x);
      case SIGMOID -> ONE.divide(ONE.add(exp(x.negate())), DIGITS);
      default -> throw new IllegalArgumentException(prim + " is no function of one number");
    };
  }

  private static BigDecimal exp(BigDecimal x) {
    BigDecimal k = x.divide(LOG_TWO, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal parts = BigDecimal.valueOf(1 << HALVINGS);
    BigDecimal r = x.subtract(k.multiply(LOG_TWO)).divide(parts, DIGITS);
    BigDecimal y = ONE.add(series(r, r, n -> n + 1));
    for (int h = 0; h < HALVINGS; h++) {
      y = y.multiply(y, DIGITS);
    }
    BigDecimal scale = TWO.pow(Math.abs(k.intValueExact()), DIGITS);
    return k.signum() < 0 ? y.divide(scale, DIGITS) : y.multiply(scale, DIGITS);
  }

  /** A sum whose term n is that before it times a factor and divided by a function of n. */
  private static BigDecimal series(BigDecimal first, BigDecimal factor, IntUnaryOperator divisor) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = first;
    for (int n = 1; sum.add(term, DIGITS).compareTo(sum) != 0; n++) {
      sum = sum.add(term, DIGITS);
      term =
          term.multiply(factor, DIGITS).divide(BigDecimal.valueOf(divisor.applyAsInt(n)), DIGITS);
    }
    return sum;
  }

  /** By Halley's step from a double near it. */
  private static BigDecimal log(BigDecimal x, double near) {
    BigDecimal y = new BigDecimal(near);
    BigDecimal e = exp(y);
    return y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), DIGITS), DIGITS);
  }

  private static BigDecimal sin(BigDecimal x) {
    BigDecimal turns = x.divide(PI, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(turns.multiply(PI)).round(DIGITS);
    BigDecimal y = series(r, r.multiply(r, DIGITS).negate(), n -> 2 * n * (2 * n + 1));
    return turns.toBigIntegerExact().testBit(0) ? y.negate() : y;
  }

  private static BigDecimal cos(BigDecimal x) {
    return sin(PI.divide(TWO).subtract(x));
  }

  /** The arc tangent of a double near it, and that of the rest. */
  private static BigDecimal atan(BigDecimal x) {
    BigDecimal y = new BigDecimal(Math.atan(x.doubleValue()));
    BigDecimal s = sin(y);
    BigDecimal c = cos(y);
    BigDecimal rest =
        x.multiply(c, DIGITS).subtract(s).divide(c.add(x.multiply(s, DIGITS)), DIGITS);
    BigDecimal cube = rest.pow(3, DIGITS).divide(BigDecimal.valueOf(3), DIGITS);
    return y.add(rest).subtract(cube, DIGITS);
  }

  private static BigDecimal asin(BigDecimal x) {
    if (x.abs().compareTo(ONE) == 0) {
      return PI.divide(TWO).multiply(x);
    }
    return atan(x.divide(ONE.subtract(x.multiply(x)).sqrt(DIGITS), DIGITS));
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.multiply(TWO));
    return e.subtract(ONE).divide(e.add(ONE), DIGITS);
  }

  /** Abramowitz and Stegun 7.1.6, whose terms have one sign. */
  private static BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x);
    BigDecimal sum = series(x, square.multiply(TWO).round(DIGITS), n -> 2 * n + 1);
    return sum.multiply(exp(square.negate()), DIGITS).multiply(TWO).divide(PI.sqrt(DIGITS), DIGITS);
  }
}
