package dev.assay.verify.check;

import java.util.Arrays;

/**
 * A weighted sum of units while it is taken back to the inputs: each unit in turn gives way to what
 * it is made of, a rectifier that may go either way to a line below or above it.
 *
 * <p>Weights add up to at most 1; as they become smaller on the way, all are multiplied by a power
 * of two. All numbers are rounded so that the result is never too great.
 */
final class Line {
  private static final long USUAL = -1;

  /** After so many units weights are looked at again. */
  private static final int STRIDE = 64;

  /** The most powers of two by which they are multiplied in all. */
  private static final int MOST_SHIFT = 60;

  /** So many bits less leave room for a sum of weights. */
  private static final int COARSE = 24;

  private final long[] weights;
  private final long[] slopes;

  /** The input along which the last line varies most. */
  private int decisive;

  /** By how much it does, and the powers of two by which that is multiplied. */
  private long influence;

  private int scale;

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
    long total = 0;
    long least = 0;
    int shift = 0;
    influence = -1;
    scale = 0;
    for (int place = last; place >= 0; place--) {
      if (place % STRIDE == 0) {
        int more = Math.min(room(place), MOST_SHIFT - shift);
        if (more > 0) {
          total += least >> shift;
          least = 0;
          shift += more;
          enlarge(place, more);
        }
      }
      long by = weights[place];
      if (by == 0) {
        continue;
      }
      weights[place] = 0;
      Unit unit = units.get(place);
      if (unit instanceof Unit.Sum s) {
        least += Grid.down(by, by > 0 ? s.low() : s.high());
        least -= Grid.up(Math.abs(by), ranges.error[place]) + ranges.cut[place];
        int[] of = s.of();
        long[] w = s.weights();
        for (int k = 0; k < of.length; k++) {
          weights[of[k]] += Grid.down(by, w[k]);
        }
      } else if (unit instanceof Unit.Rectifier r) {
        least += bent(ranges, r.of(), place, by);
      } else {
        least += Grid.down(by, by > 0 ? ranges.low[place] : ranges.high[place]);
        weigh(place, Math.abs(by), ranges, shift);
      }
    }
    return total + (least >> shift);
  }

  /** Looks whether the line varies more along an input than along those before. */
  private void weigh(int input, long by, Ranges ranges, int shift) {
    long width = Grid.up(by, (ranges.high[input] >> 1) - (ranges.low[input] >> 1));
    if (width >> shift - scale > influence) {
      decisive = input;
      influence = width;
      scale = shift;
    }
  }

  /** The input along which the last line varies most over its part. */
  int decisive() {
    return decisive;
  }

  /** By how many powers of two the weights can grow so that they still add up to at most 1. */
  private int room(int last) {
    long sum = 0;
    for (int k = 0; k <= last; k++) {
      sum += (Math.abs(weights[k]) >>> COARSE) + 1;
    }
    int spare = Long.numberOfLeadingZeros(sum) - (Long.SIZE - 1 - Grid.BITS + COARSE) - 1;
    return Math.max(0, spare);
  }

  private void enlarge(int last, int by) {
    for (int k = 0; k <= last; k++) {
      weights[k] <<= by;
    }
  }

  private long bent(Ranges ranges, int of, int place, long by) {
    if (ranges.low[of] >= 0) {
      weights[of] += by;
    } else if (ranges.high[of] > 0 && by > 0) {
      long slope = slopes[place] == USUAL ? ranges.below[place] : slopes[place];
      weights[of] += Grid.down(by, slope);
      return -1;
    } else if (ranges.high[of] > 0) {
      weights[of] += Grid.down(by, ranges.steep[place]);
      return Grid.down(by, ranges.above[place]) - 1;
    }
    return 0;
  }

  /** Back to the usual slopes. */
  void reset() {
    Arrays.fill(slopes, USUAL);
  }
}
