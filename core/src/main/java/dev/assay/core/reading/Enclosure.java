package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a faithful implementation may give for one tensor: an interval for each element, and whether
 * NaN is possible besides. Texts are certain.
 *
 * <p>Where only NaN is possible the interval is empty: it runs from plus to minus infinity.
 */
public final class Enclosure {

  /** A width up to this part of the middle says enough of an element. */
  private static final double DECISIVE = 0.1;

  private final DType type;
  private final int[] shape;
  private final Lane lane;
  private final @Nullable Texts texts;

  private Enclosure(DType type, int[] shape, Lane lane, @Nullable Texts texts) {
    this.type = type;
    this.shape = shape;
    this.lane = lane;
    this.texts = texts;
  }

  /** What a reading holds, which must not change any more. */
  static Enclosure of(Array a, Texts texts) {
    return new Enclosure(a.lane().type, a.shape(), a.lane(), texts);
  }

  /** The elements of a tensor and nothing else. */
  public static Enclosure of(Tensor t) {
    Texts texts = new Texts();
    return of(NodeRun.array(t, new Enclosures(), texts), texts);
  }

  /** Everything that the type holds; any text. */
  public static Enclosure unknown(DType type, int... shape) {
    int n = Tensor.size(shape);
    Lane lane = Lane.ofIntervals(type, n);
    if (type.isFloat()) {
      Arrays.fill(lane.real, Double.NEGATIVE_INFINITY);
      Arrays.fill(lane.realHigh, Double.POSITIVE_INFINITY);
      Arrays.fill(lane.nan, true);
    } else if (type == DType.STRING) {
      Arrays.fill(lane.integerHigh, Long.MAX_VALUE);
    } else {
      Arrays.fill(lane.integer, type.low());
      Arrays.fill(lane.integerHigh, type.high());
    }
    return new Enclosure(type, shape, lane, null);
  }

  public DType type() {
    return type;
  }

  /** The sizes; not to be changed. */
  public int[] shape() {
    return shape;
  }

  public int size() {
    return Tensor.size(shape);
  }

  /** The least that element k may be, as a double; of integers the nearest one. */
  public double low(int k) {
    return type.isFloat() ? lane.real[k] : type.toDouble(lane.integer[k]);
  }

  /** The greatest that element k may be, as a double; of integers the nearest one. */
  public double high(int k) {
    return type.isFloat() ? lane.realHigh[k] : type.toDouble(lane.integerHigh[k]);
  }

  /** The least integer or truth value that element k may be, in the order of the type. */
  public long lowInteger(int k) {
    return lane.integer[k];
  }

  /** The greatest integer or truth value that element k may be, in the order of the type. */
  public long highInteger(int k) {
    return lane.integerHigh[k];
  }

  public boolean mayBeNan(int k) {
    return type.isFloat() && lane.nan[k];
  }

  /** Whether element k can be one thing only: a number (zero of either sign), or NaN. */
  public boolean isPoint(int k) {
    if (!type.isFloat()) {
      return lane.integer[k] == lane.integerHigh[k];
    }
    return lane.nan[k] ? lane.real[k] > lane.realHigh[k] : lane.real[k] == lane.realHigh[k];
  }

  /** How many elements are points. */
  public int points() {
    int points = 0;
    for (int k = 0; k < size(); k++) {
      points += isPoint(k) ? 1 : 0;
    }
    return points;
  }

  /** Whether every element is a point. */
  public boolean isPoint() {
    return points() == size();
  }

  /** Whether element k of a tensor of this type and shape lies inside. */
  public boolean holds(Tensor t, int k) {
    if (type == DType.STRING) {
      return texts == null || texts.lies(t.texts()[k], lane.integer[k], lane.integerHigh[k]);
    }
    if (!type.isFloat()) {
      long v = t.integers()[k];
      return type.compare(lane.integer[k], v) <= 0 && type.compare(v, lane.integerHigh[k]) <= 0;
    }
    double v = t.reals()[k];
    return Double.isNaN(v) ? lane.nan[k] : lane.real[k] <= v && v <= lane.realHigh[k];
  }

  /**
   * How far element k of a tensor lies from the middle, in radii: at most 1 inside, more outside.
   * Infinite outside of a point or of a range that has no middle, and for all but floats.
   */
  public double ratio(Tensor t, int k) {
    boolean inside = holds(t, k);
    if (!type.isFloat() || isPoint(k) || Double.isNaN(t.reals()[k])) {
      return inside ? 0 : Double.POSITIVE_INFINITY;
    }
    double middle = 0.5 * lane.real[k] + 0.5 * lane.realHigh[k];
    double radius = lane.realHigh[k] - middle;
    double ratio = Math.abs(t.reals()[k] - middle) / radius;
    if (inside) {
      return ratio <= 1 ? ratio : 0;
    }
    return ratio > 1 ? ratio : Double.POSITIVE_INFINITY;
  }

  /**
   * Whether element k is bounded tightly enough to tell right from wrong: a point, or finite and no
   * wider than a tenth of its middle (or than the least normal number, which may be flushed).
   */
  public boolean isDecisive(int k) {
    if (isPoint(k)) {
      return true;
    }
    if (mayBeNan(k) || type == DType.STRING) {
      return false;
    }
    double width = high(k) - low(k);
    double middle = Math.abs(0.5 * low(k) + 0.5 * high(k));
    double flushed = type.isFloat() ? Math.scalb(2.0, type.leastExponent()) : 0;
    return width < Double.POSITIVE_INFINITY && width <= Math.max(DECISIVE * middle, flushed);
  }

  /** Element k as a person reads it: {@code 0.5}, {@code [0.25, 0.5] or NaN}. */
  public String describe(int k) {
    if (type == DType.STRING) {
      return texts == null ? "any text" : texts.describe(lane.integer[k], lane.integerHigh[k]);
    }
    if (!type.isFloat()) {
      String low = text(lane.integer[k]);
      return isPoint(k) ? low : "[" + low + ", " + text(lane.integerHigh[k]) + "]";
    }
    if (lane.real[k] > lane.realHigh[k]) {
      return "NaN";
    }
    String numbers =
        lane.real[k] == lane.realHigh[k]
            ? "" + lane.real[k]
            : "[" + lane.real[k] + ", " + lane.realHigh[k] + "]";
    return lane.nan[k] ? numbers + " or NaN" : numbers;
  }

  private String text(long v) {
    return type == DType.UINT64 ? Long.toUnsignedString(v) : Long.toString(v);
  }
}
