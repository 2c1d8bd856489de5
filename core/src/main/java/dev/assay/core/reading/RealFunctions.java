package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/** The real functions of one number in double arithmetic, each within four units in the last place. */
final class RealFunctions {
  private static final double LN_2 = 0.6931471805599453;
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  private RealFunctions() {}

  /**
   * The function at x, NaN where it has no value.
   *
   * @throws IllegalArgumentException if the primitive is no real function of one number
   */
  static double of(Prim prim, double x) {
    return switch (prim) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNC -> truncated(x);
      case SQRT -> Math.sqrt(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case ASINH -> asinh(x);
      case ACOSH -> acosh(x);
      case ATANH -> Math.copySign(0.5 * Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x);
      case ERF -> erf(x);
      case SIGMOID -> sigmoid(x);
      default -> throw new IllegalArgumentException(prim + " is no function of one real number");
    };
  }

  /** The nearest integer towards zero. */
  static double truncated(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > 0x1p28 ? Math.log(a) + LN_2 : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    return Math.copySign(y, x);
  }

  private static double acosh(double x) {
    double t = x - 1;
    return x > 0x1p28 ? Math.log(x) + LN_2 : Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  /**
   * The error function: below 3 the series of positive terms, Abramowitz and Stegun 7.1.6; above,
   * one less the continued fraction 7.1.14.
   */
  static double erf(double x) {
    double a = Math.abs(x);
    if (!(a < 6)) {
      return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
    double square = a * a;
    double gaussian = Math.exp(-square) * (1 - Math.fma(a, a, -square));
    if (a < 3) {
      double term = a;
      double sum = a;
      for (int n = 1; term > sum * 0x1p-55; n++) {
        term *= 2 * square / (2 * n + 1);
        sum += term;
      }
      return Math.copySign(TWO_OVER_ROOT_PI * gaussian * sum, x);
    }
    double fraction = a;
    for (int n = 60; n > 0; n--) {
      fraction = a + n / 2.0 / fraction;
    }
    return Math.copySign(1 - TWO_OVER_ROOT_PI / 2 * gaussian / fraction, x);
  }
}
