package dev.assay.verify.solver;

/**
 * When a term over floats is rounded to the type of the model. Sums are taken from first to last in
 * both.
 */
public enum Rounding {
  /** After each step of a formula, as a plain loop in the type of the model computes it. */
  EACH_STEP,
  /**
   * Where an element is stored, and before that to 53 bits: as the value reading computes it, bit
   * for bit.
   */
  WHEN_STORED
}
