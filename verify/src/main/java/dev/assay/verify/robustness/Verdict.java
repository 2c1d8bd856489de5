package dev.assay.verify.robustness;

import java.util.List;
import java.util.Locale;

/** What is known of a claim. */
public enum Verdict {
  HOLDS,
  VIOLATED,
  UNKNOWN;

  /** What is known of several claims together. */
  public static Verdict ofAll(Verdict... claims) {
    List<Verdict> all = List.of(claims);
    return all.contains(VIOLATED) ? VIOLATED : all.contains(UNKNOWN) ? UNKNOWN : HOLDS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
