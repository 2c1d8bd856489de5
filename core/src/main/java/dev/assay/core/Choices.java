package dev.assay.core;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The only source of randomness: a sequence of choices that one seed determines.
 *
 * <p>The same version and the same seed make the same choices. {@link #fork} gives an independent
 * sequence, so that a part may draw more or less without moving the rest.
 *
 * <p>Choices may be {@linkplain #recorded recorded}, and made again from a {@link Recording} that
 * was edited in between. Each counts as a number there, and the simplest one as 0: no, the first of
 * a list, the integer nearest to zero, the smallest real number.
 */
public final class Choices {
  private static final double UNITS = 0x1p53;

  /** No normal number of 53 random bits is farther from zero. */
  private static final double FARTHEST = 16;

  private final long seed;
  private final SplittableRandom random;
  private final @Nullable Recorder recorder;

  /** A normal number that is drawn and not given yet; 0 where there is none. */
  private double second;

  private Choices(long seed, @Nullable Recorder recorder) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.recorder = recorder;
  }

  public static Choices of(long seed) {
    return new Choices(seed, null);
  }

  /** The same choices, which are recorded as they are made. */
  public static Choices recorded(long seed) {
    return new Choices(seed, new Recorder(null));
  }

  /** The choices of a recording; recorded again, as far as they are asked for. */
  public static Choices replaying(Recording recording) {
    return new Choices(0, new Recorder(recording));
  }

  /**
   * What has been chosen so far, here and in all forks.
   *
   * @throws IllegalStateException if these choices are not recorded
   */
  public Recording recording() {
    if (recorder == null) {
      throw new IllegalStateException("these choices are not recorded");
    }
    return recorder.recording();
  }

  /**
   * Whether a loop goes on: always, and without any chance, but where a recording that was edited
   * ends it.
   */
  public boolean more() {
    return recorder == null || noted(recorder, 0, 1, () -> 1) == 1;
  }

  /** The seed that this sequence began with. */
  public long seed() {
    return seed;
  }

  /** An independent sequence for the part with a number. */
  public Choices fork(long part) {
    long mixed = (seed ^ part * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return new Choices(mixed ^ mixed >>> 31, recorder == null ? null : recorder.fork());
  }

  /** A number from least to most, both included. */
  public int between(int least, int most) {
    return recorder == null
        ? random.nextInt(least, most + 1)
        : (int) noted(recorder, least, most, () -> random.nextInt(least, most + 1));
  }

  /** A number from least to most, both included; most must be below the greatest long. */
  public long between(long least, long most) {
    return recorder == null
        ? random.nextLong(least, most + 1)
        : noted(recorder, least, most, () -> random.nextLong(least, most + 1));
  }

  public boolean flag() {
    return recorder == null
        ? random.nextBoolean()
        : noted(recorder, 0, 1, () -> random.nextBoolean() ? 1 : 0) == 1;
  }

  /** True with a probability. */
  public boolean chance(double probability) {
    if (recorder == null) {
      return random.nextDouble() < probability;
    }
    long least = probability >= 1 ? 1 : 0;
    long most = probability > 0 ? 1 : 0;
    return noted(recorder, least, most, () -> random.nextDouble() < probability ? 1 : 0) == 1;
  }

  /** One of a list that is not empty. */
  public <T> T of(List<T> list) {
    return list.get(
        recorder == null
            ? random.nextInt(list.size())
            : (int) noted(recorder, 0, list.size() - 1, () -> random.nextInt(list.size())));
  }

  /** The index of one weight, drawn in proportion to the weights. */
  public int weighted(double... weights) {
    if (recorder == null) {
      return indexOf(random.nextDouble(), weights);
    }
    int k =
        (int) noted(recorder, 0, weights.length - 1, () -> indexOf(random.nextDouble(), weights));
    for (int n = 0; n < weights.length && weights[k] <= 0; n++) {
      k = (k + 1) % weights.length;
    }
    return k;
  }

  private static int indexOf(double unit, double... weights) {
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    double at = unit * total;
    for (int k = 0; k < weights.length; k++) {
      at -= weights[k];
      if (at < 0) {
        return k;
      }
    }
    return weights.length - 1;
  }

  /** A number from 0 up to and without 1. */
  public double unit() {
    return recorder == null
        ? random.nextDouble()
        : noted(recorder, 0, (long) UNITS - 1, () -> (long) (random.nextDouble() * UNITS)) / UNITS;
  }

  /** A standard normal number. */
  public double normal() {
    return recorder == null ? polar() : notedReal(recorder, this::polar);
  }

  /** By the method of Marsaglia, which gives two at a time. */
  private double polar() {
    if (second != 0) {
      double x = second;
      second = 0;
      return x;
    }
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        second = y * scale;
        return x * scale;
      }
    }
  }

  // ---- choices as numbers

  private static long noted(Recorder recorder, long least, long most, LongSupplier draw) {
    long code =
        recorder.hasScript()
            ? recorder.next(code(least, most, farthest(least, most)))
            : code(least, most, draw.getAsLong());
    recorder.note(code);
    return value(least, most, code);
  }

  /** Magnitude and sign apart, so that smaller codes are smaller numbers. */
  private static double notedReal(Recorder recorder, DoubleSupplier draw) {
    long bits = 0;
    boolean negative = false;
    if (!recorder.hasScript()) {
      double x = draw.getAsDouble();
      bits = Double.doubleToLongBits(Math.abs(x));
      negative = x < 0;
    }
    long magnitude = bits;
    long sign = negative ? 1 : 0;
    double size =
        Double.longBitsToDouble(
            noted(recorder, 0, Double.doubleToLongBits(FARTHEST), () -> magnitude));
    return noted(recorder, 0, 1, () -> sign) == 1 ? -size : size;
  }

  private static long farthest(long least, long most) {
    return most > -least ? most : least;
  }

  /** The place of a number when those between two are told from zero outwards. */
  private static long code(long least, long most, long value) {
    if (least >= 0) {
      return value - least;
    }
    if (most <= 0) {
      return most - value;
    }
    long both = Math.min(-least, most);
    long size = Math.abs(value);
    return size > both ? size + both : value > 0 ? 2 * size - 1 : 2 * size;
  }

  private static long value(long least, long most, long code) {
    if (least >= 0) {
      return least + code;
    }
    if (most <= 0) {
      return most - code;
    }
    long both = Math.min(-least, most);
    if (code > 2 * both) {
      return most > both ? code - both : both - code;
    }
    return code % 2 == 1 ? (code + 1) / 2 : -code / 2;
  }
}
