package dev.assay.oracle;

import java.util.Locale;

/** How much a mismatch proves. */
public enum Grade {
  /** No faithful implementation of any rewrite of the model gives that. */
  WRONG,
  /** A float up to 16 radii from its middle: a worse-conditioned rewrite may give that. */
  NUMERIC,
  /** No enclosure tells, and independent roundings are not likely to give that: a suspicion. */
  SUSPECT;

  /** The ratio to the radius up to which a float is {@link #NUMERIC}. */
  static final double NUMERIC_RATIO = 16;

  static Grade of(double ratio) {
    return ratio <= NUMERIC_RATIO ? NUMERIC : WRONG;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
