package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of deviations. Beside what the terms bring, n additions in an unknown order, each with an
 * independent rounding, come to about {@code u * sqrt(n / 3 + 1) * max(|m|, sqrt(sum of squares of
 * the terms))}, where u is the unit roundoff of the accumulator and m the sum. A sum that is exact,
 * is no number or may overflow is what {@link EnclosedSum} says.
 */
final class DeviatedSum implements Domain.Folder {
  private final Domain.Folder worst;
  private final double unit;
  private final double storage;
  private final double[] middle;
  private final double[] variance;
  private final double[] squares;
  private int terms;

  /**
   * @param worst the enclosure of the same sum
   * @param unit the unit roundoff of the accumulator
   */
  DeviatedSum(Domain.Folder worst, DType type, double unit, int n) {
    this.worst = worst;
    this.unit = unit;
    this.storage = type.unit();
    this.middle = new double[n];
    this.variance = new double[n];
    this.squares = new double[n];
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
    worst.begin(n);
    Arrays.fill(middle, 0, n, 0);
    Arrays.fill(variance, 0, n, 0);
    Arrays.fill(squares, 0, n, 0);
    terms = 0;
  }

  @Override
  public void step(Lane x, int n) {
    worst.step(x, n);
    terms++;
    for (int k = 0; k < n; k++) {
      double a = Deviations.middle(x, k);
      double r = Deviations.radius(x, k);
      middle[k] += a;
      variance[k] += r * r;
      squares[k] += a * a;
    }
  }

  @Override
  public void step(Lane x, Lane y, int n) {
    worst.step(x, y, n);
    terms++;
    for (int k = 0; k < n; k++) {
      double a = Deviations.middle(x, k);
      double b = Deviations.middle(y, k);
      double r = Deviations.radius(x, k);
      double s = Deviations.radius(y, k);
      middle[k] += a * b;
      variance[k] += r * r * (b * b + s * s) + a * a * s * s;
      squares[k] += a * a * b * b;
    }
  }

  @Override
  public void end(Lane out, int n) {
    worst.end(out, n);
    double growth = unit * Math.sqrt(terms / 3.0 + 1);
    for (int k = 0; k < n; k++) {
      double size = Math.max(Math.abs(middle[k]), Math.sqrt(squares[k]));
      double roundings = Math.hypot(growth * size, storage * middle[k]);
      Deviations.narrow(out, k, middle[k], Math.hypot(Math.sqrt(variance[k]), roundings));
    }
  }
}
