package dev.assay.verify.check;

import java.math.BigInteger;

/** The exponential function in integers, rounded outwards. */
final class Exponential {
  /** Beyond this the numbers become too long. */
  static final BigInteger LIMIT = Enclosure.ONE.shiftLeft(10);

  /** The series is used below 2^-8. */
  private static final int SMALL = 8;

  private Exponential() {}

  /** Encloses the exponential of a number that is at most the limit. */
  static Enclosure of(BigInteger x) {
    if (x.signum() >= 0) {
      return ofPositive(x);
    }
    return x.negate().compareTo(LIMIT) > 0
        ? new Enclosure(BigInteger.ZERO, BigInteger.ONE)
        : ofPositive(x.negate()).inverse();
  }

  /** Halves a number until it is small, and squares what it comes to as often. */
  private static Enclosure ofPositive(BigInteger x) {
    int halvings = Math.max(0, x.bitLength() - Enclosure.BITS + SMALL);
    int finer = 2 * halvings + 2 * SMALL;
    int bits = Enclosure.BITS + finer;
    BigInteger small = x.shiftLeft(finer - halvings);
    BigInteger low = least(small, bits);
    BigInteger high = greatest(small, bits);
    for (int k = 0; k < halvings; k++) {
      low = low.multiply(low).shiftRight(bits);
      high = up(high.multiply(high), bits);
    }
    return new Enclosure(low.shiftRight(finer), up(high, finer));
  }

  private static BigInteger up(BigInteger x, int shift) {
    return x.negate().shiftRight(shift).negate();
  }

  /** The series without what rounds to 0: all its terms are positive. */
  private static BigInteger least(BigInteger x, int bits) {
    BigInteger term = BigInteger.ONE.shiftLeft(bits);
    BigInteger sum = term;
    for (int k = 1; term.signum() > 0; k++) {
      term = term.multiply(x).shiftRight(bits).divide(BigInteger.valueOf(k));
      sum = sum.add(term);
    }
    return sum;
  }

  /**
   * The series up to a term of 1 at most, and that once more: each further term is less than half
   * of the one before, so all that are left come to less than the last.
   */
  private static BigInteger greatest(BigInteger x, int bits) {
    BigInteger term = BigInteger.ONE.shiftLeft(bits);
    BigInteger sum = term;
    for (int k = 1; term.compareTo(BigInteger.ONE) > 0; k++) {
      BigInteger product = up(term.multiply(x), bits);
      term = product.add(BigInteger.valueOf(k - 1)).divide(BigInteger.valueOf(k));
      sum = sum.add(term);
    }
    return sum.add(term);
  }
}
