package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of intervals in any order. The rounding error of n additions is at most gamma(n) times the
 * sum of magnitudes, gamma(n) = n u / (1 - n u) with the unit roundoff u of the accumulator
 * (Higham, Accuracy and Stability of Numerical Algorithms, 4.2). It is zero where every partial sum
 * in any order lies on the accumulator's grid: all terms are points, multiples of a quantum q, and
 * their magnitudes come to no more than q / u; so integers stay points.
 *
 * <p>Products are added without a rounding of their own: it is one more in gamma. Their intervals
 * are added as midpoints and radii (Rump, "Fast and parallel interval arithmetic", 1999), which
 * takes no case distinction.
 */
final class EnclosedSum implements Domain.Folder {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Grid grid;
  private final double unit;
  private final double max;
  private final double[] low;
  private final double[] high;
  private final double[] size;
  private final double[] quantum;
  private final boolean[] nan;
  private final double leastNormal;

  /** One less than the number of terms. */
  private int roundings;

  private boolean products;

  /** Whether any sum may still turn out to be exact; else quanta need no looking at. */
  private boolean anyExact;

  /**
   * @param unit the unit roundoff of the accumulator, which has the range of float32 at least
   */
  EnclosedSum(DType type, double unit, int n) {
    DType accumulator = type.bits() < 32 ? DType.FLOAT32 : type;
    this.grid = Grid.of(type);
    this.unit = unit;
    this.max = accumulator.max();
    this.leastNormal = Math.scalb(1.0, accumulator.leastExponent());
    this.low = new double[n];
    this.high = new double[n];
    this.size = new double[n];
    this.quantum = new double[n];
    this.nan = new boolean[n];
  }

  @Override
  public double @Nullable [] sums() {
    return null;
  }

  @Override
  public boolean takesProducts() {
    return true;
  }

  @Override
  public void begin(int n) {
    Arrays.fill(low, 0, n, 0);
    Arrays.fill(high, 0, n, 0);
    Arrays.fill(size, 0, n, 0);
    Arrays.fill(quantum, 0, n, INFINITY);
    Arrays.fill(nan, 0, n, false);
    roundings = -1;
    products = false;
    anyExact = true;
  }

  /** After products, as midpoint and radius like these. */
  @Override
  public void step(Lane x, int n) {
    double[] xl = x.real;
    double[] xh = x.realHigh;
    boolean[] xn = x.nan;
    if (products) {
      addMiddles(xl, xh, n);
    } else {
      addEnds(xl, xh, n);
    }
    for (int k = 0; k < n; k++) {
      nan[k] |= xn[k];
    }
    roundings++;
    if (anyExact) {
      anyExact = false;
      for (int k = 0; k < n; k++) {
        if (quantum[k] > 0) {
          note(k, xl[k] == xh[k] ? quantum(xl[k]) : 0);
        }
      }
    }
  }

  private void addEnds(double[] xl, double[] xh, int n) {
    for (int k = 0; k < n; k++) {
      low[k] += xl[k];
    }
    for (int k = 0; k < n; k++) {
      high[k] += xh[k];
    }
    for (int k = 0; k < n; k++) {
      size[k] += Math.max(Math.abs(xl[k]), Math.abs(xh[k]));
    }
  }

  private void addMiddles(double[] xl, double[] xh, int n) {
    for (int k = 0; k < n; k++) {
      double a = 0.5 * (xl[k] + xh[k]);
      double c = Math.abs(a);
      low[k] += a;
      high[k] += c;
      size[k] += c + (xh[k] - a);
    }
  }

  private void note(int k, double termQuantum) {
    double q = Math.min(quantum[k], termQuantum);
    // the sum of magnitudes only grows and the quantum only shrinks, so once lost is lost
    boolean exact = size[k] * unit <= q;
    quantum[k] = exact ? q : 0;
    anyExact |= exact;
  }

  /** The greatest power of two that divides a number; infinity for zero. */
  static double quantum(double x) {
    if (x == 0) {
      return INFINITY;
    }
    long bits = Double.doubleToRawLongBits(x);
    long rest = bits & (bits - 1);
    // a power of two has no mantissa bit to clear
    return (bits << 12) == 0 ? Math.abs(x) : Math.abs(x - Double.longBitsToDouble(rest));
  }

  /** Midpoints in {@code low}, their magnitudes in {@code high}, magnitudes with radii in size. */
  @Override
  public void step(Lane x, Lane y, int n) {
    double[] xl = x.real;
    double[] xh = x.realHigh;
    double[] yl = y.real;
    double[] yh = y.realHigh;
    for (int k = 0; k < n; k++) {
      double a = 0.5 * (xl[k] + xh[k]);
      double b = 0.5 * (yl[k] + yh[k]);
      double c = Math.abs(a);
      double d = Math.abs(b);
      low[k] += a * b;
      high[k] += c * d;
      size[k] += (c + (xh[k] - a)) * (d + (yh[k] - b));
    }
    boolean[] xn = x.nan;
    boolean[] yn = y.nan;
    for (int k = 0; k < n; k++) {
      nan[k] |= xn[k];
      nan[k] |= yn[k];
    }
    products = true;
    roundings++;
    if (anyExact) {
      anyExact = false;
      for (int k = 0; k < n; k++) {
        if (quantum[k] > 0) {
          note(k, xl[k] == xh[k] && yl[k] == yh[k] ? productQuantum(xl[k], yl[k]) : 0);
        }
      }
    }
  }

  private double productQuantum(double x, double y) {
    double product = x * y;
    return grid.isDouble && Math.fma(x, y, -product) != 0 ? 0 : quantum(product);
  }

  @Override
  public void end(Lane out, int n) {
    // a product rounds as well, but one alone is exact in double and rounded by the grid
    int n1 = products && (roundings > 0 || grid.isDouble) ? roundings + 1 : Math.max(0, roundings);
    double growth = n1 * unit < 0.5 ? n1 * unit / (1 - n1 * unit) : INFINITY;
    double own = (roundings + 1) * 0x1p-52;
    double absolute = products ? (roundings + 1) * leastNormal : 0;
    for (int k = 0; k < n; k++) {
      double s = size[k];
      // a sum of magnitudes with radii less one without has errors of its own
      double relative = growth + (products && s != high[k] ? 2 * own : own);
      double radius = n1 == 0 && !products || quantum[k] > 0 ? 0 : relative * s;
      double l = low[k];
      double h = high[k];
      if (products) {
        radius += quantum[k] > 0 ? 0 : s - h + (s > 0 ? absolute : 0);
        h = l;
      }
      if (s + relative * s <= max) {
        grid.put(out, k, l - radius, h + radius, nan[k]);
      } else if (products) {
        Grid.putAll(out, k, true);
      } else {
        putEdge(out, k, l, h, nan[k]);
      }
    }
  }

  /** A sum with infinite terms, or one some of whose partial sums may overflow. */
  private static void putEdge(Lane out, int k, double l, double h, boolean nan) {
    // infinities of both signs make NaN in l where they are sure, a full range where they may be
    double low = Double.isNaN(l) ? INFINITY : l;
    double high = Double.isNaN(h) ? -INFINITY : h;
    if (low > high) {
      Grid.putNan(out, k);
    } else if (low == high && Math.abs(low) == INFINITY) {
      Grid.putRaw(out, k, low, high, nan || Double.isNaN(l) || Double.isNaN(h));
    } else {
      Grid.putAll(out, k, true);
    }
  }
}
