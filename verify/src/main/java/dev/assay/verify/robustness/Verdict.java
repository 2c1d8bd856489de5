package dev.assay.verify.robustness;

import java.util.Locale;

/** What is known of a claim. */
public enum Verdict {
  HOLDS,
  VIOLATED,
  UNKNOWN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
