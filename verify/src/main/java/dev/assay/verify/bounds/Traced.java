package dev.assay.verify.bounds;

/** What an expression of a meaning comes to while a network is made: a float or an integer. */
sealed interface Traced permits Form, Traced.Whole, Traced.Truth {

  /** An integer or a truth value that hangs on no float that may move. */
  record Whole(long value) implements Traced {}

  /** A truth value that hangs on the floats: the unit is 1 where it holds and 0 elsewhere. */
  record Truth(int unit) implements Traced {}
}
