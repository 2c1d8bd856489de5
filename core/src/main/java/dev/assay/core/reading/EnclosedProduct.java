package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Products of many intervals in any order. Each order rounds every multiplication once, so the
 * relative error is gamma(n); it is zero where all factors are points and the product of their odd
 * parts fits the significand of the type, for then every partial product in any order is exact.
 */
final class EnclosedProduct implements Domain.Folder {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Grid grid;
  private final double leastNormal;
  private final double mostOdd;
  private final Lane total;
  private final double[] above;
  private final double[] below;
  private final double[] odd;
  private int count;

  EnclosedProduct(DType type, int n) {
    this.grid = Grid.of(type);
    this.leastNormal = Math.scalb(1.0, type.leastExponent());
    this.mostOdd = Math.scalb(1.0, type.precision());
    // partial products are not rounded to the grid of the type, for what rounds is counted
    this.total = Lane.ofIntervals(DType.FLOAT64, n);
    this.above = new double[n];
    this.below = new double[n];
    this.odd = new double[n];
  }

  @Override
  public double @Nullable [] sums() {
    return null;
  }

  @Override
  public void begin(int n) {
    Arrays.fill(total.real, 0, n, 1);
    Arrays.fill(total.realHigh, 0, n, 1);
    Arrays.fill(total.nan, 0, n, false);
    Arrays.fill(above, 0, n, 1);
    Arrays.fill(below, 0, n, 1);
    Arrays.fill(odd, 0, n, 1);
    count = 0;
  }

  @Override
  public void step(Lane x, int n) {
    EnclosedArithmetic.multiply(total, total, x, n);
    for (int k = 0; k < n; k++) {
      double l = Math.abs(x.real[k]);
      double h = Math.abs(x.realHigh[k]);
      above[k] *= Math.max(1, Math.max(l, h));
      below[k] *= Math.min(1, l == 0 || h == 0 ? 1 : Math.min(l, h));
      odd[k] = x.real[k] == x.realHigh[k] ? odd[k] * oddPart(l) : INFINITY;
    }
    count++;
  }

  /** The odd integer of which a number is a power of two times; 1 of zero and infinity. */
  private static double oddPart(double x) {
    return x == 0 || x == INFINITY ? 1 : x / EnclosedSum.quantum(x);
  }

  @Override
  public void end(Lane out, int n) {
    double roundings = Math.max(0, count - 1);
    double unit = grid.type.unit();
    double growth =
        roundings * unit < 0.5 ? roundings * unit / (1 - roundings * unit) + count * 0x1p-52 : 1;
    for (int k = 0; k < n; k++) {
      boolean nan = total.nan[k];
      double l = total.real[k];
      double h = total.realHigh[k];
      if (count <= 1) {
        Grid.putRaw(out, k, l, h, nan);
      } else if (odd[k] <= mostOdd && above[k] <= grid.type.max()) {
        grid.put(out, k, l, h, nan);
      } else if (above[k] > grid.type.max() || below[k] < leastNormal) {
        putDoubtful(out, k, l, h, nan);
      } else {
        grid.put(out, k, l - growth * Math.abs(l), h + growth * Math.abs(h), nan);
      }
    }
  }

  /** Some order may overflow or underflow on the way. */
  private void putDoubtful(Lane out, int k, double l, double h, boolean nan) {
    if (l > h || l == h && Math.abs(l) == INFINITY) {
      Grid.putRaw(out, k, l, h, nan);
    } else if (above[k] <= grid.type.max()) {
      // at most flushed to zero, and what is left of it is no larger than its true size
      double size = Math.max(Math.abs(l), Math.abs(h)) * 2 + leastNormal * above[k];
      grid.put(out, k, l < 0 ? -size : 0, h > 0 ? size : 0, nan);
    } else {
      Grid.putAll(out, k, true);
    }
  }
}
