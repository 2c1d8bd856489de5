package dev.assay.core.onnx;

import dev.assay.core.tensor.DType;

/** Which version of ONNX's file format came with what. */
final class IrVersion {
  /** The first version in which a constant need not be an input too. */
  private static final int LEAST = 4;

  /** The first operator set of the versions from 5 on; from ONNX's list of its releases. */
  private static final int[] FIRST_OPSETS = {10, 11, 12, 15, 19, 21, 23, 24, 25, 28};

  private IrVersion() {}

  /** The least version that has an operator set. */
  static int of(int opset) {
    int version = LEAST;
    for (int first : FIRST_OPSETS) {
      if (opset >= first) {
        version++;
      }
    }
    return version;
  }

  /** The least version that has an element type. */
  static int of(DType type) {
    return switch (type) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16, STRING, BOOL -> LEAST;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> LEAST;
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> 9;
      case INT4, UINT4 -> 10;
      case FLOAT4E2M1 -> 11;
      case FLOAT8E8M0 -> 12;
      case INT2, UINT2 -> 13;
      case FLOAT6E2M3, FLOAT6E3M2 -> 14;
    };
  }
}
