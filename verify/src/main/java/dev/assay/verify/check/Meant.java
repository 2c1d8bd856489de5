package dev.assay.verify.check;

/** What a formula comes to. */
sealed interface Meant permits Combination, Meant.Whole, Meant.Below, Meant.Least {
  /** An integer that hangs on no input. */
  record Whole(long value) implements Meant {}

  /** Whether a unit is below 0, or at most 0. */
  record Below(int unit) implements Meant {}

  /** Minus infinity, below all numbers. */
  record Least() implements Meant {}

  /** A number as a sum of units. */
  static Combination number(Meant m, Object where) {
    if (m instanceof Combination c) {
      return c;
    }
    throw new UnsupportedOperationException(where + " of what is no finite number");
  }
}
