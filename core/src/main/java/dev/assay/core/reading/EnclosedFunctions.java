package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/**
 * Intervals of reals under the mathematical functions: the range on each monotone piece, and the
 * error of the implementation at its ends. What leaves the domain may be NaN.
 */
final class EnclosedFunctions {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /**
   * What {@link Reals} and {@link Functions} may be wrong by, in units in the last place of a
   * double.
   */
  private static final double OWN_ULPS = 8;

  private EnclosedFunctions() {}

  static void apply(Prim prim, Lane out, Lane x, FunctionErrors.Bound error, int n) {
    Grid grid = Grid.of(out.type);
    double unit = grid.type.unit();
    double relative = 2 * error.ulps() * unit + (grid.isDouble ? OWN_ULPS * 0x1p-52 : 0);
    double absolute = error.units() * unit;
    double least = least(prim);
    double greatest = greatest(prim);
    for (int k = 0; k < n; k++) {
      double xl = x.real[k];
      double xh = x.realHigh[k];
      boolean nan = x.nan[k] || xl < least || xh > greatest;
      xl = Math.max(xl, least);
      xh = Math.min(xh, greatest);
      if (xl > xh) {
        Grid.putNan(out, k);
      } else if (xl == xh) {
        point(prim, grid, out, k, xl, relative, absolute, nan);
      } else {
        range(prim, grid, out, k, xl, xh, relative, absolute, nan);
      }
    }
  }

  private static void point(
      Prim prim,
      Grid grid,
      Lane out,
      int k,
      double x,
      double relative,
      double absolute,
      boolean nan) {
    double y = Reals.of(prim, x);
    if (Double.isNaN(y)) {
      Grid.putNan(out, k);
    } else if (isExact(prim, x, y)) {
      grid.put(out, k, y, y, nan);
    } else {
      boolean infinite = Math.abs(x) == INFINITY;
      double h = prim == Prim.EXP ? Math.max(y, Double.MIN_VALUE) : y;
      EnclosedArithmetic.putWidened(grid, out, k, y, h, relative, absolute, infinite, nan);
    }
  }

  private static void range(
      Prim prim,
      Grid grid,
      Lane out,
      int k,
      double xl,
      double xh,
      double relative,
      double absolute,
      boolean nan) {
    double a = Reals.of(prim, xl);
    double b = Reals.of(prim, xh);
    double l = Math.min(a, b);
    double h = Math.max(a, b);
    boolean noNumber = nan;
    if (prim == Prim.SIN || prim == Prim.COS || prim == Prim.TAN) {
      if (xl == -INFINITY || xh == INFINITY) {
        noNumber = true;
        l = prim == Prim.TAN ? -INFINITY : -1;
        h = -l;
      } else if (prim == Prim.TAN) {
        if (meets(xl, xh, Math.PI / 2, Math.PI)) {
          l = -INFINITY;
          h = INFINITY;
        }
      } else {
        double top = prim == Prim.SIN ? Math.PI / 2 : 0;
        h = meets(xl, xh, top, 2 * Math.PI) ? 1 : h;
        l = meets(xl, xh, top + Math.PI, 2 * Math.PI) ? -1 : l;
      }
    } else if (prim == Prim.EXP) {
      h = Math.max(h, Double.MIN_VALUE);
    } else if (prim == Prim.COSH && xl < 0 && xh > 0) {
      l = 1;
    }
    EnclosedArithmetic.putWidened(grid, out, k, l, h, relative, absolute, false, noNumber);
  }

  /** Whether one of the places {@code at + i * period} may lie between two numbers. */
  private static boolean meets(double low, double high, double at, double period) {
    double l = (low - at) / period;
    double h = (high - at) / period;
    double slack = 0x1p-50 * (1 + Math.max(Math.abs(l), Math.abs(h)));
    return Math.ceil(l - slack) <= h + slack;
  }

  private static double least(Prim prim) {
    return switch (prim) {
      case LOG -> 0;
      case LOG1P, ASIN, ACOS, ATANH -> -1;
      case ACOSH -> 1;
      default -> -INFINITY;
    };
  }

  private static double greatest(Prim prim) {
    return switch (prim) {
      case ASIN, ACOS, ATANH -> 1;
      default -> INFINITY;
    };
  }

  /** Whether every library gives the value itself; many do not at the limits of a bounded one. */
  private static boolean isExact(Prim prim, double x, double y) {
    return switch (prim) {
      case SIN, COS, TAN, ASIN, ATAN, ATANH, TANH, ERF, SIGMOID -> x == 0;
      case EXP, LOG1P -> x == 0 || x == INFINITY;
      case SINH, COSH, ASINH -> x == 0 || Math.abs(x) == INFINITY;
      case LOG, ACOSH, ACOS -> x == 1 || Math.abs(y) == INFINITY;
      default -> false;
    };
  }
}
