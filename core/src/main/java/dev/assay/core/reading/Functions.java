package dev.assay.core.reading;

/** Functions of a double that {@link Math} lacks, to within a few units in the last place. */
final class Functions {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  private Functions() {}

  /**
   * The error function: its series with positive terms (Abramowitz and Stegun 7.1.6) below 2.5, the
   * continued fraction of the complement (7.1.14) above.
   */
  static double erf(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size == 0) {
      return x;
    }
    if (size > 6) {
      return Math.copySign(1, x);
    }
    if (size < 2.5) {
      double square = x * x;
      double term = size;
      double sum = size;
      for (int n = 1; term > sum * 0x1p-54; n++) {
        term *= 2 * square / (2 * n + 1);
        sum += term;
      }
      return Math.copySign(TWO_OVER_ROOT_PI * Math.exp(-square) * sum, x);
    }
    double fraction = size;
    for (int n = 60; n > 0; n--) {
      fraction = size + n * 0.5 / fraction;
    }
    double complement = TWO_OVER_ROOT_PI / 2 * Math.exp(-size * size) / fraction;
    return Math.copySign(1 - complement, x);
  }

  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  static double asinh(double x) {
    double size = Math.abs(x);
    if (size > 0x1p28) {
      return Math.copySign(Math.log(size) + Math.log(2), x);
    }
    double square = size * size;
    return Math.copySign(Math.log1p(size + square / (1 + Math.sqrt(1 + square))), x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    return x > 0x1p28
        ? Math.log(x) + Math.log(2)
        : Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
  }

  static double atanh(double x) {
    double size = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * size / (1 - size)), x);
  }

  /** The remainder with the sign of the divisor. */
  static double mod(double x, double y) {
    double r = x % y;
    return r != 0 && (r < 0) != (y < 0) ? r + y : r;
  }
}
