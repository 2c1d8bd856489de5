package dev.assay.core.reading;

import dev.assay.core.tensor.DType;

/** Numbers from one type into another, as ONNX's Cast says. */
final class Casts {
  private Casts() {}

  /** A float into a float type. */
  static double real(DType to, double x, boolean saturate) {
    return to.cast(x, saturate);
  }

  /** An integer into a float type, rounded once. */
  static double real(DType to, DType from, long x, boolean saturate) {
    if (to == DType.FLOAT32 && (from != DType.UINT64 || x >= 0)) {
      return (float) x;
    }
    return to.cast(from.toDouble(x), saturate);
  }

  /**
   * A float into an integer type: towards zero; what does not fit is unspecified, and wraps around
   * here.
   */
  static long integer(DType to, double x) {
    if (to == DType.BOOL) {
      return x != 0 ? 1 : 0;
    }
    if (to == DType.UINT64 && x >= 0x1p63) {
      return (long) (x - 0x1p63) ^ Long.MIN_VALUE;
    }
    return to.wrap((long) x);
  }

  /** An integer into an integer type: modulo its width. */
  static long integer(DType to, long x) {
    return to.wrap(x);
  }
}
