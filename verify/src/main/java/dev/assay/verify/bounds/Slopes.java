package dev.assay.verify.bounds;

import java.util.Arrays;

/** The lines below the rectifiers that may go either way, each between 0 and 1 in slope. */
final class Slopes {
  private final double[] below;
  private final double[] met;

  Slopes(int units) {
    this.below = new double[units];
    this.met = new double[units];
  }

  double below(int place) {
    return below[place];
  }

  void set(int place, double slope) {
    below[place] = slope;
  }

  void begin() {
    Arrays.fill(met, 0);
  }

  void meet(int place, double by) {
    met[place] = by;
  }

  /** How often the last expression had a rectifier. */
  double met(int place) {
    return met[place];
  }
}
