package dev.assay.generator.infer;

import org.jspecify.annotations.Nullable;

/**
 * How much searches may still do, counted in looks at an example: so they come equally far with the
 * same seed, on any machine.
 */
final class Work {
  private final @Nullable Work whole;
  private long left;

  private Work(@Nullable Work whole, long left) {
    this.whole = whole;
    this.left = left;
  }

  static Work of(long looks) {
    return new Work(null, looks);
  }

  /** So much of it for one search, where that is left; what it does not need stays. */
  Work upTo(long looks) {
    return new Work(this, Math.min(looks, left));
  }

  /** A part of what is left, for one search; what it does not need stays. */
  Work part(double share) {
    return new Work(this, (long) (left * share));
  }

  void spend(long looks) {
    left -= looks;
    if (whole != null) {
      whole.spend(looks);
    }
  }

  boolean isSpent() {
    return left <= 0 || whole != null && whole.isSpent();
  }
}
