package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/**
 * Intervals of reals under the four operations, the square root and what is exact. Each result
 * holds every value of the operation inside the arguments, both roundings of it, and itself
 * unrounded.
 *
 * <p>Double arithmetic is rounded outwards by error-free transformations: the error of a sum is
 * Knuth's two-sum, that of a product one fused multiply-add (Muller et al., Handbook of
 * Floating-Point Arithmetic, 4.3 and 4.4). So what is exact stays a point.
 */
final class EnclosedArithmetic {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double MAX = Double.MAX_VALUE;

  /** Below this the error of a product is not a double. */
  private static final double TINY = 0x1p-960;

  private EnclosedArithmetic() {}

  static boolean isEmpty(Lane x, int k) {
    return x.real[k] > x.realHigh[k];
  }

  static void add(Lane out, Lane x, Lane y, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      boolean nan = x.nan[k] || y.nan[k];
      sum(grid, out, k, x.real[k], x.realHigh[k], y.real[k], y.realHigh[k], nan);
    }
  }

  static void subtract(Lane out, Lane x, Lane y, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      boolean nan = x.nan[k] || y.nan[k];
      sum(grid, out, k, x.real[k], x.realHigh[k], -y.realHigh[k], -y.real[k], nan);
    }
  }

  private static void sum(
      Grid grid, Lane out, int k, double xl, double xh, double yl, double yh, boolean nan) {
    double l = xl + yl;
    double h = xh + yh;
    if (sumError(xl, yl, l) < 0) {
      l = Math.nextDown(l);
    }
    if (sumError(xh, yh, h) > 0) {
      h = Math.nextUp(h);
    }
    if (l > -INFINITY && h < INFINITY && l <= h) {
      grid.put(out, k, l, h, nan);
      return;
    }
    if (l == INFINITY && xl < INFINITY && yl < INFINITY) {
      l = MAX;
    }
    if (h == -INFINITY && xh > -INFINITY && yh > -INFINITY) {
      h = -MAX;
    }
    boolean opposite = xh == INFINITY && yl == -INFINITY || xl == -INFINITY && yh == INFINITY;
    // an infinity less another is no number: what the other summands reach is left
    grid.put(
        out, k, Double.isNaN(l) ? INFINITY : l, Double.isNaN(h) ? -INFINITY : h, nan || opposite);
  }

  private static double sumError(double x, double y, double sum) {
    double y1 = sum - x;
    return (x - (sum - y1)) + (y - y1);
  }

  /** The difference of one element with itself. */
  static void cancel(Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      boolean infinite = x.real[k] == -INFINITY || x.realHigh[k] == INFINITY;
      if (isEmpty(x, k) || infinite && x.real[k] == x.realHigh[k]) {
        Grid.putNan(out, k);
      } else {
        Grid.putRaw(out, k, 0, 0, x.nan[k] || infinite);
      }
    }
  }

  static void multiply(Lane out, Lane x, Lane y, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      double yl = y.real[k];
      double yh = y.realHigh[k];
      boolean nan = x.nan[k] || y.nan[k];
      double l = xl * yl;
      double h = xh * yh;
      if (xl == xh) {
        if (yl != yh) {
          h = xl * yh;
        }
      } else if (yl == yh) {
        h = xh * yl;
      } else {
        double a = xl * yh;
        double b = xh * yl;
        double low = Math.min(Math.min(l, h), Math.min(a, b));
        h = Math.max(Math.max(l, h), Math.max(a, b));
        l = low;
      }
      if (Math.abs(l) < INFINITY && Math.abs(h) < INFINITY && xl <= xh && yl <= yh) {
        double low = Math.min(l, h);
        h = Math.max(l, h);
        l = low;
        if (grid.isDouble && !(xl == xh && yl == yh && isExactProduct(xl, yl, l))) {
          boolean zero = xl == 0 || xh == 0 || yl == 0 || yh == 0;
          l = l == 0 && zero ? l : Math.nextDown(l);
          h = h == 0 && zero ? h : Math.nextUp(h);
        }
        grid.put(out, k, l, h, nan);
      } else {
        multiplyEdge(grid, out, k, xl, xh, yl, yh, nan);
      }
    }
  }

  private static boolean isExactProduct(double x, double y, double product) {
    return x == 0 || y == 0 || Math.abs(product) > TINY && Math.fma(x, y, -product) == 0;
  }

  private static void multiplyEdge(
      Grid grid, Lane out, int k, double xl, double xh, double yl, double yh, boolean nan) {
    if (xl > xh || yl > yh) {
      Grid.putNan(out, k);
      return;
    }
    boolean infinite = xl == -INFINITY || xh == INFINITY || yl == -INFINITY || yh == INFINITY;
    boolean noNumber =
        (xl == -INFINITY || xh == INFINITY) && yl <= 0 && yh >= 0
            || (yl == -INFINITY || yh == INFINITY) && xl <= 0 && xh >= 0;
    if (isZeroTimesInfinity(xl, xh, yl, yh) || isZeroTimesInfinity(yl, yh, xl, xh)) {
      Grid.putNan(out, k);
      return;
    }
    double a = corner(xl, yl);
    double b = corner(xl, yh);
    double c = corner(xh, yl);
    double d = corner(xh, yh);
    double l = Math.min(Math.min(a, b), Math.min(c, d));
    double h = Math.max(Math.max(a, b), Math.max(c, d));
    boolean exact = xl == xh && yl == yh && infinite;
    boolean surely = xl == xh && Math.abs(xl) == INFINITY || yl == yh && Math.abs(yl) == INFINITY;
    putWidened(grid, out, k, l, h, exact ? 0 : 0x1p-52, 0, surely, nan || noNumber);
  }

  private static boolean isZeroTimesInfinity(double xl, double xh, double yl, double yh) {
    return xl == 0 && xh == 0 && yl == yh && Math.abs(yl) == INFINITY;
  }

  /**
   * A product at the corner of a box; zero where an end that is never reached would make it NaN.
   */
  private static double corner(double x, double y) {
    return x == 0 || y == 0 ? 0 : x * y;
  }

  static void divide(Lane out, Lane x, Lane y, FunctionErrors.Bound error, int n) {
    Grid grid = Grid.of(out.type);
    double relative = 2 * error.ulps() * grid.type.unit();
    double absolute = error.units() * grid.type.unit();
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      double yl = y.real[k];
      double yh = y.realHigh[k];
      boolean nan = x.nan[k] || y.nan[k];
      boolean infinite = xl == -INFINITY || xh == INFINITY;
      boolean bothInfinite = infinite && (yl == -INFINITY || yh == INFINITY);
      if (xl > xh || yl > yh) {
        Grid.putNan(out, k);
      } else if (yl <= 0 && yh >= 0) {
        boolean zeroes = xl <= 0 && xh >= 0;
        if (zeroes && xl == xh && yl == yh) {
          Grid.putNan(out, k);
        } else {
          Grid.putAll(out, k, nan || zeroes || bothInfinite);
        }
      } else if (xl == 0 && xh == 0) {
        Grid.putRaw(out, k, 0, 0, nan);
      } else if (yl == yh && isPowerOfTwo(yl)) {
        double a = xl / yl;
        double b = xh / yl;
        double l = Math.min(a, b);
        double h = Math.max(a, b);
        if (grid.isDouble && (xl / yl * yl != xl || xh / yl * yl != xh)) {
          putWidened(grid, out, k, l, h, 0x1p-52, Double.MIN_VALUE, infinite && xl == xh, nan);
        } else {
          grid.put(out, k, l, h, nan);
        }
      } else if (bothInfinite && xl == xh && yl == yh) {
        Grid.putNan(out, k);
      } else {
        double a = ratio(xl, yl);
        double b = ratio(xl, yh);
        double c = ratio(xh, yl);
        double d = ratio(xh, yh);
        double l = Math.min(Math.min(a, b), Math.min(c, d));
        double h = Math.max(Math.max(a, b), Math.max(c, d));
        double own = grid.isDouble ? 0x1p-52 : 0;
        putWidened(
            grid,
            out,
            k,
            l,
            h,
            relative + own,
            absolute,
            infinite && xl == xh,
            nan || bothInfinite);
      }
    }
  }

  private static double ratio(double x, double y) {
    double q = x / y;
    return Double.isNaN(q) ? 0 : q;
  }

  private static boolean isPowerOfTwo(double x) {
    return (Double.doubleToRawLongBits(x) & 0xfffffffffffffL) == 0 && Math.abs(x) < INFINITY;
  }

  /** An element divided by itself. */
  static void divideBySelf(Lane out, Lane x, FunctionErrors.Bound error, int n) {
    Grid grid = Grid.of(out.type);
    double slack = 2 * error.ulps() * grid.type.unit() + error.units() * grid.type.unit();
    for (int k = 0; k < n; k++) {
      double l = x.real[k];
      double h = x.realHigh[k];
      boolean noNumber = l <= 0 && h >= 0 || l == -INFINITY || h == INFINITY;
      if (l > h || l == h && noNumber) {
        Grid.putNan(out, k);
      } else if (l == h && isPowerOfTwo(l)) {
        Grid.putRaw(out, k, 1, 1, x.nan[k]);
      } else {
        grid.put(out, k, 1 - slack, 1 + slack, x.nan[k] || noNumber);
      }
    }
  }

  /** The square of each element: unlike the product of two, never negative. */
  static void square(Lane out, Lane x, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      if (xl > xh) {
        Grid.putNan(out, k);
        continue;
      }
      double low = xl > 0 ? xl : xh < 0 ? -xh : 0;
      double high = Math.max(Math.abs(xl), Math.abs(xh));
      double l = low * low;
      double h = high * high;
      boolean exact = !grid.isDouble || low == high && isExactProduct(low, low, l);
      putWidened(grid, out, k, l, h, exact ? 0 : 0x1p-52, 0, low == INFINITY, x.nan[k]);
      if (out.real[k] < 0) {
        out.real[k] = 0;
      }
    }
  }

  static void squareRoot(Lane out, Lane x, FunctionErrors.Bound error, int n) {
    Grid grid = Grid.of(out.type);
    double relative = 2 * error.ulps() * grid.type.unit() + (grid.isDouble ? 0x1p-52 : 0);
    double absolute = error.units() * grid.type.unit();
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      if (xl > xh || xh < 0) {
        Grid.putNan(out, k);
        continue;
      }
      double l = Math.sqrt(Math.max(0, xl));
      double h = Math.sqrt(xh);
      boolean nan = x.nan[k] || xl < 0;
      if (xl == xh && (l == 0 || l == INFINITY || isPowerOfTwo(l) && l * l == xl)) {
        grid.put(out, k, l, h, nan);
      } else {
        putWidened(grid, out, k, l, h, relative, absolute, xl == INFINITY, nan);
      }
    }
  }

  /**
   * Stores an interval of computed ends, each with an error relative to it and an absolute one. An
   * end that overflowed may as well be the greatest number, but where the arguments are surely
   * infinite.
   */
  static void putWidened(
      Grid grid,
      Lane out,
      int k,
      double low,
      double high,
      double relative,
      double absolute,
      boolean infinite,
      boolean nan) {
    double l = low;
    double h = high;
    if (relative > 0 || absolute > 0) {
      if (grid.isDouble && l == 0 && 1 / l < 0) {
        l = -Double.MIN_VALUE; // a product or quotient may have underflowed
      }
      if (grid.isDouble && h == 0 && 1 / h > 0) {
        h = Double.MIN_VALUE;
      }
      if (Math.abs(l) < INFINITY && (l != 0 || absolute > 0)) {
        l -= relative * Math.abs(l) + absolute;
        if (grid.isDouble) {
          l = Math.nextDown(l);
        }
      }
      if (Math.abs(h) < INFINITY && (h != 0 || absolute > 0)) {
        h += relative * Math.abs(h) + absolute;
        if (grid.isDouble) {
          h = Math.nextUp(h);
        }
      }
    }
    l = l == INFINITY && !infinite ? MAX : l;
    h = h == -INFINITY && !infinite ? -MAX : h;
    grid.put(out, k, l, h, nan);
  }

  static void negate(Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      Grid.putRaw(out, k, -x.realHigh[k], -x.real[k], x.nan[k]);
    }
  }

  static void absolute(Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      double l = x.real[k];
      double h = x.realHigh[k];
      if (l >= 0) {
        Grid.putRaw(out, k, l, h, x.nan[k]);
      } else if (h <= 0) {
        Grid.putRaw(out, k, -h, -l, x.nan[k]);
      } else {
        Grid.putRaw(out, k, 0, Math.max(-l, h), x.nan[k]);
      }
    }
  }

  /** One of the functions that round to an integer. */
  static void round(Prim prim, Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      double l = Reals.of(prim, x.real[k]);
      double h = Reals.of(prim, x.realHigh[k]);
      Grid.putRaw(out, k, l, h, x.nan[k]);
    }
  }

  /**
   * The lesser or greater of two. Of NaN and a number, implementations give either; the result
   * holds both.
   */
  static void extreme(boolean greater, Lane out, Lane x, Lane y, int n) {
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      double yl = y.real[k];
      double yh = y.realHigh[k];
      boolean xn = x.nan[k];
      boolean yn = y.nan[k];
      double l = greater ? Math.max(xl, yl) : Math.min(xl, yl);
      double h = greater ? Math.max(xh, yh) : Math.min(xh, yh);
      if (xn || yn) {
        if (xl > xh || yl > yh) {
          l = INFINITY;
          h = -INFINITY;
        }
        if (xn) {
          l = Math.min(l, yl);
          h = Math.max(h, yh);
        }
        if (yn) {
          l = Math.min(l, xl);
          h = Math.max(h, xh);
        }
      }
      Grid.putRaw(out, k, l, h, xn || yn);
    }
  }
}
