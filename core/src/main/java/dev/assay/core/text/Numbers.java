package dev.assay.core.text;

import java.math.BigDecimal;

/** Prints numbers in the shortest form that a person would use. */
final class Numbers {
  private Numbers() {}

  static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinity" : "-infinity";
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    int exponent = Math.getExponent(value);
    if (Math.abs(value) == Math.scalb(1.0, exponent) && Math.abs(exponent) >= Short.SIZE) {
      return (value < 0 ? "-" : "") + "2^" + exponent;
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    float narrow = (float) value;
    String shortest = narrow == value ? Float.toString(narrow) : Double.toString(value);
    BigDecimal exact = new BigDecimal(shortest).stripTrailingZeros();
    boolean plain = exact.scale() <= 6 && exact.precision() - exact.scale() <= 7;
    return plain ? exact.toPlainString() : exact.toString().replace("E", "e").replace("e+", "e");
  }
}
