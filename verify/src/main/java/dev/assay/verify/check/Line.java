package dev.assay.verify.check;

import java.util.Arrays;

/**
 * A weighted sum of units while it is taken back to the inputs: each unit in turn gives way to what
 * it is made of, a rectifier that may go either way to a line below or above it.
 *
 * <p>Weights add up to at most 1. All numbers are rounded so that the result is never too great.
 */
final class Line {
  private static final long USUAL = -1;

  private final long[] weights;
  private final long[] slopes;

  Line(Units units) {
    this.weights = new long[units.size()];
    this.slopes = new long[units.size()];
    Arrays.fill(slopes, USUAL);
  }

  /** Adds a unit. */
  void add(int unit, long weight) {
    weights[unit] += weight;
  }

  /** Sets the slope of the line below a rectifier, from 0 to 1. */
  void slope(int rectifier, long slope) {
    slopes[rectifier] = slope;
  }

  /** The least that a multiple of one unit can be, by the usual slopes. */
  long least(Ranges ranges, int unit, long weight) {
    weights[unit] = weight;
    return least(ranges, unit);
  }

  /** The least that the sum of what was added can be; it is 0 afterwards. */
  long least(Ranges ranges, int last) {
    Units units = ranges.units;
    long least = last == 0 ? 0 : -ranges.cut[last - 1];
    for (int place = last; place >= 0; place--) {
      long by = weights[place];
      if (by == 0) {
        continue;
      }
      weights[place] = 0;
      Unit unit = units.get(place);
      if (unit instanceof Unit.Sum s) {
        least += Grid.down(by, by > 0 ? s.low() : s.high());
        least -= Grid.up(Math.abs(by), ranges.error[place]);
        int[] of = s.of();
        long[] w = s.weights();
        for (int k = 0; k < of.length; k++) {
          weights[of[k]] += Grid.down(by, w[k]);
        }
      } else if (unit instanceof Unit.Rectifier r) {
        least += bent(ranges, r.of(), place, by);
      } else {
        least += Grid.down(by, by > 0 ? ranges.low[place] : ranges.high[place]);
      }
    }
    return least;
  }

  private long bent(Ranges ranges, int of, int place, long by) {
    if (ranges.low[of] >= 0) {
      weights[of] += by;
    } else if (ranges.high[of] > 0 && by > 0) {
      long slope = slopes[place] == USUAL ? ranges.below[place] : slopes[place];
      weights[of] += Grid.down(by, slope);
    } else if (ranges.high[of] > 0) {
      weights[of] += Grid.down(by, ranges.steep[place]);
      return Grid.down(by, ranges.above[place]);
    }
    return 0;
  }

  /** Back to the usual slopes. */
  void reset() {
    Arrays.fill(slopes, USUAL);
  }
}
