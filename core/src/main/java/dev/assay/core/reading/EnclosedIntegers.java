package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/**
 * Intervals of integers and of truth values. Of points the result is exact, with wrap-around; of
 * wider intervals it is a range, or everything where some value may wrap. What a primitive leaves
 * unspecified is everything.
 */
final class EnclosedIntegers {

  /** Ends beyond this are not multiplied. */
  private static final long FAR = 1L << 31;

  /** Ends beyond this are not added. */
  private static final long FARTHEST = 1L << 62;

  private EnclosedIntegers() {}

  static void apply(Prim prim, Lane out, Lane x, Lane y, int n) {
    DType type = out.type;
    for (int k = 0; k < n; k++) {
      long xl = x.integer[k];
      long xh = x.integerHigh[k];
      long yl = y.integer[k];
      long yh = y.integerHigh[k];
      if (xl == xh && yl == yh) {
        if (isSpecified(prim, type, xl, yl)) {
          long v = Integers.of(prim, type, xl, yl);
          put(out, k, v, v);
        } else {
          putAll(out, k);
        }
      } else {
        range(prim, type, out, k, xl, xh, yl, yh);
      }
    }
  }

  static void put(Lane out, int k, long low, long high) {
    out.integer[k] = low;
    out.integerHigh[k] = high;
  }

  static void putAll(Lane out, int k) {
    put(out, k, out.type.low(), out.type.high());
  }

  // ---- points

  private static boolean isSpecified(Prim prim, DType type, long x, long y) {
    return switch (prim) {
      case DIV, MOD, REM -> y != 0 && !(type.isSigned() && x == type.low() && y == -1);
      case SHIFT_LEFT, SHIFT_RIGHT -> y >= 0 && y < type.bits();
      case POW -> (y >= 0 || !type.isSigned()) && isExactPower(type, x, y);
      default -> true;
    };
  }

  private static boolean isExactPower(DType type, long x, long y) {
    double power = Math.pow(type.toDouble(x), type.toDouble(y));
    return Math.abs(power) <= 0x1p53 && power >= type.low() && power <= type.toDouble(type.high());
  }

  // ---- ranges

  private static void range(
      Prim prim, DType type, Lane out, int k, long xl, long xh, long yl, long yh) {
    switch (prim) {
      case MIN, MAX ->
          put(out, k, Integers.of(prim, type, xl, yl), Integers.of(prim, type, xh, yh));
      case ADD -> {
        if (areWithin(FARTHEST, type, xl, xh, yl, yh)) {
          putWithin(out, k, xl + yl, xh + yh);
        } else {
          putAll(out, k);
        }
      }
      case SUB -> {
        if (areWithin(FARTHEST, type, xl, xh, yl, yh)) {
          putWithin(out, k, xl - yh, xh - yl);
        } else {
          putAll(out, k);
        }
      }
      case MUL -> {
        if (areWithin(FAR, type, xl, xh, yl, yh)) {
          putCorners(out, k, xl * yl, xl * yh, xh * yl, xh * yh);
        } else {
          putAll(out, k);
        }
      }
      case DIV -> {
        if (areWithin(FARTHEST, type, xl, xh, yl, yh) && (yl > 0 || yh < 0)) {
          putCorners(out, k, xl / yl, xl / yh, xh / yl, xh / yh);
        } else {
          putAll(out, k);
        }
      }
      case MOD, REM -> {
        if (areWithin(FARTHEST, type, xl, xh, yl, yh) && (yl > 0 || yh < 0)) {
          remainder(prim == Prim.MOD, out, k, xl, xh, yl, yh);
        } else {
          putAll(out, k);
        }
      }
      case AND, OR, XOR -> {
        if (type == DType.BOOL && prim != Prim.XOR) {
          put(out, k, Integers.of(prim, type, xl, yl), Integers.of(prim, type, xh, yh));
        } else {
          putAll(out, k);
        }
      }
      case POW, SHIFT_LEFT, SHIFT_RIGHT -> putAll(out, k);
      default -> throw new IllegalArgumentException(prim + " does not combine two integers");
    }
  }

  private static void remainder(
      boolean floored, Lane out, int k, long xl, long xh, long yl, long yh) {
    long greatest = Math.max(Math.abs(yl), Math.abs(yh)) - 1;
    long least = yl > 0 ? yl : -yh;
    if (xl > -least && xh < least && (!floored || (yl > 0 ? xl >= 0 : xh <= 0))) {
      put(out, k, xl, xh);
    } else if (floored) {
      put(out, k, yl > 0 ? 0 : -greatest, yl > 0 ? greatest : 0);
    } else {
      put(out, k, xl < 0 ? -greatest : 0, xh > 0 ? greatest : 0);
    }
  }

  private static boolean areWithin(long bound, DType type, long xl, long xh, long yl, long yh) {
    long least = type == DType.UINT64 ? 0 : -bound;
    return xl >= least && xh <= bound && xh >= least && yl >= least && yh <= bound && yh >= least;
  }

  private static void putCorners(Lane out, int k, long a, long b, long c, long d) {
    putWithin(
        out, k, Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Stores a range, or everything where an end would wrap. */
  private static void putWithin(Lane out, int k, long low, long high) {
    DType type = out.type;
    if (low >= type.low() && (type == DType.UINT64 || high <= type.high())) {
      put(out, k, low, high);
    } else {
      putAll(out, k);
    }
  }

  // ---- functions of one

  static void negate(Lane out, Lane x, int n) {
    DType type = out.type;
    for (int k = 0; k < n; k++) {
      long l = x.integer[k];
      long h = x.integerHigh[k];
      if (l == h) {
        put(out, k, type.wrap(-l), type.wrap(-l));
      } else if (type.isSigned() && l != type.low()) {
        put(out, k, -h, -l);
      } else {
        putAll(out, k);
      }
    }
  }

  static void absolute(Lane out, Lane x, int n) {
    DType type = out.type;
    for (int k = 0; k < n; k++) {
      long l = x.integer[k];
      long h = x.integerHigh[k];
      if (!type.isSigned() || l >= 0) {
        put(out, k, l, h);
      } else if (l == h) {
        put(out, k, type.wrap(-l), type.wrap(-l));
      } else if (l == type.low()) {
        putAll(out, k);
      } else {
        put(out, k, h < 0 ? -h : 0, Math.max(-l, h));
      }
    }
  }

  static void not(Lane out, Lane x, int n) {
    boolean truth = out.type == DType.BOOL;
    for (int k = 0; k < n; k++) {
      long l = x.integer[k];
      long h = x.integerHigh[k];
      // both reverse the order
      put(out, k, truth ? 1 - h : out.type.wrap(~h), truth ? 1 - l : out.type.wrap(~l));
    }
  }

  /** An integer to the power of a real, computed in doubles and cut as C's cast does. */
  static void powerOfReal(Lane out, Lane x, Lane y, int n) {
    DType type = out.type;
    for (int k = 0; k < n; k++) {
      long base = x.integer[k];
      double exponent = y.real[k];
      double power = Math.pow(type.toDouble(base), exponent);
      boolean point = base == x.integerHigh[k] && exponent == y.realHigh[k] && !y.nan[k];
      double slack =
          exponent >= 0 && exponent == Math.rint(exponent) ? 0 : Math.abs(power) * 0x1p-20;
      double low = power - slack;
      double high = power + slack;
      if (point
          && low >= type.low()
          && high <= type.toDouble(type.high())
          && Math.abs(high) < 0x1p53) {
        put(out, k, (long) low, (long) high);
      } else {
        putAll(out, k);
      }
    }
  }
}
