package dev.assay.core.reading;

import static dev.assay.core.reading.EnclosedArithmetic.putWidened;

/**
 * Intervals of reals under what is neither arithmetic nor a function of one number: powers and
 * remainders.
 */
final class EnclosedPowers {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private EnclosedPowers() {}

  // ---- powers

  static void power(Lane out, Lane x, Lane y, FunctionErrors.Bound error, int n) {
    Grid grid = Grid.of(out.type);
    double unit = grid.type.unit();
    double relative = 2 * error.ulps() * unit + (grid.isDouble ? 0x1p-50 : 0);
    double absolute = error.units() * unit;
    boolean integers = !y.type.isFloat();
    for (int k = 0; k < n; k++) {
      double yl = integers ? y.type.toDouble(y.integer[k]) : y.real[k];
      double yh = integers ? y.type.toDouble(y.integerHigh[k]) : y.realHigh[k];
      boolean exponentNan = !integers && y.nan[k];
      boolean nan = x.nan[k] || exponentNan;
      double xl = x.real[k];
      double xh = x.realHigh[k];
      if (yl == 0 && yh == 0) {
        Grid.putRaw(out, k, 1, 1, nan);
      } else if (xl == 1 && xh == 1) {
        Grid.putRaw(out, k, 1, 1, nan || yl == -INFINITY || yh == INFINITY || yl > yh);
      } else if (xl > xh || yl > yh) {
        // NaN to the power of 0 and 1 to the power of NaN are 1
        if (xl > xh && yl <= 0 && yh >= 0 || yl > yh && xl <= 1 && xh >= 1) {
          Grid.putRaw(out, k, 1, 1, true);
        } else {
          Grid.putNan(out, k);
        }
      } else if (yl == yh && yl == 1) {
        Grid.putRaw(out, k, xl, xh, nan);
      } else if (xl == xh && yl == 2 && yh == 2 && isExactSquare(grid, xl)) {
        Grid.putRaw(out, k, xl * xl, xl * xl, nan);
      } else {
        boolean infinite =
            xl == xh && (xl == 0 || isInfinite(xl, xh)) || yl == yh && isInfinite(yl, yh);
        if (xl >= 0) {
          // the sign of a zero is open, so its odd negative powers are infinite of either sign
          ofPositive(grid, out, k, xl + 0.0, xh + 0.0, yl, yh, relative, absolute, infinite, nan);
          if (xl == 0 && mayBeOddBelowZero(yl, yh)) {
            out.real[k] = -INFINITY;
          }
        } else if (yl == yh && yl == Math.rint(yl)) {
          toInteger(grid, out, k, xl, xh, yl, relative, absolute, infinite, nan);
        } else {
          // of a negative number only the integer powers are real, of either sign
          ofPositive(
              grid,
              out,
              k,
              xh < 0 ? -xh : 0,
              Math.max(-xl, xh),
              yl,
              yh,
              relative,
              absolute,
              infinite,
              true);
          if (Math.ceil(yl) <= Math.floor(yh)) {
            double size = Math.max(Math.abs(out.real[k]), Math.abs(out.realHigh[k]));
            Grid.putRaw(out, k, -size, size, true);
          } else if (xh < 0 && xl > -INFINITY) {
            Grid.putNan(out, k);
          }
        }
        if (x.nan[k] && yl <= 0 && yh >= 0 || exponentNan && xl <= 1 && xh >= 1) {
          out.real[k] = Math.min(out.real[k], 1);
          out.realHigh[k] = Math.max(out.realHigh[k], 1);
        }
      }
    }
  }

  private static boolean mayBeOddBelowZero(double low, double high) {
    double least = Math.ceil(low);
    double most = Math.floor(Math.min(high, -1));
    return least < most || least == most && least % 2 != 0;
  }

  private static boolean isInfinite(double low, double high) {
    return low == -INFINITY || high == INFINITY;
  }

  private static boolean isExactSquare(Grid grid, double x) {
    double square = x * x;
    return Math.abs(square) > 0x1p-900
            && square <= grid.type.max()
            && Math.fma(x, x, -square) == 0
            && grid.type.down(square) == square
        || x == 0;
  }

  /** On each side of 1 the power is monotone in both arguments, so the corners tell the range. */
  private static void ofPositive(
      Grid grid,
      Lane out,
      int k,
      double xl,
      double xh,
      double yl,
      double yh,
      double relative,
      double absolute,
      boolean infinite,
      boolean nan) {
    double a = Math.pow(xl, yl);
    double b = Math.pow(xl, yh);
    double c = Math.pow(xh, yl);
    double d = Math.pow(xh, yh);
    // Java's power of 1 to infinity is NaN, C's is 1
    boolean noNumber = Double.isNaN(a) || Double.isNaN(b) || Double.isNaN(c) || Double.isNaN(d);
    double l = Math.min(Math.min(orOne(a), orOne(b)), Math.min(orOne(c), orOne(d)));
    double h = Math.max(Math.max(orOne(a), orOne(b)), Math.max(orOne(c), orOne(d)));
    if (h == 0 && xh > 0 && xh < INFINITY && Math.abs(yl) < INFINITY) {
      h = Double.MIN_VALUE;
    }
    putWidened(grid, out, k, l, h, relative, absolute, infinite, nan || noNumber);
  }

  private static double orOne(double x) {
    return Double.isNaN(x) ? 1 : x;
  }

  private static void toInteger(
      Grid grid,
      Lane out,
      int k,
      double xl,
      double xh,
      double y,
      double relative,
      double absolute,
      boolean infinite,
      boolean nan) {
    boolean even = Math.abs(y) == INFINITY || y % 2 == 0;
    double a = orOne(Math.pow(xl, y));
    double b = orOne(Math.pow(xh, y));
    double l = Math.min(a, b);
    double h = Math.max(a, b);
    if (xh >= 0) {
      if (y > 0) {
        l = even ? 0 : l;
      } else {
        h = INFINITY;
        l = even ? l : -INFINITY;
      }
    }
    if (l == 0 && !even && xl < 0) {
      l = -Double.MIN_VALUE; // underflowed
    }
    if (h == 0 && !infinite && (even || xh > 0)) {
      h = Double.MIN_VALUE;
    }
    boolean noNumber = Math.abs(y) == INFINITY && xl <= -1 && xh >= -1;
    putWidened(grid, out, k, l, h, relative, absolute, infinite, nan || noNumber);
  }

  // ---- remainders

  /** The remainder with the sign of the divisor, x - floor(x / y) * y. */
  static void modulo(Lane out, Lane x, Lane y, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      double yl = y.real[k];
      double yh = y.realHigh[k];
      if (hasNone(xl, xh, yl, yh)) {
        Grid.putNan(out, k);
        continue;
      }
      boolean nan = x.nan[k] || y.nan[k] || isDoubtful(xl, xh, yl, yh);
      if (yl == yh && Math.abs(yl) < INFINITY && !isInfinite(xl, xh) && xh - xl < Math.abs(yl)) {
        double rl = xl % yl;
        double rh = xh % yl;
        boolean shiftLow = rl != 0 && rl < 0 != yl < 0;
        boolean shiftHigh = rh != 0 && rh < 0 != yl < 0;
        double l = shiftLow ? rl + yl : rl;
        double h = shiftHigh ? rh + yl : rh;
        if (l <= h) {
          // the shift rounds; one step of a double covers it and the grid the rest
          boolean exact = !shiftLow && !shiftHigh || l - yl == rl && h - yl == rh && l == h;
          l = exact ? l : Math.max(Math.nextDown(l), Math.min(yl, 0));
          h = exact ? h : Math.min(Math.nextUp(h), Math.max(yh, 0));
          grid.put(out, k, l, h, nan);
          continue;
        }
      }
      grid.put(out, k, Math.min(yl, 0), Math.max(yh, 0), nan);
    }
  }

  /** The remainder with the sign of the dividend, which is exact. */
  static void remainder(Lane out, Lane x, Lane y, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      double yl = y.real[k];
      double yh = y.realHigh[k];
      if (hasNone(xl, xh, yl, yh)) {
        Grid.putNan(out, k);
        continue;
      }
      boolean nan = x.nan[k] || y.nan[k] || isDoubtful(xl, xh, yl, yh);
      double divisor = Math.max(Math.abs(yl), Math.abs(yh));
      double nearest = yl > 0 ? yl : yh < 0 ? -yh : 0;
      if (xl > -nearest && xh < nearest) {
        Grid.putRaw(out, k, xl, xh, nan);
        continue;
      }
      if (yl == yh && (xl >= 0 || xh <= 0) && xh - xl < divisor && !isInfinite(xl, xh)) {
        double l = xl % yl;
        double h = xh % yl;
        if (l <= h) {
          grid.put(out, k, l, h, nan);
          continue;
        }
      }
      grid.put(
          out, k, xl < 0 ? Math.max(xl, -divisor) : 0, xh > 0 ? Math.min(xh, divisor) : 0, nan);
    }
  }

  private static boolean hasNone(double xl, double xh, double yl, double yh) {
    return xl > xh || yl > yh || yl == 0 && yh == 0 || xl == xh && Math.abs(xl) == INFINITY;
  }

  private static boolean isDoubtful(double xl, double xh, double yl, double yh) {
    return isInfinite(xl, xh) || yl <= 0 && yh >= 0;
  }
}
