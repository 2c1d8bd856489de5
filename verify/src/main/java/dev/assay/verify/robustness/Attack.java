package dev.assay.verify.robustness;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.branch.Region;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Looks for a witness of one case: from the centre and from random points along the gradient to the
 * corners of the box, in steps that become shorter (FGSM and PGD; Madry et al. 2018).
 *
 * <p>It goes by plain doubles; whether what it finds is a witness, others say.
 */
final class Attack {
  private static final int STEPS = 40;

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
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && least > 0; step++) {
      double[] values = network.values(x);
      int worst = worst(rows, values);
      if (values[worst] < least) {
        least = values[worst];
        best = x;
      }
      double[] slopes = network.gradient(values, worst);
      double reach = step == 0 ? 1 : 0.5 * Math.pow(0.9, step);
      double[] next = new double[x.length];
      for (int k = 0; k < x.length; k++) {
        double to = x[k] - reach * (high[k] - low[k]) * Math.signum(slopes[k]);
        next[k] = Math.min(high[k], Math.max(low[k], to));
      }
      x = next;
    }
    return mayComeTrue(rows, best) && trials.isWitness(best, least <= 0);
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
