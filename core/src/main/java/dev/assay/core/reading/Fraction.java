package dev.assay.core.reading;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A rational number in lowest terms, or an infinity, which is 1 or -1 over 0 and can only be
 * compared.
 */
record Fraction(BigInteger above, BigInteger below) implements Comparable<Fraction> {
  /** Beyond so many digits in binary a number is given up: steps in a row would double them. */
  private static final int MOST_BITS = 4096;

  static Fraction of(long x) {
    return new Fraction(BigInteger.valueOf(x), BigInteger.ONE);
  }

  static Fraction of(BigInteger above, BigInteger below) {
    BigInteger common = above.gcd(below);
    BigInteger divisor = below.signum() < 0 ? common.negate() : common;
    return new Fraction(above.divide(divisor), below.divide(divisor));
  }

  /**
   * A float as the rational that it is.
   *
   * @throws UnsupportedOperationException if it is NaN
   */
  static Fraction of(double x) {
    if (Double.isNaN(x)) {
      throw new UnsupportedOperationException("NaN is no rational");
    }
    if (Double.isInfinite(x)) {
      return new Fraction(BigInteger.valueOf(x > 0 ? 1 : -1), BigInteger.ZERO);
    }
    BigDecimal exact = new BigDecimal(x);
    return exact.scale() <= 0
        ? of(exact.toBigIntegerExact(), BigInteger.ONE)
        : of(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  int signum() {
    return above.signum();
  }

  Fraction plus(Fraction o) {
    return finite(o, above.multiply(o.below).add(o.above.multiply(below)), below.multiply(o.below));
  }

  Fraction minus(Fraction o) {
    return plus(o.negated());
  }

  Fraction times(Fraction o) {
    return finite(o, above.multiply(o.above), below.multiply(o.below));
  }

  Fraction over(Fraction o) {
    if (o.signum() == 0) {
      throw new UnsupportedOperationException("a quotient by 0 is no rational");
    }
    return finite(o, above.multiply(o.below), below.multiply(o.above));
  }

  private Fraction finite(Fraction o, BigInteger newAbove, BigInteger newBelow) {
    if (below.signum() == 0 || o.below.signum() == 0) {
      throw new UnsupportedOperationException("an infinity is no rational");
    }
    if (Math.max(newAbove.bitLength(), newBelow.bitLength()) > MOST_BITS) {
      throw new UnsupportedOperationException("a rational has more than " + MOST_BITS + " bits");
    }
    return of(newAbove, newBelow);
  }

  Fraction negated() {
    return new Fraction(above.negate(), below);
  }

  /** The greatest integer that is at most this. */
  BigInteger floor() {
    if (below.signum() == 0) {
      throw new UnsupportedOperationException("an infinity is no rational");
    }
    BigInteger[] parts = above.divideAndRemainder(below);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  @Override
  public int compareTo(Fraction o) {
    if (below.signum() == 0 && o.below.signum() == 0) {
      return Integer.compare(signum(), o.signum());
    }
    return above.multiply(o.below).compareTo(o.above.multiply(below));
  }

  @Override
  public String toString() {
    return below.equals(BigInteger.ONE) ? above.toString() : above + "/" + below;
  }
}
