package dev.assay.oracle.reduce;

import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;

/** How much a person must read of the elements of a tensor. */
final class Digits {
  private static final int SPECIAL = 30;

  private Digits() {}

  /** 0 for a zero, 1 for a one, more for each further digit, letter, sign and place. */
  static long of(Tensor t) {
    long sum = 0;
    for (int k = 0; k < t.size(); k++) {
      sum +=
          switch (t.type()) {
            case STRING -> t.texts()[k].length();
            default -> t.type().isFloat() ? of(t.reals()[k]) : of(t.integers()[k]);
          };
    }
    return sum;
  }

  private static long of(long x) {
    return x == 0 ? 0 : x == 1 ? 1 : Math.abs(x) < 10 ? 1 + Math.abs(x) + sign(x) : digits(x);
  }

  private static long digits(long x) {
    return 10L + Long.toString(x).length();
  }

  private static long of(double x) {
    if (!Double.isFinite(x) || x == 0 && 1 / x < 0) {
      return SPECIAL;
    }
    if (x == Math.rint(x) && Math.abs(x) < 1e6) {
      return of((long) x);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(x)).stripTrailingZeros();
    return 10L + shortest.precision() + Math.min(10, Math.abs(shortest.scale())) + sign(x);
  }

  private static int sign(double x) {
    return x < 0 ? 1 : 0;
  }
}
