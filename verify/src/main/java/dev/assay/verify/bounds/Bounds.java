package dev.assay.verify.bounds;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bounds reading: intervals that hold every unit of a network for all inputs of a box.
 *
 * <p>They hold what the model computes over the reals; where it <em>rounds</em> they hold besides
 * what any implementation computes in the types of the model, in any order of each sum and with
 * fused multiply-adds or without, subnormal numbers flushed or not. Where a number may leave its
 * type, or a function its domain, nothing is proved: every bound is then infinite.
 *
 * <pre>{@code
 * Bounds bounds = new Bounds(network, true);
 * bounds.enclose(low, high);
 * boolean never = bounds.least(unit) > 0;
 * }</pre>
 */
public final class Bounds {
  final Network network;
  final boolean rounds;
  final double[] low;
  final double[] high;
  final double[] error;
  boolean sound;

  private final Row row;

  /**
   * @param rounds whether the model computes in its types, or else in real numbers
   */
  public Bounds(Network network, boolean rounds) {
    network.seal();
    this.network = network;
    this.rounds = rounds;
    this.low = new double[network.size()];
    this.high = new double[network.size()];
    this.error = new double[network.size()];
    this.row = new Row(this);
  }

  /** Encloses all units over a box of inputs. */
  public void enclose(double[] from, double[] to) {
    enclose(from, to, network.size());
  }

  /** The same for the units before a place. */
  public void enclose(double[] from, double[] to, int end) {
    System.arraycopy(from, 0, low, 0, from.length);
    System.arraycopy(to, 0, high, 0, to.length);
    sound = true;
    for (int place = network.inputs(); place < end && sound; place++) {
      network.unit(place).enclose(this, place);
      if (network.isWanted(place) && !network.isDirect(place)) {
        tighten(place);
      }
    }
  }

  private void tighten(int place) {
    if (low[place] < 0 && high[place] > 0 || !network.isHinge(place)) {
      double least = row.least(place, 1, null);
      double greatest = -row.least(place, -1, null);
      if (least <= greatest) {
        low[place] = Math.max(low[place], least);
        high[place] = Math.min(high[place], greatest);
      }
    }
  }

  void set(int place, double from, double to) {
    low[place] = from;
    high[place] = to;
    sound &= from >= -Double.MAX_VALUE && to <= Double.MAX_VALUE;
  }

  /** At least the absolute value of a unit. */
  double size(int place) {
    return Math.max(-low[place], high[place]);
  }

  /** The slope of the line below a bent unit whose argument runs from l to h, with l < 0 < h. */
  double slope(int place, double l, double h) {
    return h > -l ? 1 : 0;
  }

  /** The least that a unit may be; minus infinity where nothing is proved. */
  public double least(int place) {
    return least(place, null);
  }

  /**
   * The same.
   *
   * @param atInputs takes the coefficients of the inputs in the linear bound
   */
  public double least(int place, double @Nullable [] atInputs) {
    if (!sound) {
      if (atInputs != null) {
        Arrays.fill(atInputs, 0);
      }
      return Double.NEGATIVE_INFINITY;
    }
    return row.least(place, 1, atInputs);
  }

  /** The greatest that a unit may be; infinity where nothing is proved. */
  public double greatest(int place) {
    return sound ? -row.least(place, -1, null) : Double.POSITIVE_INFINITY;
  }
}
