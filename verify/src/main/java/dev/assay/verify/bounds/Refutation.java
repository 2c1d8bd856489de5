package dev.assay.verify.bounds;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The search for multipliers that prove that some units are not all at most 0 where bounds hold: a
 * convex combination of them, the lines below rectifiers, and a price for each phase that is
 * required (Wang et al., Beta-CROWN, 2021). Any choice is sound; gradient ascent makes it good.
 */
public final class Refutation {
  private static final double FIRST_STEP = 0.3;
  private static final double DECAY = 0.95;

  /** Slopes are multiples of one part in so many, as certificates have them. */
  private static final double SLOPES = 65536;

  private static final double[] NO_NUMBERS = {};

  private final Bounds bounds;
  private final Network network;
  private final Slopes slopes;
  private final double[] atInputs;
  private final double[] values;
  private Evidence evidence = Evidence.NONE;
  private Multipliers best = Multipliers.NONE;

  public Refutation(Bounds bounds) {
    this.bounds = bounds;
    this.network = bounds.network;
    this.slopes = new Slopes(network.size());
    this.atInputs = new double[network.dimension()];
    this.values = new double[network.size()];
  }

  /**
   * The multipliers of one bound.
   *
   * @param below the slopes below the rectifiers, by number; none for the usual ones
   * @param weights of the units
   * @param prices of the phases
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Multipliers(double[] below, double[] weights, double[] prices) {
    private static final Multipliers NONE = new Multipliers(NO_NUMBERS, NO_NUMBERS, NO_NUMBERS);

    /** What is chosen where nothing is known: all weight on one of some units. */
    static Multipliers of(int units, int first) {
      double[] weights = new double[units];
      weights[first] = 1;
      return new Multipliers(NO_NUMBERS, weights, NO_NUMBERS);
    }

    /** The same, on the first. */
    public static Multipliers of(int units) {
      return of(units, 0);
    }
  }

  /** The multipliers of the last best bound. */
  public Multipliers multipliers() {
    return best;
  }

  /** The coefficients of the inputs in the last bound. */
  public double[] atInputs() {
    return atInputs;
  }

  /** The multipliers of the last best bound, where that was positive. */
  public Evidence evidence() {
    return evidence;
  }

  /** How much of the last bound hangs on a rectifier that may go either way. */
  public double gap(int relu) {
    Relu unit = (Relu) network.unit(relu);
    double l = bounds.low[unit.of()];
    double h = bounds.high[unit.of()];
    return l < 0 && h > 0 ? Math.abs(slopes.met(relu)) * -l * h / (h - l) : 0;
  }

  /** The best bound of one unit alone: positive where it proves that some unit is positive. */
  public double alone(int unit) {
    if (bounds.isEmpty() || !bounds.sound) {
      return bounds.isEmpty() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    reset(Multipliers.NONE.below);
    slopes.begin();
    bounds.row().coefficients[unit] = 1;
    return bounds.row().least(unit, slopes, atInputs);
  }

  private void reset(double[] below) {
    int[] rectifiers = network.rectifiers();
    for (int k = 0; k < rectifiers.length; k++) {
      int of = ((Relu) network.unit(rectifiers[k])).of();
      slopes.set(rectifiers[k], k < below.length ? below[k] : usual(of));
    }
  }

  private double usual(int of) {
    return bounds.high[of] > -bounds.low[of] ? 1 : 0;
  }

  /**
   * The best bound within some steps; stops as soon as it is positive.
   *
   * @param units of which not all may be at most 0
   * @param phases that are required
   * @param first the unit that all weight is on at first
   */
  public double best(int[] units, List<Phase> phases, int first, int steps) {
    return best(units, phases, Multipliers.of(units.length, first), steps);
  }

  /**
   * The same from multipliers that were good for a larger part.
   *
   * @param start of the same units, and of the first of the phases
   */
  public double best(int[] units, List<Phase> phases, Multipliers start, int steps) {
    evidence = Evidence.NONE;
    best = start;
    if (bounds.isEmpty() || !bounds.sound) {
      return bounds.isEmpty() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    reset(start.below);
    Multipliers m =
        new Multipliers(
            start.below, start.weights.clone(), Arrays.copyOf(start.prices, phases.size()));
    double greatest = Double.NEGATIVE_INFINITY;
    double step = FIRST_STEP;
    for (int k = 0; k < steps; k++) {
      double bound = bound(units, phases, m);
      if (bound > 0) {
        evidence = evidence(phases, m);
        return bound;
      }
      if (bound > greatest) {
        greatest = bound;
        best = new Multipliers(below(), m.weights.clone(), m.prices.clone());
      }
      relax();
      ascend(units, phases, m, step);
      step *= DECAY;
    }
    return greatest;
  }

  private double[] below() {
    return IntStream.of(network.rectifiers()).mapToDouble(slopes::below).toArray();
  }

  /**
   * The bound with the last best multipliers where a rectifier is on, or off, besides.
   *
   * @param units as the last bound had them
   * @param phases likewise
   */
  public double tried(int[] units, List<Phase> phases, Phase more) {
    int unit = more.unit();
    double low = bounds.low[unit];
    double high = bounds.high[unit];
    bounds.low[unit] = more.isOn() ? 0 : low;
    bounds.high[unit] = more.isOn() ? high : 0;
    reset(best.below);
    double bound = bound(units, phases, best);
    bounds.low[unit] = low;
    bounds.high[unit] = high;
    return bound;
  }

  private Evidence evidence(List<Phase> phases, Multipliers m) {
    int[] rectifiers = network.rectifiers();
    int[] changed =
        IntStream.range(0, rectifiers.length).filter(k -> isUnusual(rectifiers[k])).toArray();
    int[] steps =
        IntStream.of(changed).map(k -> (int) (slopes.below(rectifiers[k]) * SLOPES)).toArray();
    double sum = Arrays.stream(m.weights).sum();
    double[] weights = Arrays.stream(m.weights).map(w -> w / sum).toArray();
    return new Evidence(weights, phases, m.prices.clone(), changed, steps);
  }

  /** Whether a rectifier may go either way and has another line below it than the usual one. */
  private boolean isUnusual(int place) {
    int of = ((Relu) network.unit(place)).of();
    boolean isOpen = bounds.low[of] < 0 && bounds.high[of] > 0;
    return isOpen && slopes.met(place) > 0 && slopes.below(place) != usual(of);
  }

  private double bound(int[] units, List<Phase> phases, Multipliers m) {
    Row row = bounds.row();
    int last = 0;
    double sum = Arrays.stream(m.weights).sum();
    for (int k = 0; k < units.length; k++) {
      row.coefficients[units[k]] += m.weights[k] / sum;
      last = Math.max(last, units[k]);
    }
    for (int k = 0; k < m.prices.length; k++) {
      Phase p = phases.get(k);
      row.coefficients[p.unit()] += p.isOn() ? -m.prices[k] : m.prices[k];
    }
    slopes.begin();
    return row.least(last, slopes, atInputs);
  }

  /** The values of all units where the last bound is met, each bent one on its line. */
  private void relax() {
    for (int k = 0; k < network.dimension(); k++) {
      values[k] = atInputs[k] > 0 ? bounds.low[k] : bounds.high[k];
    }
    for (int place = network.dimension(); place < values.length; place++) {
      Unit unit = network.unit(place);
      values[place] = unit instanceof Relu relu ? onLine(relu, place) : unit.value(values);
    }
  }

  private double onLine(Relu relu, int place) {
    double l = bounds.low[relu.of()];
    double h = bounds.high[relu.of()];
    double z = values[relu.of()];
    if (l >= 0 || h <= 0) {
      return l >= 0 ? z : 0;
    }
    double by = slopes.met(place);
    return by > 0 ? slopes.below(place) * z : by < 0 ? h / (h - l) * (z - l) : Math.max(0, z);
  }

  private void ascend(int[] units, List<Phase> phases, Multipliers m, double step) {
    for (int place : network.rectifiers()) {
      if (slopes.met(place) > 0) {
        Relu relu = (Relu) network.unit(place);
        double z = values[relu.of()];
        double width = Math.max(bounds.high[relu.of()], -bounds.low[relu.of()]);
        double to = slopes.below(place) + step * 2 * z / width;
        slopes.set(place, Math.rint(SLOPES * Math.max(0, Math.min(1, to))) / SLOPES);
      }
    }
    double scale = 0;
    for (int unit : units) {
      scale = Math.max(scale, Math.abs(values[unit]));
    }
    for (int k = 0; k < units.length && units.length > 1; k++) {
      double to = m.weights[k] + step * values[units[k]] / Math.max(scale, Double.MIN_NORMAL);
      m.weights[k] = Math.max(0, to);
    }
    if (Arrays.stream(m.weights).sum() <= 0) {
      Arrays.fill(m.weights, 1);
    }
    for (int k = 0; k < m.prices.length; k++) {
      Phase p = phases.get(k);
      double z = p.isOn() ? values[p.unit()] : -values[p.unit()];
      double width = Math.max(bounds.high[p.unit()], -bounds.low[p.unit()]);
      double to =
          m.prices[k] - step * z / Math.max(width, Double.MIN_NORMAL) * priceScale(units, p);
      m.prices[k] = Math.max(0, to);
    }
  }

  /** What a price is in: how much the units may move, for how much the phase's argument may. */
  private double priceScale(int[] units, Phase p) {
    double most = 0;
    for (int unit : units) {
      most = Math.max(most, bounds.high[unit] - bounds.low[unit]);
    }
    double width = Math.max(bounds.high[p.unit()], -bounds.low[p.unit()]);
    return 0.1 * most / Math.max(width, Double.MIN_NORMAL);
  }
}
