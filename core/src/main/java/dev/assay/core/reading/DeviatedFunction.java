package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/**
 * One function of one or two floats in the deviation reading: what each argument brings, and the
 * error of its own.
 */
final class DeviatedFunction {
  private static final double REACH = Deviations.REACH;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Prim prim;
  private final boolean same;
  private final double ulps;
  private final double units;

  /**
   * @param same whether both arguments are one
   * @param error of the function beyond the rounding of its result
   */
  DeviatedFunction(Prim prim, boolean same, FunctionErrors.Bound error) {
    this.prim = prim;
    this.same = same;
    this.ulps = error.ulps();
    this.units = error.units();
  }

  /** Stores the function of x and y with deviations r and s; of x alone where it takes one. */
  void put(Lane out, int k, double x, double r, double y, double s) {
    double v = of(x, y);
    double brought = r == 0 && s == 0 ? 0 : brought(x, r, y, s, v);
    Deviations.put(out, k, v, Math.hypot(brought, own(out.type, x, y, v)));
  }

  private double of(double x, double y) {
    return prim.arity() == 1 ? Reals.of(prim, x) : Reals.of(prim, x, y);
  }

  private double brought(double x, double r, double y, double s, double v) {
    if (r == INFINITY || s == INFINITY) {
      return INFINITY;
    }
    return switch (prim) {
      case ADD, SUB -> same ? (prim == Prim.ADD ? 2 * r : 0) : Math.hypot(r, s);
      case NEG -> r;
      case MUL -> same ? slope(x, r, x, r, v) : Math.hypot(Math.hypot(r * y, s * x), r * s * REACH);
      case FLOOR, CEIL, ROUND, TRUNC -> slope(x, r, y, 0, v) == 0 ? 0 : INFINITY;
      case MOD, REM -> remainder(x, r, y, s);
      default -> {
        if (same || prim.arity() == 1) {
          yield slope(x, r, x, r, v);
        }
        yield Math.hypot(slope(x, r, y, 0, v), slope(x, 0, y, s, v));
      }
    };
  }

  /** The difference quotient, times the deviation: how far the result moves within the reach. */
  private double slope(double x, double r, double y, double s, double v) {
    double above = Math.abs(of(x + REACH * r, y + REACH * s) - v);
    double below = Math.abs(of(x - REACH * r, y - REACH * s) - v);
    boolean poles =
        prim == Prim.TAN && REACH * r > 1 || prim == Prim.DIV && Math.abs(y) <= REACH * s;
    double most = Math.max(above, below); // NaN where one is
    return poles || Double.isNaN(most) ? INFINITY : most / REACH;
  }

  /** Unless the quotient may round to another integer, which is a jump. */
  private double remainder(double x, double r, double y, double s) {
    double quotient = x / y;
    double reach =
        Math.abs(y) <= REACH * s
            ? INFINITY
            : REACH * (r + Math.abs(quotient) * s) / (Math.abs(y) - REACH * s);
    Prim rounding = prim == Prim.MOD ? Prim.FLOOR : Prim.TRUNC;
    double whole = Reals.of(rounding, quotient);
    boolean stays =
        Reals.of(rounding, quotient - reach) == whole
            && Reals.of(rounding, quotient + reach) == whole;
    return stays ? Math.hypot(r, whole * s) : INFINITY;
  }

  private double own(DType type, double x, double y, double v) {
    return switch (prim) {
      case NEG, ABS, MIN, MAX, FLOOR, CEIL, ROUND, TRUNC -> 0;
      case ADD -> Deviations.rounding(type, v, v - x != y || v - y != x);
      case SUB -> Deviations.rounding(type, v, x - v != y || v + y != x);
      case MUL -> Deviations.rounding(type, v, Math.fma(x, y, -v) != 0);
      case MOD, REM -> Deviations.rounding(type, v, true);
      default -> {
        double size = Math.abs(v);
        double function = type.unit() * (2 * ulps * size + units);
        yield Double.isFinite(v) ? Math.hypot(function, Deviations.rounding(type, v, true)) : 0;
      }
    };
  }
}
