package dev.assay.verify.bounds;

/** A weighted sum of earlier units. */
final class Affine extends Unit {
  private static final double DOUBLE = 0x1p-53;

  private final int[] units;
  private final double[] weights;
  private final double[] sizes;
  private final double constant;
  private final double sizeOfConstant;
  private final double passes;
  private final double lost;
  private final double leastNormal;
  private final double most;
  private final double folds;

  /** Where the units begin if they lie together, else -1. */
  private final int first;

  /**
   * @param leastNormal of the type in which the sum is computed
   * @param most the greatest number of that type
   */
  Affine(Form form, double leastNormal, double most) {
    this.units = form.units();
    this.weights = form.coefficients();
    this.sizes = form.sizes();
    this.constant = form.constant();
    this.sizeOfConstant = form.sizeOfConstant();
    this.passes = form.passes() / (1 - Math.min(0.5, form.passes()));
    this.lost = form.lost();
    this.leastNormal = form.isExact() ? 0 : leastNormal;
    this.most = most;
    this.folds = form.folds() + units.length + 16.0;
    int n = units.length;
    this.first = n > 0 && units[n - 1] - units[0] == n - 1 ? units[0] : -1;
  }

  @Override
  void pull(double[] values, double[] slopes, double by) {
    for (int k = 0; k < weights.length; k++) {
      slopes[units[k]] += by * weights[k];
    }
  }

  @Override
  int[] arguments() {
    return units;
  }

  @Override
  boolean isBent() {
    return false;
  }

  @Override
  double value(double[] values) {
    double sum = constant;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * values[units[k]];
    }
    return sum;
  }

  @Override
  void enclose(Bounds bounds, int place) {
    double[] low = bounds.low;
    double[] high = bounds.high;
    double least = constant;
    double greatest = constant;
    double size = sizeOfConstant;
    double inputs = 0;
    for (int k = 0; k < weights.length; k++) {
      int q = units[k];
      double w = weights[k];
      double l = low[q];
      double h = high[q];
      least += w * (w > 0 ? l : h);
      greatest += w * (w > 0 ? h : l);
      size += sizes[k] * Math.max(-l, h);
      inputs += sizes[k];
    }
    double error = size * (folds + bounds.network.fan()) * DOUBLE;
    if (bounds.rounds) {
      error += size * passes + lost + leastNormal * inputs;
      bounds.sound &= size + error <= most;
    }
    error *= 1 + 0x1p-20;
    bounds.error[place] = error;
    bounds.set(place, least - error, greatest + error);
  }

  @Override
  void substitute(Row row, int place, double by) {
    row.add(by * constant, by * row.bounds.error[place]);
    double[] a = row.coefficients;
    double[] w = weights;
    if (first >= 0) {
      int at = first;
      for (int k = 0; k < w.length; k++) {
        a[at + k] += by * w[k];
      }
    } else {
      for (int k = 0; k < w.length; k++) {
        a[units[k]] += by * w[k];
      }
    }
  }
}
