package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums in the deviation reading. Beside what the terms bring, n additions in an unknown order come
 * to about {@code u sqrt(n / 3 + 1) max(|m|, sqrt(q))}, where u is the unit roundoff of the
 * accumulator, m the sum and q the sum of the squares of the terms; nothing, where every order is
 * exact (see {@link EnclosedSum}).
 *
 * <p>Terms in a row that are alike are taken for one that comes again, whose error is the same each
 * time: their deviations are added before they are squared, and each addition rounds as the one
 * before it.
 */
final class DeviatedSum implements Domain.Folder {
  private final DType type;
  private final double unit;
  private final double[] sum;
  private final double[] size;
  private final double[] squares;
  private final double[] variance;
  private final double[] quantum;
  private final double[] last;
  private final double[] run;

  /** How many of the additions were of a term like the one before. */
  private final int[] again;

  private int terms;

  /**
   * @param unit the unit roundoff of the accumulator
   */
  DeviatedSum(DType type, double unit, int n) {
    this.type = type;
    this.unit = unit;
    this.sum = new double[n];
    this.size = new double[n];
    this.squares = new double[n];
    this.variance = new double[n];
    this.quantum = new double[n];
    this.last = new double[n];
    this.run = new double[n];
    this.again = new int[n];
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
    for (double[] zeros : new double[][] {sum, size, squares, variance, run}) {
      Arrays.fill(zeros, 0, n, 0);
    }
    Arrays.fill(quantum, 0, n, Double.POSITIVE_INFINITY);
    Arrays.fill(last, 0, n, Double.NaN);
    Arrays.fill(again, 0, n, 0);
    terms = 0;
  }

  @Override
  public void step(Lane x, int n) {
    terms++;
    for (int k = 0; k < n; k++) {
      take(k, x.real[k], x.realHigh[k], true);
    }
  }

  @Override
  public void step(Lane x, Lane y, int n) {
    terms++;
    for (int k = 0; k < n; k++) {
      double a = x.real[k];
      double b = y.real[k];
      double r = x.realHigh[k];
      double s = y.realHigh[k];
      double term = a * b;
      boolean exact = type != DType.FLOAT64 || Math.fma(a, b, -term) == 0;
      take(k, term, r == 0 && s == 0 ? 0 : Math.sqrt(squareOfProduct(a, r, b, s)), exact);
    }
  }

  private static double squareOfProduct(double a, double r, double b, double s) {
    double left = r * b;
    double right = s * a;
    double both = r * s * Deviations.REACH;
    return left * left + right * right + both * both;
  }

  private void take(int k, double term, double deviation, boolean exact) {
    sum[k] += term;
    size[k] += Math.abs(term);
    squares[k] += term * term;
    if (deviation > 0 || !exact) {
      quantum[k] = 0;
    } else if (quantum[k] > 0) {
      quantum[k] = Math.min(quantum[k], EnclosedSum.quantum(term));
    }
    if (term == last[k]) {
      run[k] += deviation;
      again[k] += term == 0 ? 0 : 1;
    } else {
      variance[k] += run[k] * run[k];
      run[k] = deviation;
      last[k] = term;
    }
  }

  @Override
  public void end(Lane out, int n) {
    for (int k = 0; k < n; k++) {
      double brought = Math.sqrt(variance[k] + run[k] * run[k]);
      Deviations.put(out, k, sum[k], Math.hypot(brought, own(k)));
    }
  }

  private double own(int k) {
    if (!Double.isFinite(sum[k])) {
      return 0;
    }
    boolean exact = size[k] * unit <= quantum[k];
    double most = Math.max(Math.abs(sum[k]), Math.sqrt(squares[k]));
    double additions = unit * (Math.sqrt(terms / 3.0 + 1) + again[k] / 4.0) * most;
    // what its accumulator holds exactly may still be too long for the type, or be flushed to zero
    boolean flushed = Math.abs(sum[k]) < Math.scalb(1.0, type.leastExponent());
    double storage = type.unit() > unit || flushed ? Deviations.rounding(type, sum[k], false) : 0;
    return exact ? storage : Math.hypot(additions, storage);
  }
}
