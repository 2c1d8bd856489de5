package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;

/**
 * A column of elements as a reading holds them, in plain arrays for speed.
 *
 * <p>Values: {@code real} (with {@code rest}, the low half of a double-double, for float64) or
 * {@code integer}. Enclosures: the lower ends there, the upper ends in {@code realHigh} or {@code
 * integerHigh}, and in {@code nan} whether NaN is possible besides. Deviations: of floats the
 * values, and in {@code realHigh} how far they are typically off. Exact numbers: {@code exact}
 * instead of {@code real}. Arrays that a reading does not need are empty.
 */
@SuppressWarnings("NullAway")
final class Lane {
  private static final double[] NO_REALS = {};
  private static final long[] NO_INTEGERS = {};
  private static final boolean[] NO_MARKS = {};
  private static final Fraction[] NO_FRACTIONS = {};

  final DType type;
  final double[] real;
  final double[] rest;
  final double[] realHigh;
  final boolean[] nan;
  final long[] integer;
  final long[] integerHigh;
  final Fraction[] exact;

  private Lane(
      DType type,
      double[] real,
      double[] rest,
      double[] realHigh,
      boolean[] nan,
      long[] integer,
      long[] integerHigh) {
    this(type, real, rest, realHigh, nan, integer, integerHigh, NO_FRACTIONS);
  }

  private Lane(
      DType type,
      double[] real,
      double[] rest,
      double[] realHigh,
      boolean[] nan,
      long[] integer,
      long[] integerHigh,
      Fraction[] exact) {
    this.type = type;
    this.real = real;
    this.rest = rest;
    this.realHigh = realHigh;
    this.nan = nan;
    this.integer = integer;
    this.integerHigh = integerHigh;
    this.exact = exact;
  }

  /** A column of values. */
  static Lane ofValues(DType t, int n) {
    return t.isFloat() ? ofReals(t, new double[n]) : ofIntegers(t, new long[n]);
  }

  static Lane ofReals(DType t, double[] real) {
    double[] rest = t == DType.FLOAT64 ? new double[real.length] : NO_REALS;
    return new Lane(t, real, rest, NO_REALS, NO_MARKS, NO_INTEGERS, NO_INTEGERS);
  }

  static Lane ofIntegers(DType t, long[] integer) {
    return new Lane(t, NO_REALS, NO_REALS, NO_REALS, NO_MARKS, integer, NO_INTEGERS);
  }

  /** A column of intervals. */
  static Lane ofIntervals(DType t, int n) {
    return t.isFloat()
        ? new Lane(
            t, new double[n], NO_REALS, new double[n], new boolean[n], NO_INTEGERS, NO_INTEGERS)
        : new Lane(t, NO_REALS, NO_REALS, NO_REALS, NO_MARKS, new long[n], new long[n]);
  }

  /** A column of intervals around the elements of a tensor; shares its arrays where it can. */
  static Lane ofPoints(Tensor t) {
    if (!t.type().isFloat()) {
      long[] integers = t.integers();
      return new Lane(t.type(), NO_REALS, NO_REALS, NO_REALS, NO_MARKS, integers, integers);
    }
    double[] low = t.reals();
    double[] high = low;
    boolean[] nan = new boolean[low.length];
    for (int k = 0; k < nan.length; k++) {
      if (Double.isNaN(low[k])) {
        low = low == t.reals() ? low.clone() : low;
        high = high == t.reals() ? high.clone() : high;
        low[k] = Double.POSITIVE_INFINITY;
        high[k] = Double.NEGATIVE_INFINITY;
        nan[k] = true;
      }
    }
    return new Lane(t.type(), low, NO_REALS, high, nan, NO_INTEGERS, NO_INTEGERS);
  }

  /** A column of exact numbers: fractions for a float type. */
  static Lane ofFractions(DType t, int n) {
    return t.isFloat()
        ? new Lane(
            t, NO_REALS, NO_REALS, NO_REALS, NO_MARKS, NO_INTEGERS, NO_INTEGERS, new Fraction[n])
        : ofIntegers(t, new long[n]);
  }

  boolean isInterval() {
    return realHigh != NO_REALS || integerHigh != NO_INTEGERS;
  }

  /** Whether another column of intervals or integers has the same elements. */
  boolean isSame(Lane o) {
    return type == o.type
        && Arrays.equals(real, o.real)
        && Arrays.equals(realHigh, o.realHigh)
        && Arrays.equals(nan, o.nan)
        && Arrays.equals(integer, o.integer)
        && Arrays.equals(integerHigh, o.integerHigh);
  }

  /** Copies n elements. */
  void copy(Lane from, int at, int to, int n) {
    if (exact.length > 0) {
      System.arraycopy(from.exact, at, exact, to, n);
    } else if (type.isFloat()) {
      System.arraycopy(from.real, at, real, to, n);
      if (rest.length > 0) {
        System.arraycopy(from.rest, at, rest, to, n);
      }
      if (nan.length > 0) {
        System.arraycopy(from.realHigh, at, realHigh, to, n);
        System.arraycopy(from.nan, at, nan, to, n);
      }
    } else {
      System.arraycopy(from.integer, at, integer, to, n);
      if (integerHigh.length > 0) {
        System.arraycopy(from.integerHigh, at, integerHigh, to, n);
      }
    }
  }

  /** Copies the elements at n places to the beginning. */
  void gather(Lane from, int[] at, int n) {
    if (exact.length > 0) {
      for (int k = 0; k < n; k++) {
        exact[k] = from.exact[at[k]];
      }
    } else if (type.isFloat()) {
      gather(from.real, real, at, n);
      if (rest.length > 0) {
        gather(from.rest, rest, at, n);
      }
      if (nan.length > 0) {
        gather(from.realHigh, realHigh, at, n);
        for (int k = 0; k < n; k++) {
          nan[k] = from.nan[at[k]];
        }
      }
    } else {
      gather(from.integer, integer, at, n);
      if (integerHigh.length > 0) {
        gather(from.integerHigh, integerHigh, at, n);
      }
    }
  }

  private static void gather(double[] from, double[] to, int[] at, int n) {
    for (int k = 0; k < n; k++) {
      to[k] = from[at[k]];
    }
  }

  private static void gather(long[] from, long[] to, int[] at, int n) {
    for (int k = 0; k < n; k++) {
      to[k] = from[at[k]];
    }
  }
}
