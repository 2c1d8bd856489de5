package dev.assay.verify.robustness;

/** In which numbers a claim is made. */
public enum Arithmetic {
  /** Real numbers, without any rounding. */
  REAL,
  /** The types of the model, in any order of each sum, fused multiply-adds or not. */
  MODEL,
  /** Both. */
  BOTH
}
