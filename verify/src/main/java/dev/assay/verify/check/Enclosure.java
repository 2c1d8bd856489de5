package dev.assay.verify.check;

import java.math.BigInteger;

/**
 * Two multiples of 2^-128 between which a number lies: what functions are worked out in.
 *
 * <p>Any long of the {@link Grid} is one where its unit is not divided by less than 2^-66.
 */
record Enclosure(BigInteger low, BigInteger high) {
  static final int BITS = 128;
  static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);

  private static final int FINER = BITS - Grid.BITS;

  /** A number of a unit on the grid, rounded down. */
  static BigInteger down(long number, int exponent) {
    return shifted(BigInteger.valueOf(number), exponent + FINER);
  }

  /** The same, rounded up. */
  static BigInteger up(long number, int exponent) {
    return down(-number, exponent).negate();
  }

  /** A multiple as a number on the grid of a unit, rounded down. */
  static BigInteger onGrid(BigInteger x, int exponent) {
    return shifted(x, -exponent - FINER);
  }

  /** A number times a power of two, rounded down. */
  static BigInteger shifted(BigInteger x, int by) {
    return by >= 0 ? x.shiftLeft(by) : x.shiftRight(-by);
  }

  /** A product, rounded down. */
  static BigInteger down(BigInteger x, BigInteger y) {
    return x.multiply(y).shiftRight(BITS);
  }

  /** A product, rounded up. */
  static BigInteger up(BigInteger x, BigInteger y) {
    return down(x.negate(), y).negate();
  }

  /** What a number is to 1, rounded down. */
  private static BigInteger inverse(BigInteger x) {
    BigInteger[] parts = ONE.shiftLeft(BITS).divideAndRemainder(x);
    return parts[1].signum() != 0 && x.signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** The inverse of a number of one sign. */
  Enclosure inverse() {
    return new Enclosure(inverse(high), inverse(low.negate()).negate());
  }

  Enclosure plus(BigInteger x) {
    return new Enclosure(low.add(x), high.add(x));
  }

  Enclosure negated() {
    return new Enclosure(high.negate(), low.negate());
  }

  Enclosure doubled() {
    return new Enclosure(low.shiftLeft(1), high.shiftLeft(1));
  }

  Enclosure halved() {
    return new Enclosure(low.shiftRight(1), high.negate().shiftRight(1).negate());
  }

  Enclosure squared() {
    boolean hasZero = low.signum() < 0 && high.signum() > 0;
    BigInteger less = low.abs().min(high.abs());
    BigInteger more = low.abs().max(high.abs());
    return new Enclosure(hasZero ? BigInteger.ZERO : down(less, less), up(more, more));
  }

  /** At least how far it is from a number. */
  BigInteger distance(BigInteger x) {
    return low.subtract(x).abs().max(high.subtract(x).abs());
  }
}
