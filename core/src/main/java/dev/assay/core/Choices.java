package dev.assay.core;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The only source of randomness: a sequence of choices that one seed determines.
 *
 * <p>The same version and the same seed make the same choices. {@link #fork} gives an independent
 * sequence, so that a part may draw more or less without moving the rest.
 */
public final class Choices {
  private final long seed;
  private final SplittableRandom random;

  private Choices(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  public static Choices of(long seed) {
    return new Choices(seed);
  }

  /** The seed that this sequence began with. */
  public long seed() {
    return seed;
  }

  /** An independent sequence for the part with a number. */
  public Choices fork(long part) {
    long mixed = (seed ^ part * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return new Choices(mixed ^ mixed >>> 31);
  }

  /** A number from least to most, both included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** A number from least to most, both included; most must be below the greatest long. */
  public long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  public boolean flag() {
    return random.nextBoolean();
  }

  /** True with a probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** One of a list that is not empty. */
  public <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The index of one weight, drawn in proportion to the weights. */
  public int weighted(double... weights) {
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    double at = random.nextDouble() * total;
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
    return random.nextDouble();
  }

  /** A standard normal number, by the polar method of Marsaglia. */
  public double normal() {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
