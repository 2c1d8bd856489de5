package dev.assay.verify.layer;

import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;

/**
 * Which way a number goes when some inputs grow, and what it is wherever they are.
 *
 * @param range between which numbers it lies, infinite ones included
 * @param mayBeNan whether it may be NaN besides
 */
record Course(Way way, Interval range, boolean mayBeNan) implements Traced {

  /** A way to go. */
  enum Way {
    STILL,
    UP,
    DOWN,
    EITHER;

    /** The way of what grows with both. */
    Way and(Way o) {
      return this == STILL || this == o ? o : o == STILL ? this : EITHER;
    }

    Way turned() {
      return this == UP ? DOWN : this == DOWN ? UP : this;
    }
  }

  /** More units than any implementation's basic operation errs by. */
  private static final double UNITS = 8;

  static Course of(Traced x) {
    return x instanceof Whole w ? new Course(Way.STILL, Interval.of(w.value()), false) : (Course) x;
  }

  boolean isStill() {
    return way == Way.STILL;
  }

  boolean mayBeInfinite() {
    return Double.isInfinite(range.size());
  }

  boolean mayBeZero() {
    return range.low() <= 0 && range.high() >= 0;
  }

  Course going(Way other) {
    return new Course(other, range, mayBeNan);
  }

  /** The same, of which nothing is known but whether it stays. */
  Course lost() {
    return new Course(isStill() ? Way.STILL : Way.EITHER, Interval.ALL, true);
  }

  /** The result of an operation in a type, as it is computed in whatever order. */
  static Course computed(Way way, Interval exact, int operations, boolean mayBeNan, DType type) {
    if (!type.isFloat()) {
      boolean fits = exact.low() >= type.low() && exact.high() <= type.toDouble(type.high());
      return fits ? new Course(way, exact, false) : new Course(way, Interval.ALL, true).lost();
    }
    double relative = (UNITS + operations) * type.unit();
    double least = Math.scalb(1.0, type.leastExponent());
    double low = down(exact.low(), relative, least);
    double high = -down(-exact.high(), relative, least);
    return new Course(
        way,
        new Interval(
            low < -type.max() ? Double.NEGATIVE_INFINITY : Math.min(low, type.max()),
            high > type.max() ? Double.POSITIVE_INFINITY : Math.max(high, -type.max())),
        mayBeNan);
  }

  /** What is not below 0 is not rounded below it. */
  private static double down(double x, double relative, double least) {
    double lower = x - Math.abs(x) * relative - least;
    return x >= 0 ? Math.max(0, lower) : lower;
  }
}
