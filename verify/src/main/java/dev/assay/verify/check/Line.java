package dev.assay.verify.check;

import java.util.Arrays;

/**
 * A weighted sum of units while it is taken back to the inputs: each unit in turn gives way to what
 * it is made of, a rectifier that may go either way to a line below or above it.
 *
 * <p>Weights add up to at most 1; as they become smaller on the way, all are multiplied by a power
 * of two, and divided by one where a function or a product makes them greater. All numbers are
 * rounded so that the result is never too great.
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

  /** What was taken off the line so far, with the weights as they were at first. */
  private long total;

  /** The same since they were last multiplied or divided. */
  private long least;

  /** The powers of two by which they are multiplied; less than 0 where they are divided. */
  private int shift;

  private int lowest;

  /** Whether the line was so far below 0 that no long holds it. */
  private boolean isLost;

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
    total = 0;
    least = 0;
    shift = 0;
    lowest = 0;
    isLost = false;
    influence = -1;
    scale = 0;
    for (int place = last; place >= 0; place--) {
      if (place % STRIDE == 0) {
        int more = Math.min(room(place), MOST_SHIFT - shift);
        if (more > 0) {
          settle();
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
      } else if (unit instanceof Unit.Curve c) {
        curved(ranges, c, place, by);
      } else if (unit instanceof Unit.Product p) {
        multiplied(ranges, p, place, by);
      } else {
        least += Grid.down(by, by > 0 ? ranges.low[place] : ranges.high[place]);
        weigh(place, Math.abs(by), ranges);
      }
    }
    settle();
    return isLost ? -Grid.ONE : total;
  }

  /** Adds what there is to the total, which is as the weights were at first. */
  private void settle() {
    if (shift >= 0) {
      total += least >> shift;
    } else if (shift > -Grid.BITS && Math.abs(least) >> Grid.BITS + shift == 0) {
      total += least << -shift;
    } else {
      isLost |= least != 0;
    }
    isLost |= total < -Grid.ONE;
    total = Math.max(-Grid.ONE, Math.min(total, Grid.ONE));
    least = 0;
  }

  /** What a function or a product adds to the constant may be as great as it is itself. */
  private void curved(Ranges ranges, Unit.Curve c, int place, long weight) {
    Envelope lines = ranges.envelope(place);
    Envelope.Slant line = weight > 0 ? lines.below() : lines.above();
    long by = withRoom(place, weight, line.lift());
    weights[c.of()] += Grid.down(by, line.slope(), line.lift());
    least += Grid.down(by, line.constant()) - 1;
    least -= Grid.up(Math.abs(by), ranges.error[place]);
    settle();
  }

  /** From (x - p) (y - q), which is at least 0 at two corners and at most 0 at the others. */
  private void multiplied(Ranges ranges, Unit.Product u, int place, long weight) {
    boolean isLow = weight < 0 || ranges.isNegative(u);
    long p = isLow ? ranges.low[u.x()] : ranges.high[u.x()];
    long q = isLow && weight > 0 ? ranges.low[u.y()] : ranges.high[u.y()];
    long by = withRoom(place, weight, Math.max(0, u.lift() + 1));
    long ofX = Grid.down(by, q, u.lift());
    weights[u.x()] += ofX;
    weights[u.y()] += Grid.down(by, p, u.lift());
    least += Grid.down(-ofX, p) - 3;
    least -= Grid.up(Math.abs(by), ranges.error[place]);
    settle();
  }

  /**
   * Makes room for a weight to grow by powers of two: divides all by as many, where they would not
   * add up to 1 any more; gives the weight as it is then.
   */
  private long withRoom(int place, long weight, int lift) {
    if (lift == 0) {
      return weight;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(weight)) + lift;
    int by = Math.max(0, bits - (Grid.BITS - 1));
    if (by == 0 && room(place) == 0) {
      by = 1;
    }
    if (by == 0) {
      return weight;
    }
    settle();
    int cut = 1;
    for (int k = 0; k < place; k++) {
      cut += weights[k] == 0 ? 0 : 1;
      weights[k] >>= Math.min(by, Long.SIZE - 1);
    }
    shift -= by;
    lowest = Math.min(lowest, shift);
    least -= cut;
    return weight >> Math.min(by, Long.SIZE - 1);
  }

  /** How many times more a rounding is worth than at first, as a power of two. */
  int coarseness() {
    return Math.min(-lowest, Long.SIZE - 1);
  }

  /** Looks whether the line varies more along an input than along those before. */
  private void weigh(int input, long by, Ranges ranges) {
    long width = Grid.up(by, (ranges.high[input] >> 1) - (ranges.low[input] >> 1));
    if (influence < 0 || width >> shift - scale > influence) {
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
