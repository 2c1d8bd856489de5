package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** Intervals cast into another type. What does not fit an integer type becomes everything. */
final class EnclosedCasts {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private EnclosedCasts() {}

  static void apply(Lane out, Lane x, boolean saturate, int n) {
    boolean fromReal = x.type.isFloat();
    boolean toReal = out.type.isFloat();
    if (fromReal && toReal) {
      realToReal(out, x, saturate, n);
    } else if (toReal) {
      integerToReal(out, x, saturate, n);
    } else if (out.type == DType.BOOL) {
      toTruth(out, x, fromReal, n);
    } else if (fromReal) {
      realToInteger(out, x, n);
    } else {
      integerToInteger(out, x, n);
    }
  }

  /** Rounds both ends: a cast rounds to nearest, and one that is left out is an error to find. */
  private static void realToReal(Lane out, Lane x, boolean saturate, int n) {
    DType type = out.type;
    boolean widening =
        x.type.precision() <= type.precision()
            && x.type.leastExponent() >= type.leastExponent()
            && type.hasInfinity();
    for (int k = 0; k < n; k++) {
      double l = x.real[k];
      double h = x.realHigh[k];
      if (widening) {
        Grid.putRaw(out, k, l, h, x.nan[k]);
      } else {
        narrow(out, k, l, h, x.nan[k], saturate);
      }
    }
  }

  /** Rounded or kept wide: the interval on the grid that holds both. */
  static void convert(Lane out, Lane x, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      grid.put(out, k, x.real[k], x.realHigh[k], x.nan[k]);
    }
  }

  private static void narrow(
      Lane out, int k, double low, double high, boolean nan, boolean saturate) {
    DType type = out.type;
    double ofNan = type.cast(Double.NaN, saturate);
    double l = INFINITY;
    double h = -INFINITY;
    boolean none = false;
    if (low <= high) {
      l = type.cast(low, saturate);
      h = type.cast(high, saturate);
      // of the numbers that are too large for a type without infinity, NaN comes
      none = Double.isNaN(l) || Double.isNaN(h);
      double max = type.max();
      if (none && low == high || none && (low > max || high < -max)) {
        l = INFINITY;
        h = -INFINITY;
      } else if (none) {
        l = Double.isNaN(l) ? -max : l;
        h = Double.isNaN(h) ? max : h;
      }
    }
    if (nan && !Double.isNaN(ofNan)) {
      Grid.putRaw(out, k, Math.min(l, ofNan), Math.max(h, ofNan), none);
    } else {
      Grid.putRaw(out, k, l, h, nan || none);
    }
  }

  private static void integerToReal(Lane out, Lane x, boolean saturate, int n) {
    DType type = out.type;
    Grid grid = Grid.of(type);
    for (int k = 0; k < n; k++) {
      double l = x.type.toDouble(x.integer[k]);
      double h = x.type.toDouble(x.integerHigh[k]);
      if (type.bits() <= 8) {
        narrow(out, k, l, h, false, saturate);
        continue;
      }
      if (side(x.type, x.integer[k], l) > 0) {
        l = Math.nextDown(l);
      }
      if (side(x.type, x.integerHigh[k], h) < 0) {
        h = Math.nextUp(h);
      }
      grid.put(out, k, l, h, false);
    }
  }

  /** On which side of an integer the double nearest to it lies. */
  private static int side(DType type, long v, double nearest) {
    if (nearest >= (type == DType.UINT64 ? 0x1p64 : 0x1p63)) {
      return 1;
    }
    return type.compare(Casts.integer(type, nearest), v);
  }

  /** Zero is false, all else is true, NaN too. */
  private static void toTruth(Lane out, Lane x, boolean fromReal, int n) {
    for (int k = 0; k < n; k++) {
      boolean mayBeZero;
      boolean isZero;
      if (fromReal) {
        mayBeZero = x.real[k] <= 0 && x.realHigh[k] >= 0;
        isZero = mayBeZero && x.real[k] == x.realHigh[k] && !x.nan[k];
      } else {
        long l = x.integer[k];
        mayBeZero = x.type.compare(l, 0) <= 0 && x.type.compare(x.integerHigh[k], 0) >= 0;
        isZero = l == 0 && x.integerHigh[k] == 0;
      }
      EnclosedIntegers.put(out, k, mayBeZero ? 0 : 1, isZero ? 0 : 1);
    }
  }

  private static void realToInteger(Lane out, Lane x, int n) {
    DType type = out.type;
    double beyond =
        type == DType.UINT64 ? 0x1p64 : Math.scalb(1.0, type.bits() - (type.isSigned() ? 1 : 0));
    double least = type.isSigned() ? -beyond : 0;
    for (int k = 0; k < n; k++) {
      double l = Reals.of(Prim.TRUNC, x.real[k]);
      double h = Reals.of(Prim.TRUNC, x.realHigh[k]);
      if (x.nan[k] || !(l >= least && h < beyond)) {
        EnclosedIntegers.putAll(out, k);
      } else {
        EnclosedIntegers.put(out, k, Casts.integer(type, l), Casts.integer(type, h));
      }
    }
  }

  private static void integerToInteger(Lane out, Lane x, int n) {
    DType type = out.type;
    for (int k = 0; k < n; k++) {
      long l = x.integer[k];
      long h = x.integerHigh[k];
      long a = type.wrap(l);
      long b = type.wrap(h);
      boolean fits = a == l && b == h && (l >= 0 && h >= 0 || x.type.isSigned() == type.isSigned());
      if (l == h || fits) {
        EnclosedIntegers.put(out, k, a, b);
      } else {
        EnclosedIntegers.putAll(out, k);
      }
    }
  }
}
