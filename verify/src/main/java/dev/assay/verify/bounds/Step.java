package dev.assay.verify.bounds;

/** 1 where an earlier unit is below 0 (or at most 0), else 0. */
final class Step extends Unit {
  private final int of;
  private final boolean strict;

  Step(int of, boolean strict) {
    this.of = of;
    this.strict = strict;
  }

  int of() {
    return of;
  }

  @Override
  void pull(double[] units, double[] slopes, double by) {}

  @Override
  int[] arguments() {
    return new int[] {of};
  }

  @Override
  double value(double[] units) {
    return holds(units[of]) ? 1 : 0;
  }

  private boolean holds(double x) {
    return strict ? x < 0 : x <= 0;
  }

  @Override
  void enclose(Bounds bounds, int place) {
    bounds.set(place, holds(bounds.high[of]) ? 1 : 0, holds(bounds.low[of]) ? 1 : 0);
  }

  @Override
  void substitute(Row row, int place, double by) {
    row.add(by * (by > 0 ? row.bounds.low[place] : row.bounds.high[place]), 0);
  }
}
