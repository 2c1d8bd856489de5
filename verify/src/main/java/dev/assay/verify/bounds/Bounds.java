package dev.assay.verify.bounds;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
  private boolean isEmpty;

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
    enclose(from, to, Optional.empty());
  }

  /**
   * The same.
   *
   * @param wider intervals over a box around this one, which hold here as well
   */
  public void enclose(double[] from, double[] to, Optional<Intervals> wider) {
    System.arraycopy(from, 0, low, 0, from.length);
    System.arraycopy(to, 0, high, 0, to.length);
    sound = true;
    isEmpty = false;
    for (int place = network.inputs(); encloses(place); place++) {
      if (wider.isPresent()) {
        meet(place, wider.get().low()[place], wider.get().high()[place]);
      }
      if (network.isWanted(place) && !network.isDirect(place)) {
        tighten(place);
      }
    }
  }

  /**
   * Encloses all units over the part of a box where some rectifiers are on and others are off.
   *
   * @param wider intervals over the box with all but the last of these phases
   */
  public void enclose(double[] from, double[] to, Intervals wider, List<Phase> phases) {
    System.arraycopy(from, 0, low, 0, from.length);
    System.arraycopy(to, 0, high, 0, to.length);
    sound = true;
    isEmpty = false;
    int[] signs = new int[network.size()];
    phases.forEach(p -> signs[p.unit()] = p.isOn() ? 1 : -1);
    for (int place = 0; place < network.inputs(); place++) {
      require(place, signs[place]);
    }
    int last = phases.isEmpty() ? 0 : phases.get(phases.size() - 1).unit();
    for (int place = network.inputs(); encloses(place); place++) {
      meet(place, wider.low()[place], wider.high()[place]);
      require(place, signs[place]);
      if (place > last && network.isWanted(place) && !network.isDirect(place)) {
        tighten(place);
      }
    }
  }

  /** Gives the next unit its interval; false where there is none, or nothing is proved of it. */
  private boolean encloses(int place) {
    if (place == network.size() || isEmpty) {
      return false;
    }
    network.unit(place).enclose(this, place);
    if (!sound) {
      Arrays.fill(low, place, low.length, Double.NEGATIVE_INFINITY);
      Arrays.fill(high, place, high.length, Double.POSITIVE_INFINITY);
    }
    return sound;
  }

  /** Leaves of a unit's interval what has a sign, if there is one. */
  private void require(int place, int sign) {
    if (sign != 0) {
      meet(place, sign > 0 ? 0 : Double.NEGATIVE_INFINITY, sign > 0 ? Double.POSITIVE_INFINITY : 0);
    }
  }

  /** The intervals as they are. */
  public Intervals intervals() {
    return new Intervals(low.clone(), high.clone());
  }

  /** Whether no input is there at all: phases of rectifiers contradict each other. */
  public boolean isEmpty() {
    return sound && isEmpty;
  }

  private void tighten(int place) {
    if (!isEmpty && (low[place] < 0 && high[place] > 0 || !network.isHinge(place))) {
      meet(place, row.least(place, 1), -row.least(place, -1));
    }
  }

  /** An interval that holds the unit as well. */
  private void meet(int place, double from, double to) {
    low[place] = Math.max(low[place], from);
    high[place] = Math.min(high[place], to);
    isEmpty |= low[place] > high[place];
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

  /** The least that a unit may be; minus infinity where nothing is proved. */
  public double least(int place) {
    return isEmpty()
        ? Double.POSITIVE_INFINITY
        : sound ? row.least(place, 1) : Double.NEGATIVE_INFINITY;
  }

  /** The greatest that a unit may be; infinity where nothing is proved. */
  public double greatest(int place) {
    return isEmpty()
        ? Double.NEGATIVE_INFINITY
        : sound ? -row.least(place, -1) : Double.POSITIVE_INFINITY;
  }

  /** The lower end of a unit's interval; minus infinity where nothing is proved. */
  public double low(int place) {
    return sound ? low[place] : Double.NEGATIVE_INFINITY;
  }

  /** The upper end of a unit's interval; infinity where nothing is proved. */
  public double high(int place) {
    return sound ? high[place] : Double.POSITIVE_INFINITY;
  }

  /** Whether anything is proved. */
  public boolean isSound() {
    return sound;
  }

  /**
   * At least the absolute value of each function and product of what moves, in their order, and the
   * constants of lines around it; no number where nothing is proved of it.
   */
  public double[] reaches() {
    return IntStream.of(network.curved())
        .mapToDouble(place -> network.unit(place).reach(this, place))
        .toArray();
  }

  Row row() {
    return row;
  }
}
