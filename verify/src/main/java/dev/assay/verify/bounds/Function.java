package dev.assay.verify.bounds;

/** A function of one number that has bounds, with how it bends. */
interface Function {

  /** How a function bends over an interval. */
  enum Bend {
    /** Its slope grows. */
    UP,
    /** Its slope falls. */
    DOWN,
    /** Its slope does neither, but has a least one that is known. */
    BOTH_WAYS,
    /** Nothing is known but its range. */
    NONE
  }

  double at(double x);

  /** The derivative; of what has steps, 0. */
  double slope(double x);

  Bend bend(double l, double h);

  /** The least slope in an interval over which it bends both ways. */
  default double leastSlope(double l, double h) {
    return Math.min(slope(l), slope(h));
  }

  /** Whether it has a value all over an interval. */
  boolean isDefined(double l, double h);

  /** What it is never below. */
  double floor();

  /** The least value in an interval; of what rises or falls all over, that at an end. */
  default double least(double l, double h) {
    return Math.min(at(l), at(h));
  }

  /** The greatest value in an interval. */
  default double greatest(double l, double h) {
    return Math.max(at(l), at(h));
  }
}
