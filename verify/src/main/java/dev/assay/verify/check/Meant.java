package dev.assay.verify.check;

/** What a formula comes to: a sum of units, or an integer that hangs on no input. */
sealed interface Meant permits Combination, Meant.Whole {
  record Whole(long value) implements Meant {}
}
