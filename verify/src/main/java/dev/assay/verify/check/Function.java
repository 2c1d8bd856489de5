package dev.assay.verify.check;

import java.math.BigInteger;

/** A function of one number that the checker knows, with its slopes and how it bends. */
enum Function {
  EXP,
  SIGMOID,
  TANH,
  RECIPROCAL,
  SQUARE,
  SQRT;

  /** How a function bends over an interval. */
  enum Bend {
    /** Its slope grows. */
    UP,
    /** Its slope falls. */
    DOWN,
    /** It is least at an end. */
    BOTH_WAYS
  }

  /** Whether it has a value all over an interval, and one that can be worked out. */
  boolean isDefined(BigInteger l, BigInteger h) {
    return switch (this) {
      case EXP -> h.compareTo(Exponential.LIMIT) <= 0;
      case RECIPROCAL -> l.signum() > 0 || h.signum() < 0;
      case SQRT -> l.signum() >= 0;
      default -> true;
    };
  }

  /** Encloses its value. */
  Enclosure at(BigInteger x) {
    return switch (this) {
      case EXP -> Exponential.of(x);
      case SIGMOID -> sigmoid(x);
      case TANH -> sigmoid(x.shiftLeft(1)).doubled().plus(Enclosure.ONE.negate());
      case RECIPROCAL -> new Enclosure(x, x).inverse();
      case SQUARE -> new Enclosure(x, x).squared();
      case SQRT -> root(x);
    };
  }

  private static Enclosure sigmoid(BigInteger x) {
    return x.negate().compareTo(Exponential.LIMIT) > 0
        ? new Enclosure(BigInteger.ZERO, BigInteger.ONE)
        : Exponential.of(x.negate()).plus(Enclosure.ONE).inverse();
  }

  private static Enclosure root(BigInteger x) {
    BigInteger root = x.shiftLeft(Enclosure.BITS).sqrt();
    return new Enclosure(root, root.add(BigInteger.ONE));
  }

  /** Encloses its slope; not of a root at 0. */
  Enclosure slope(BigInteger x) {
    Enclosure y = at(x);
    return switch (this) {
      case EXP -> y;
      case SIGMOID -> // 1/4 - (y - 1/2)^2
          y.plus(Enclosure.ONE.shiftRight(1).negate())
              .squared()
              .negated()
              .plus(Enclosure.ONE.shiftRight(2));
      case TANH -> y.squared().negated().plus(Enclosure.ONE);
      case RECIPROCAL -> y.squared().negated();
      case SQUARE -> new Enclosure(x, x).doubled();
      case SQRT -> y.inverse().halved();
    };
  }

  Bend bend(BigInteger l, BigInteger h) {
    return switch (this) {
      case EXP, SQUARE -> Bend.UP;
      case SQRT -> Bend.DOWN;
      case RECIPROCAL -> l.signum() > 0 ? Bend.UP : Bend.DOWN;
      case SIGMOID, TANH ->
          h.signum() <= 0 ? Bend.UP : l.signum() >= 0 ? Bend.DOWN : Bend.BOTH_WAYS;
    };
  }

  /** Encloses all its values in an interval. */
  Enclosure over(BigInteger l, BigInteger h) {
    if (this == SQUARE) {
      return new Enclosure(l, h).squared();
    }
    Enclosure first = at(l);
    Enclosure last = at(h);
    return new Enclosure(first.low().min(last.low()), first.high().max(last.high()));
  }
}
