package dev.assay.cli.report;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The elements of tensors in the fewest digits that give them back, as Python and Java read them.
 */
public final class Numeral {
  private static final int MOST_DIGITS = 17;
  private static final int PLAIN_DIGITS = 9;

  private Numeral() {}

  /** Element k of a tensor of anything but text; NaN and infinities by their Java names. */
  public static String of(Tensor t, int k) {
    if (t.type().isFloat()) {
      return of(t.type(), t.reals()[k]);
    }
    long v = t.integers()[k];
    return t.type() == DType.UINT64 ? Long.toUnsignedString(v) : Long.toString(v);
  }

  /** A number of a float type. */
  static String of(DType type, double v) {
    if (!Double.isFinite(v)) {
      return Double.toString(v);
    }
    if (v == 0) {
      return 1 / v < 0 ? "-0.0" : "0";
    }
    BigDecimal exact = new BigDecimal(v);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (type.nearest(rounded.doubleValue()) == v) {
        return text(rounded);
      }
    }
    return Double.toString(v);
  }

  private static String text(BigDecimal v) {
    BigDecimal shortest = v.stripTrailingZeros();
    boolean isPlain =
        shortest.precision() - shortest.scale() <= PLAIN_DIGITS && shortest.scale() <= PLAIN_DIGITS;
    return isPlain ? shortest.toPlainString() : shortest.toString().replace("E+", "E");
  }
}
