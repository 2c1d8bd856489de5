package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.tensor.DType;
import org.tensorflow.proto.DataType;

/** Element types as TensorFlow numbers them. */
final class Types {
  private Types() {}

  /** TensorFlow's type; its floats of 8 bits and integers of 4 have next to no kernels. */
  static DataType of(DType type) {
    return switch (type) {
      case FLOAT32 -> DataType.DT_FLOAT;
      case FLOAT64 -> DataType.DT_DOUBLE;
      case FLOAT16 -> DataType.DT_HALF;
      case BFLOAT16 -> DataType.DT_BFLOAT16;
      case INT8 -> DataType.DT_INT8;
      case INT16 -> DataType.DT_INT16;
      case INT32 -> DataType.DT_INT32;
      case INT64 -> DataType.DT_INT64;
      case UINT8 -> DataType.DT_UINT8;
      case UINT16 -> DataType.DT_UINT16;
      case UINT32 -> DataType.DT_UINT32;
      case UINT64 -> DataType.DT_UINT64;
      case BOOL -> DataType.DT_BOOL;
      case STRING,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1,
          FLOAT8E8M0,
          UINT4,
          INT4,
          UINT2,
          INT2 ->
          throw new NotEmittedException("no tensors of " + type);
    };
  }
}
