package dev.assay.core.onnx;

import dev.assay.core.onnx.proto.Onnx.TensorProto.DataType;
import dev.assay.core.tensor.DType;
import java.util.List;

/** Checks of element types and sizes that a file declares, made before anything is allocated. */
final class Sizes {
  /** The most bytes that one tensor may take in ONNX's layout: 1 GiB. */
  static final long MOST_BYTES = 1L << 30;

  private Sizes() {}

  /** The element type with a number. */
  static DType element(int number, String where) {
    for (DType t : DType.values()) {
      if (t.onnx() == number) {
        return t;
      }
    }
    DataType named = DataType.forNumber(number);
    throw Refusal.unsupported(
        "the element type is not supported",
        "required",
        "an element type of ONNX IR 13, other than complex numbers",
        "but",
        number + (named == null ? "" : " (" + named + ")"),
        "at",
        where);
  }

  /** A shape whose sizes are fit for a tensor that is held in memory. */
  static int[] shape(List<Long> sizes, DType element, String where) {
    double bytes = Math.max(element.bits(), 1) / 8.0;
    for (long size : sizes) {
      one(size, where);
      bytes *= size;
    }
    if (bytes > MOST_BYTES) {
      throw Refusal.of(
          "a tensor is too large",
          "required",
          "at most " + MOST_BYTES + " bytes",
          "but",
          element + sizes.toString() + " takes " + String.format("%.0f", bytes),
          "at",
          where);
    }
    return sizes.stream().mapToInt(Long::intValue).toArray();
  }

  /** One size of a shape. */
  static long one(long size, String where) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw Refusal.of(
          "a size of a shape is out of range",
          "required",
          "0 to " + Integer.MAX_VALUE,
          "but",
          Long.toString(size),
          "at",
          where);
    }
    return size;
  }
}
