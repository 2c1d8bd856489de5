package dev.assay.verify.bounds;

/** An earlier unit where that is positive, else 0. */
final class Relu extends Unit {
  /** A slope that stands in for none, so that a search finds its way. */
  private static final double LEAK = 0.01;

  private final int of;

  Relu(int of) {
    this.of = of;
  }

  int of() {
    return of;
  }

  @Override
  void pull(double[] units, double[] slopes, double by) {
    slopes[of] += units[of] > 0 ? by : by * LEAK;
  }

  @Override
  int[] arguments() {
    return new int[] {of};
  }

  @Override
  double value(double[] units) {
    return Math.max(0, units[of]);
  }

  @Override
  void enclose(Bounds bounds, int place) {
    bounds.set(place, Math.max(0, bounds.low[of]), Math.max(0, bounds.high[of]));
  }

  @Override
  void substitute(Row row, int place, double by) {
    double l = row.bounds.low[of];
    double h = row.bounds.high[of];
    if (l >= 0) {
      row.coefficients[of] += by;
    } else if (h > 0) {
      row.meet(place, by);
      if (by > 0) {
        double slope = row.slope(place, l, h);
        if (slope != 0) {
          row.add(of, by * slope);
        }
      } else {
        double slope = h / (h - l);
        double above = Math.max(-slope * l, h * (1 - slope));
        row.add(of, by * slope);
        row.add(by * above, by * above * 0x1p-50);
      }
    }
  }
}
