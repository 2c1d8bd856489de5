package dev.assay.verify.layer;

import java.util.function.DoubleUnaryOperator;

/** The real numbers between two doubles; every operation rounds outwards. */
record Interval(double low, double high) {
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** More than {@link Math} errs by, as a part of a result. */
  private static final double SLACK = 0x1p-48;

  static Interval of(double x) {
    return new Interval(x, x);
  }

  /** Around two ends that are off by a rounding; everything where one is no number. */
  private static Interval around(double low, double high) {
    return Double.isNaN(low) || Double.isNaN(high)
        ? ALL
        : new Interval(Math.nextDown(low), Math.nextUp(high));
  }

  Interval negated() {
    return new Interval(-high, -low);
  }

  Interval plus(Interval o) {
    if (isZero() || o.isZero()) {
      return isZero() ? o : this;
    }
    return around(low + o.low, high + o.high);
  }

  Interval times(Interval o) {
    if (isZero() || o.isZero()) {
      return of(0);
    }
    if (o.low == o.high && Math.abs(o.low) == 1) {
      return o.low > 0 ? this : negated();
    }
    double a = low * o.low;
    double b = low * o.high;
    double c = high * o.low;
    double d = high * o.high;
    return around(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  private boolean isZero() {
    return low == 0 && high == 0;
  }

  Interval square() {
    double size = size();
    double least = low > 0 ? low : high < 0 ? high : 0;
    return around(least * least, size * size).atLeastZero();
  }

  private Interval atLeastZero() {
    return new Interval(Math.max(0, low), Math.max(0, high));
  }

  Interval over(Interval o) {
    if (o.low <= 0 && o.high >= 0) {
      return ALL;
    }
    double a = low / o.low;
    double b = low / o.high;
    double c = high / o.low;
    double d = high / o.high;
    return around(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** A function that rises. */
  Interval map(DoubleUnaryOperator function) {
    double from = function.applyAsDouble(low);
    double to = function.applyAsDouble(high);
    double slack = SLACK * Math.max(Math.abs(from), Math.abs(to));
    return around(from - slack, to + slack);
  }

  Interval max(Interval o) {
    return new Interval(Math.max(low, o.low), Math.max(high, o.high));
  }

  Interval min(Interval o) {
    return new Interval(Math.min(low, o.low), Math.min(high, o.high));
  }

  Interval hull(Interval o) {
    return new Interval(Math.min(low, o.low), Math.max(high, o.high));
  }

  /** The greatest absolute value in it. */
  double size() {
    return Math.max(Math.abs(low), Math.abs(high));
  }
}
