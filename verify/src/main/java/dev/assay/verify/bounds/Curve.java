package dev.assay.verify.bounds;

/**
 * A smooth function of an earlier unit. Between two lines: the chord and a parallel of the tangent
 * where it bends one way; where it bends both ways, two lines of its least slope through its ends.
 */
final class Curve extends Unit {
  /** Around what {@link Math} gives, and around slopes: far more than it errs by. */
  private static final double SLACK = 0x1p-45;

  private final Function function;
  private final int of;
  private final double relative;
  private final double absolute;
  private final double most;

  /**
   * @param relative how far an implementation may be from the function, as a part of it
   * @param absolute and besides
   * @param most the greatest number of the type in which it is computed
   */
  Curve(Function function, int of, double relative, double absolute, double most) {
    this.function = function;
    this.of = of;
    this.relative = relative;
    this.absolute = absolute;
    this.most = most;
  }

  @Override
  void pull(double[] units, double[] slopes, double by) {
    slopes[of] += by * function.slope(units[of]);
  }

  @Override
  int[] arguments() {
    return new int[] {of};
  }

  @Override
  double value(double[] units) {
    return function.at(units[of]);
  }

  @Override
  void enclose(Bounds bounds, int place) {
    double l = bounds.low[of];
    double h = bounds.high[of];
    if (!function.isDefined(l, h)) {
      bounds.sound = false;
      return;
    }
    double least = function.least(l, h);
    double greatest = function.greatest(l, h);
    bounds.error[place] = error(bounds, Math.max(Math.abs(least), Math.abs(greatest)));
    double error = bounds.error[place];
    bounds.set(place, Math.max(function.floor(), least) - error, greatest + error);
    bounds.sound &= !bounds.rounds || bounds.size(place) <= most;
  }

  private double error(Bounds bounds, double size) {
    double model = bounds.rounds ? relative * size + absolute : 0;
    return (model + size * SLACK + Double.MIN_NORMAL) * (1 + SLACK);
  }

  /** Lines touch it anywhere in its interval, or cross it at both ends. */
  @Override
  double reach(Bounds bounds, int place) {
    double reach = bounds.size(place);
    for (double x : new double[] {bounds.low[of], bounds.high[of]}) {
      double touching = Math.abs(function.at(x) - function.slope(x) * x);
      reach = Double.isFinite(touching) ? Math.max(reach, touching) : reach;
    }
    return reach;
  }

  @Override
  void substitute(Row row, int place, double by) {
    double l = row.bounds.low[of];
    double h = row.bounds.high[of];
    boolean below = by > 0;
    Function.Bend bend = function.bend(l, h);
    double slope;
    double constant;
    switch (bend) {
      case NONE -> {
        slope = 0;
        constant = below ? row.bounds.low[place] : row.bounds.high[place];
      }
      case UP, DOWN -> {
        if (below == (bend == Function.Bend.UP)) {
          double at = l / 2 + h / 2;
          slope = function.slope(at);
          constant = function.at(at) - slope * at;
        } else {
          slope = h > l ? (function.at(h) - function.at(l)) / (h - l) : 0;
          double first = function.at(l) - slope * l;
          double last = function.at(h) - slope * h;
          constant = below ? Math.min(first, last) : Math.max(first, last);
        }
      }
      case BOTH_WAYS -> {
        slope = function.leastSlope(l, h);
        double at = below ? l : h;
        constant = function.at(at) - slope * at;
      }
      default -> throw new IllegalStateException();
    }
    if (!(Math.abs(slope) < 0x1p60 && Math.abs(constant) < 0x1p900)) {
      slope = 0;
      constant = below ? row.bounds.low[place] : row.bounds.high[place];
    }
    double size = Math.max(Math.abs(l), Math.abs(h));
    double slack = (Math.abs(slope) * size + Math.abs(constant)) * SLACK;
    row.add(of, by * slope);
    row.add(by * constant, by * (slack + row.bounds.error[place]));
  }
}
