package dev.assay.verify.bounds;

import org.jspecify.annotations.Nullable;

/**
 * A linear expression over the units of a network that is at most a given one, while it is taken
 * back from late units to the inputs (Zhang et al., Efficient Neural Network Robustness
 * Certification with General Activation Functions, 2018).
 *
 * <p>The errors of the double arithmetic in it are added up as it goes.
 */
final class Row {
  private static final double DOUBLE = 0x1p-53;

  final Bounds bounds;
  final double[] coefficients;

  private double constant;
  private double sizeOfConstant;
  private double error;
  private long steps;
  private @Nullable Slopes slopes;

  Row(Bounds bounds) {
    this.bounds = bounds;
    this.coefficients = new double[bounds.network.size()];
  }

  /** Adds a constant, and something uncertain of at most a size. */
  void add(double number, double uncertain) {
    constant += number;
    sizeOfConstant += Math.abs(number);
    error += Math.abs(uncertain);
    steps++;
  }

  /** Adds a multiple of an earlier unit. */
  void add(int unit, double coefficient) {
    coefficients[unit] += coefficient;
    error += Math.abs(coefficient) * bounds.size(unit) * 0x1p-49;
  }

  /** The least that {@code sign} times a unit can be. */
  double least(int unit, double sign) {
    coefficients[unit] = sign;
    return least(unit, null, null);
  }

  /**
   * The least that the expression whose coefficients are set can be.
   *
   * @param last the last unit in it
   * @param slopes the slopes below rectifiers that may go either way; null for the usual ones
   * @param atInputs takes the coefficients of the inputs; null where nobody wants them
   */
  double least(int last, @Nullable Slopes slopes, double @Nullable [] atInputs) {
    constant = 0;
    sizeOfConstant = 0;
    error = 0;
    steps = 0;
    this.slopes = slopes;
    double[] a = coefficients;
    Network network = bounds.network;
    for (int place = last; place >= network.inputs(); place--) {
      double by = a[place];
      if (by != 0) {
        a[place] = 0;
        network.unit(place).substitute(this, place, by);
      }
    }
    return atBox(network.inputs(), atInputs);
  }

  /** The slope of the line below a rectifier whose argument runs from l to h, with l < 0 < h. */
  double slope(int place, double l, double h) {
    return slopes == null ? h > -l ? 1 : 0 : slopes.below(place);
  }

  /** Notes a rectifier that may go either way, and how often the expression has it. */
  void meet(int place, double by) {
    if (slopes != null) {
      slopes.meet(place, by);
    }
  }

  private double atBox(int inputs, double @Nullable [] atInputs) {
    double least = constant;
    double size = sizeOfConstant;
    for (int k = 0; k < inputs; k++) {
      double by = coefficients[k];
      double term = by * (by > 0 ? bounds.low[k] : bounds.high[k]);
      least += term;
      size += Math.abs(term);
      if (atInputs != null) {
        atInputs[k] = by;
      }
      coefficients[k] = 0;
    }
    error += size * (steps + inputs + 8) * DOUBLE;
    least -= error * (1 + 0x1p-20);
    return Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least;
  }
}
