package dev.assay.core.reading;

/**
 * Arithmetic modulo the prime 2^31 - 1. A double holds each residue exactly, and so a column of
 * residues is one of doubles; what is no rational (NaN and the infinities) stays itself.
 */
final class Residue {
  static final long PRIME = (1L << 31) - 1;

  /** Residues this near to 0 or to the prime are taken for the integers that they look like. */
  static final long SMALL = 1 << 20;

  private static final long MANTISSA = (1L << 52) - 1;

  private Residue() {}

  static double of(long x) {
    return Math.floorMod(x, PRIME);
  }

  static double ofUnsigned(long x) {
    return Long.remainderUnsigned(x, PRIME);
  }

  /** A float as the rational that it is: an odd number times a power of two. */
  static double of(double x) {
    if (!isFinite(x) || x == 0) {
      return x + 0.0;
    }
    long bits = Double.doubleToRawLongBits(x);
    long digits = bits & MANTISSA;
    int exponent = (int) (bits >>> 52 & 0x7ff);
    long whole = exponent == 0 ? digits : digits | MANTISSA + 1;
    double magnitude = times(whole % PRIME, powerOfTwo(Math.max(exponent, 1) - 1075));
    return x < 0 ? minus(0, magnitude) : magnitude;
  }

  /** 2^31 is 1 here, and so the powers of two come round. */
  private static double powerOfTwo(int exponent) {
    return 1L << Math.floorMod(exponent, 31);
  }

  static boolean isFinite(double x) {
    return Math.abs(x) < Double.POSITIVE_INFINITY;
  }

  static boolean isSmall(double x) {
    return x <= SMALL || x >= PRIME - SMALL && x < PRIME;
  }

  /** The integer that a small residue, or what is no rational, looks like. */
  static double signed(double x) {
    return x > SMALL && x < PRIME ? x - PRIME : x;
  }

  static double plus(double x, double y) {
    double sum = x + y;
    return sum >= PRIME && isFinite(sum) ? sum - PRIME : sum;
  }

  static double minus(double x, double y) {
    double difference = x - y;
    return difference < 0 && isFinite(difference) ? difference + PRIME : difference;
  }

  static double times(double x, double y) {
    return (long) x * (long) y % PRIME;
  }

  /** The quotient; the divisor is not 0. */
  static double over(double x, double y) {
    return times(x, power(y, PRIME - 2));
  }

  static double power(double x, long exponent) {
    double result = 1;
    double square = x;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = times(result, square);
      }
      square = times(square, square);
    }
    return result;
  }
}
