package dev.assay.corpus;

import java.util.Locale;

/** What a campaign's thread spends its time on. */
public enum Phase {
  /** Making a model. */
  GENERATE,
  /** Looking for inputs without NaN and infinity. */
  SEARCH,
  /** Reading reference values and enclosures. */
  REFERENCE,
  /** Waiting for the backends, which work meanwhile. */
  WAIT,
  /** Judging, and all that a finding brings. */
  JUDGE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
