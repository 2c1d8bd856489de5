package dev.assay.verify.layer;

/** Numbers as people write them. */
final class Decimals {
  private static final double WHOLE = 1e6;

  private Decimals() {}

  static String of(double x) {
    return x == Math.rint(x) && Math.abs(x) < WHOLE ? String.valueOf((long) x) : "" + x;
  }
}
