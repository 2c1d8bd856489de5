package dev.assay.verify.bounds;

/**
 * One number that a network computes, from earlier ones.
 *
 * <p>Where a model computes with rounding, the unit is the number as it is computed, not as it
 * should be.
 */
abstract class Unit {

  /** The number on plain doubles: near the truth, without any claim. */
  abstract double value(double[] units);

  /** The interval of unit {@code place} in bounds that hold those of all earlier units. */
  abstract void enclose(Bounds bounds, int place);

  /** Takes this unit, which stands in a row {@code by} times, out of it: by earlier units. */
  abstract void substitute(Row row, int place, double by);

  /** Adds to the slopes of its arguments what its own is worth; what is flat passes nothing on. */
  abstract void pull(double[] units, double[] slopes, double by);

  /** The units that this hangs on. */
  abstract int[] arguments();

  /** At least its own absolute value, and the constants of lines around it. */
  double reach(Bounds bounds, int place) {
    return bounds.size(place);
  }

  /** Whether linear bounds of its arguments make its own tighter. */
  boolean isBent() {
    return true;
  }
}
