package dev.assay.verify.bounds;

/** One of two earlier units, by a third that is 1 or 0. */
final class Choice extends Unit {
  private final int truth;
  private final int yes;
  private final int no;

  Choice(int truth, int yes, int no) {
    this.truth = truth;
    this.yes = yes;
    this.no = no;
  }

  @Override
  void pull(double[] units, double[] slopes, double by) {
    slopes[units[truth] > 0.5 ? yes : no] += by;
  }

  @Override
  int[] arguments() {
    return new int[] {truth, yes, no};
  }

  @Override
  double value(double[] units) {
    return units[units[truth] > 0.5 ? yes : no];
  }

  @Override
  void enclose(Bounds bounds, int place) {
    boolean never = bounds.high[truth] < 1;
    boolean always = bounds.low[truth] > 0;
    double low = never ? bounds.low[no] : bounds.low[yes];
    double high = never ? bounds.high[no] : bounds.high[yes];
    if (!never && !always) {
      low = Math.min(low, bounds.low[no]);
      high = Math.max(high, bounds.high[no]);
    }
    bounds.set(place, low, high);
  }

  @Override
  void substitute(Row row, int place, double by) {
    if (row.bounds.high[truth] < 1) {
      row.add(no, by);
    } else if (row.bounds.low[truth] > 0) {
      row.add(yes, by);
    } else {
      row.add(by * (by > 0 ? row.bounds.low[place] : row.bounds.high[place]), 0);
    }
  }
}
