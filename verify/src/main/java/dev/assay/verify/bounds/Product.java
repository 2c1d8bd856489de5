package dev.assay.verify.bounds;

/** A product of two earlier units, between planes through its corners (McCormick 1976). */
final class Product extends Unit {
  private final int x;
  private final int y;
  private final double relative;
  private final double absolute;
  private final double most;

  /**
   * @param relative how far an implementation may be from the product, as a part of it
   * @param absolute and besides
   * @param most the greatest number of the type in which it is computed
   */
  Product(int x, int y, double relative, double absolute, double most) {
    this.x = x;
    this.y = y;
    this.relative = relative;
    this.absolute = absolute;
    this.most = most;
  }

  @Override
  void pull(double[] units, double[] slopes, double by) {
    slopes[x] += by * units[y];
    slopes[y] += by * units[x];
  }

  @Override
  int[] arguments() {
    return new int[] {x, y};
  }

  @Override
  double value(double[] units) {
    return units[x] * units[y];
  }

  @Override
  void enclose(Bounds bounds, int place) {
    double a = bounds.low[x] * bounds.low[y];
    double b = bounds.low[x] * bounds.high[y];
    double c = bounds.high[x] * bounds.low[y];
    double d = bounds.high[x] * bounds.high[y];
    double size = bounds.size(x) * bounds.size(y);
    double model = bounds.rounds ? relative * size + absolute : 0;
    double error = (model + size * 0x1p-50 + Double.MIN_NORMAL) * (1 + 0x1p-20);
    bounds.error[place] = error;
    bounds.set(
        place,
        Math.min(Math.min(a, b), Math.min(c, d)) - error,
        Math.max(Math.max(a, b), Math.max(c, d)) + error);
    bounds.sound &= !bounds.rounds || bounds.size(place) <= most;
  }

  /** From (x - p)(y - q) >= 0 at two corners of the box, and at the other two the reverse. */
  @Override
  void substitute(Row row, int place, double by) {
    Bounds bounds = row.bounds;
    double p = bounds.low[x];
    double q = bounds.low[y];
    if (by > 0) {
      boolean upper = bounds.high[x] + bounds.high[y] < -(p + q);
      p = upper ? p : bounds.high[x];
      q = upper ? q : bounds.high[y];
    } else {
      q = bounds.high[y];
    }
    row.add(x, by * q);
    row.add(y, by * p);
    double size = bounds.size(x) * bounds.size(y);
    row.add(-by * p * q, by * (size * 0x1p-48 + bounds.error[place]));
  }
}
