package dev.assay.core.reading;

import dev.assay.core.tensor.DType;

/**
 * The storage grid of a float type, for intervals to step out to: the lower end down to the grid,
 * the upper end up. A number on the grid stays a point. An interval that ends among the subnormal
 * numbers grows to the numbers that they may be flushed to.
 *
 * <p>The empty interval, from plus to minus infinity, stays what it is: there is no number in it,
 * only NaN.
 */
final class Grid {
  private static final Grid[] BY_TYPE = new Grid[DType.values().length];

  static {
    for (DType t : DType.values()) {
      if (t.isFloat()) {
        BY_TYPE[t.ordinal()] = new Grid(t);
      }
    }
  }

  final DType type;

  /** Whether double arithmetic itself rounds to this grid, so that its own errors count. */
  final boolean isDouble;

  private final long dropped;
  private final int leastExponent;
  private final int exponents;
  private final double leastNormal;

  private Grid(DType type) {
    this.type = type;
    this.isDouble = type == DType.FLOAT64;
    this.dropped = (1L << (53 - type.precision())) - 1;
    this.leastExponent = type.leastExponent() + Double.MAX_EXPONENT;
    this.exponents = Math.getExponent(type.max()) - type.leastExponent();
    this.leastNormal = Math.scalb(1.0, type.leastExponent());
  }

  static Grid of(DType type) {
    return BY_TYPE[type.ordinal()];
  }

  /** Stores the smallest interval on the grid around one of any doubles but NaN. */
  void put(Lane out, int k, double low, double high, boolean nan) {
    long l = Double.doubleToRawLongBits(low);
    long h = Double.doubleToRawLongBits(high);
    if (isPlain(l) && isPlain(h)) {
      // in the bits of a double, a step away from zero is an addition for either sign
      out.real[k] = Double.longBitsToDouble((l + (dropped & (l >> 63))) & ~dropped);
      out.realHigh[k] = Double.longBitsToDouble((h + (dropped & ~(h >> 63))) & ~dropped);
      out.nan[k] = nan;
    } else {
      putEdge(out, k, low, high, nan);
    }
  }

  /** Whether a step cannot leave the normal numbers, or the number is zero. */
  private boolean isPlain(long bits) {
    int exponent = (int) (bits >>> 52) & 0x7ff;
    return Integer.compareUnsigned(exponent - leastExponent, exponents) < 0 || bits << 1 == 0;
  }

  private void putEdge(Lane out, int k, double low, double high, boolean nan) {
    double l = low;
    double h = high;
    if (l <= h) {
      l = type.down(l);
      h = type.up(h);
      if (l < h) {
        l = l > 0 && l < leastNormal ? 0 : l < 0 && l > -leastNormal ? -leastNormal : l;
        h = h < 0 && h > -leastNormal ? 0 : h > 0 && h < leastNormal ? leastNormal : h;
      }
    }
    out.real[k] = l;
    out.realHigh[k] = h;
    out.nan[k] = nan;
  }

  /** Stores what has no number, only NaN. */
  static void putNan(Lane out, int k) {
    putRaw(out, k, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true);
  }

  /** Stores every number, and NaN besides where it is possible. */
  static void putAll(Lane out, int k, boolean nan) {
    putRaw(out, k, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, nan);
  }

  /** Stores ends that lie on the grid already. */
  static void putRaw(Lane out, int k, double low, double high, boolean nan) {
    out.real[k] = low;
    out.realHigh[k] = high;
    out.nan[k] = nan;
  }
}
