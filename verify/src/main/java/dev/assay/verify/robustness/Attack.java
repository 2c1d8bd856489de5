package dev.assay.verify.robustness;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.branch.Region;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Looks for a witness of one case: from the centre and from random points along the gradient, which
 * keeps some of its way, to the corners of the box in steps that become shorter (PGD, Madry et al.
 * 2018; with momentum, Dong et al. 2018).
 *
 * <p>It goes by plain doubles; whether what it finds is a witness, others say.
 */
final class Attack {
  private static final int STEPS = 40;

  /** The part of the box that the first step crosses. */
  private static final double FIRST_REACH = 0.5;

  /** How much of the way of all steps before goes into the next. */
  private static final double MOMENTUM = 0.75;

  private final Network network;
  private final DType type;
  private final Bounds bounds;
  private final Trials trials;
  private final BooleanSupplier isOver;

  /**
   * @param type of the numbers that the model is given
   */
  Attack(Network network, DType type, Trials trials, BooleanSupplier isOver) {
    this.network = network;
    this.type = type;
    this.bounds = new Bounds(network, true);
    this.trials = trials;
    this.isOver = isOver;
  }

  /**
   * Tries a case from some starts; says whether one led to a witness.
   *
   * @param rows the units that are at most 0 where the case comes true
   */
  boolean succeeds(Region region, int[] rows, int starts, Choices choices) {
    for (int s = 0; s < starts && !isOver.getAsBoolean(); s++) {
      double[] x = new double[region.low().length];
      for (int k = 0; k < x.length; k++) {
        double part = s == 0 ? 0.5 : choices.unit();
        x[k] = region.low()[k] + part * (region.high()[k] - region.low()[k]);
      }
      if (descends(region, rows, x)) {
        return true;
      }
    }
    return false;
  }

  private boolean descends(Region region, int[] rows, double[] from) {
    double[] low = region.low();
    double[] high = region.high();
    double[] x = from;
    double[] best = x;
    double[] way = new double[x.length];
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && least > 0; step++) {
      double[] values = network.values(x);
      int worst = worst(rows, values);
      if (values[worst] < least) {
        least = values[worst];
        best = x;
      }
      turn(way, network.gradient(values, worst));
      double reach = FIRST_REACH * (STEPS - step) / STEPS;
      double[] next = new double[x.length];
      for (int k = 0; k < x.length; k++) {
        double to = x[k] - reach * (high[k] - low[k]) * Math.signum(way[k]);
        next[k] = Math.min(high[k], Math.max(low[k], to));
      }
      x = next;
    }
    return mayComeTrue(rows, best) && trials.isWitness(best, least <= 0);
  }

  /** Adds some slopes, the sum of whose sizes counts as 1, to the way so far. */
  private static void turn(double[] way, double[] slopes) {
    double size = Arrays.stream(slopes).map(Math::abs).sum();
    for (int k = 0; k < way.length; k++) {
      way[k] = MOMENTUM * way[k] + slopes[k] / Math.max(size, Double.MIN_NORMAL);
    }
  }

  /** Whether rounding may make a witness of a point, or of what it is itself rounded to. */
  private boolean mayComeTrue(int[] rows, double[] point) {
    bounds.enclose(
        Arrays.stream(point).map(x -> type.down(Math.nextDown(x))).toArray(),
        Arrays.stream(point).map(x -> type.up(Math.nextUp(x))).toArray());
    return Arrays.stream(rows).allMatch(row -> bounds.least(row) <= 0);
  }

  /** The unit that is furthest from being at most 0. */
  private static int worst(int[] rows, double[] values) {
    int worst = rows[0];
    for (int row : rows) {
      worst = values[row] > values[worst] ? row : worst;
    }
    return worst;
  }
}
