package dev.assay.oracle;

import java.util.Locale;

/** How much a mismatch proves. */
public enum Grade {
  /** No faithful implementation of any rewrite of the model gives that. */
  WRONG,
  /** A float up to 16 radii from its middle: a worse-conditioned rewrite may give that. */
  NUMERIC,
  /** Within its enclosure, but further off than independent roundings come: a statistic. */
  SUSPECT;

  /** The ratio to the radius up to which a float is {@link #NUMERIC}. */
  static final double NUMERIC_RATIO = 16;

  /** The grade of a float that is so many radii from its middle. */
  public static Grade of(double ratio) {
    return ratio <= NUMERIC_RATIO ? NUMERIC : WRONG;
  }

  /** As the last of the facts of a finding. */
  public String fact() {
    return "\n  grade    : "
        + this
        + switch (this) {
          case WRONG -> "";
          case NUMERIC -> " (maybe a worse-conditioned rewrite)";
          case SUSPECT -> " (a statistic and no proof; it repeats on other inputs)";
        };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
