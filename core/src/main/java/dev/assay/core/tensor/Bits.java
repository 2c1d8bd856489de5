package dev.assay.core.tensor;

/** The bit pattern of one element, as ONNX stores it. */
public final class Bits {
  private Bits() {}

  /** The pattern of a float, in the low bits. */
  public static long of(DType t, double x) {
    switch (t) {
      case FLOAT64:
        return Double.doubleToRawLongBits(x);
      case FLOAT32:
        return Float.floatToRawIntBits((float) x) & 0xffffffffL;
      case FLOAT8E8M0:
        return Double.isNaN(x) ? 0xff : Math.getExponent(x) + 127;
      default:
        return narrow(t, x);
    }
  }

  /** The float with a pattern. */
  public static double toReal(DType t, long bits) {
    switch (t) {
      case FLOAT64:
        return Double.longBitsToDouble(bits);
      case FLOAT32:
        return Float.intBitsToFloat((int) bits);
      case FLOAT8E8M0:
        return bits == 0xff ? Double.NaN : Math.scalb(1.0, (int) bits - 127);
      default:
        return wide(t, bits);
    }
  }

  private static int fraction(DType t) {
    return t.precision() - 1;
  }

  private static long sign(DType t) {
    return 1L << (t.bits() - 1);
  }

  /** The pattern of infinity in a type that has one. */
  private static long infinity(DType t) {
    return sign(t) - 1 >>> fraction(t) << fraction(t);
  }

  private static long nan(DType t) {
    return switch (t) {
      case FLOAT8E4M3FNUZ, FLOAT8E5M2FNUZ -> 0x80;
      case FLOAT8E4M3FN -> 0x7f;
      default -> infinity(t) | 1L << (fraction(t) - 1);
    };
  }

  private static long narrow(DType t, double x) {
    if (Double.isNaN(x)) {
      return nan(t);
    }
    long sign = Double.doubleToRawLongBits(x) < 0 ? sign(t) : 0;
    double size = Math.abs(x);
    if (Double.isInfinite(size)) {
      return sign | infinity(t);
    }
    if (size == 0) {
      return t.hasNegativeZero() ? sign : 0;
    }
    int exponent = Math.max(Math.getExponent(size), t.leastExponent());
    long steps = (long) Math.scalb(size, fraction(t) - exponent);
    long biased = (long) exponent - t.leastExponent();
    return sign | ((biased << fraction(t)) + steps);
  }

  private static double wide(DType t, long bits) {
    boolean negative = (bits & sign(t)) != 0;
    long rest = bits & (sign(t) - 1);
    boolean negativeZeroIsNan = t.isFloat8() && !t.hasNegativeZero();
    if (negativeZeroIsNan && negative && rest == 0 || t == DType.FLOAT8E4M3FN && rest == 0x7f) {
      return Double.NaN;
    }
    if (t.hasInfinity() && rest >= infinity(t)) {
      return rest > infinity(t)
          ? Double.NaN
          : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    long biased = rest >>> fraction(t);
    long steps = rest & (1L << fraction(t)) - 1;
    if (biased > 0) {
      steps |= 1L << fraction(t);
      biased--;
    }
    double size = Math.scalb((double) steps, (int) biased + t.leastExponent() - fraction(t));
    return negative ? -size : size;
  }
}
