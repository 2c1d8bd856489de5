package dev.assay.verify.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** A rational number in lowest terms. */
public record Rational(BigInteger above, BigInteger below) implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

  public static Rational of(BigInteger above, BigInteger below) {
    if (below.signum() == 0) {
      throw new ArithmeticException("a rational with 0 below");
    }
    if (below.equals(BigInteger.ONE)) {
      return new Rational(above, below);
    }
    BigInteger common = above.gcd(below);
    BigInteger divisor = below.signum() < 0 ? common.negate() : common;
    return new Rational(above.divide(divisor), below.divide(divisor));
  }

  public static Rational of(BigDecimal x) {
    return x.scale() <= 0
        ? new Rational(x.toBigIntegerExact(), BigInteger.ONE)
        : of(x.unscaledValue(), BigInteger.TEN.pow(x.scale()));
  }

  /** A double as the rational that it is. */
  public static Rational of(double x) {
    return of(new BigDecimal(x));
  }

  /** A double that is near. */
  public double nearest() {
    return new BigDecimal(above).divide(new BigDecimal(below), MathContext.DECIMAL64).doubleValue();
  }

  public int signum() {
    return above.signum();
  }

  public Rational plus(Rational o) {
    return of(above.multiply(o.below).add(o.above.multiply(below)), below.multiply(o.below));
  }

  public Rational minus(Rational o) {
    return plus(o.negated());
  }

  public Rational times(Rational o) {
    return of(above.multiply(o.above), below.multiply(o.below));
  }

  public Rational over(Rational o) {
    return of(above.multiply(o.below), below.multiply(o.above));
  }

  public Rational negated() {
    return new Rational(above.negate(), below);
  }

  public Rational abs() {
    return above.signum() < 0 ? negated() : this;
  }

  @Override
  public int compareTo(Rational o) {
    return above.multiply(o.below).compareTo(o.above.multiply(below));
  }

  @Override
  public String toString() {
    return below.equals(BigInteger.ONE) ? above.toString() : above + "/" + below;
  }
}
