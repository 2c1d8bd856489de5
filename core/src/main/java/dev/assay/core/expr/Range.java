package dev.assay.core.expr;

import org.jspecify.annotations.Nullable;

/** The integers from low to high, both included. */
public record Range(long low, long high) {

  /** Beyond every size and index that a model can have; ranges end there. */
  public static final long FAR = 1L << 40;

  /** Every integer that matters. */
  public static final Range ALL = new Range(-FAR, FAR);

  public static Range of(long low, long high) {
    return new Range(low, high);
  }

  /** From low up. */
  public static Range from(long low) {
    return new Range(low, FAR);
  }

  public static Range at(long value) {
    return new Range(value, value);
  }

  public boolean holds(long value) {
    return low <= value && value <= high;
  }

  public boolean isPoint() {
    return low == high;
  }

  /** The value moved into {@link #ALL}. */
  public static long clip(long value) {
    return Math.max(-FAR, Math.min(FAR, value));
  }

  /** Said here: what a record has of its own takes the time of reflection. */
  @Override
  public boolean equals(@Nullable Object o) {
    return this == o || o instanceof Range r && r.low == low && r.high == high;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(low) + Long.hashCode(high);
  }

  @Override
  public String toString() {
    return (low <= -FAR ? "..." : "" + low) + " to " + (high >= FAR ? "..." : "" + high);
  }
}
