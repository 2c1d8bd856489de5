package dev.assay.verify.check;

import dev.assay.verify.exact.Rational;
import java.math.BigInteger;

/**
 * The numbers that the checker calculates with: multiples of 2^-62 between -1 and 1, a long each.
 * What falls between two of them is rounded to a stated side.
 */
final class Grid {
  static final int BITS = 62;
  static final long ONE = 1L << BITS;

  private static final int EXPONENT_OF_LEAST = -1074;
  private static final int FRACTION = 52;

  private Grid() {}

  /** The greatest multiple that is at most a product. */
  static long down(long x, long y) {
    return Math.multiplyHigh(x, y) << Long.SIZE - BITS | x * y >>> BITS;
  }

  /**
   * The greatest multiple that is at most a product times a power of two, where that lies between
   * -2 and 2; the power is at most 2^61.
   */
  static long down(long x, long y, int lift) {
    if (lift <= 0) {
      return down(x, y) >> Math.min(-lift, Long.SIZE - 1);
    }
    int bits = BITS - lift;
    return Math.multiplyHigh(x, y) << Long.SIZE - bits | x * y >>> bits;
  }

  /** The least multiple that is at least a product. */
  static long up(long x, long y) {
    return -down(-x, y);
  }

  /** The greatest multiple that is at most {@code x / 2^exponent}, which lies between -1 and 1. */
  static long down(Rational x, int exponent) {
    int shift = BITS - exponent;
    BigInteger above = shift > 0 ? x.above().shiftLeft(shift) : x.above();
    BigInteger below = shift < 0 ? x.below().shiftLeft(-shift) : x.below();
    BigInteger[] parts = above.divideAndRemainder(below);
    return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
  }

  /** The least multiple that is at least {@code x / 2^exponent}, which lies between -1 and 1. */
  static long up(Rational x, int exponent) {
    return -down(x.negated(), exponent);
  }

  /** The greatest multiple that is at most a quotient of two multiples. */
  static long quotient(long x, BigInteger by) {
    return BigInteger.valueOf(x).shiftLeft(BITS).divide(by).longValueExact();
  }

  /** The least exponent of a power of two that is at least a number. */
  static int exponent(Rational x) {
    int exponent = x.above().bitLength() - x.below().bitLength() + 1;
    while (x.signum() > 0 && x.compareTo(power(exponent - 1)) <= 0) {
      exponent--;
    }
    return exponent;
  }

  static Rational power(int exponent) {
    BigInteger power = BigInteger.ONE.shiftLeft(Math.abs(exponent));
    return exponent < 0 ? new Rational(BigInteger.ONE, power) : new Rational(power, BigInteger.ONE);
  }

  /** The number that the bits of a double are; empty names no number. */
  static Rational ofBits(long bits) throws Refusal {
    int biased = (int) (bits >>> FRACTION) & 0x7ff;
    if (biased == 0x7ff) {
      throw new Refusal("a multiplier or a split is no number");
    }
    long fraction = bits & (1L << FRACTION) - 1;
    long whole = biased == 0 ? fraction : fraction | 1L << FRACTION;
    Rational size =
        Rational.of(BigInteger.valueOf(whole), BigInteger.ONE)
            .times(power(EXPONENT_OF_LEAST + Math.max(0, biased - 1)));
    return bits < 0 ? size.negated() : size;
  }
}
