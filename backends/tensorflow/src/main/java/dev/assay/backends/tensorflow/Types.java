package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.DataType;

/** Element types as TensorFlow numbers them. */
final class Types {
  /** The types of which it holds tensors. */
  static final Set<DType> HELD = held();

  private Types() {}

  private static Set<DType> held() {
    Set<DType> held = EnumSet.noneOf(DType.class);
    for (DType t : DType.values()) {
      if (find(t).isPresent()) {
        held.add(t);
      }
    }
    return Collections.unmodifiableSet(held);
  }

  /**
   * TensorFlow's type.
   *
   * @throws NotEmittedException if there is none
   */
  static DataType of(DType type) {
    return find(type).orElseThrow(() -> new NotEmittedException("no tensors of " + type));
  }

  /** TensorFlow's type; its floats of 8 bits and integers of 4 have next to no kernels. */
  private static Optional<DataType> find(DType type) {
    return switch (type) {
      case FLOAT32 -> Optional.of(DataType.DT_FLOAT);
      case FLOAT64 -> Optional.of(DataType.DT_DOUBLE);
      case FLOAT16 -> Optional.of(DataType.DT_HALF);
      case BFLOAT16 -> Optional.of(DataType.DT_BFLOAT16);
      case INT8 -> Optional.of(DataType.DT_INT8);
      case INT16 -> Optional.of(DataType.DT_INT16);
      case INT32 -> Optional.of(DataType.DT_INT32);
      case INT64 -> Optional.of(DataType.DT_INT64);
      case UINT8 -> Optional.of(DataType.DT_UINT8);
      case UINT16 -> Optional.of(DataType.DT_UINT16);
      case UINT32 -> Optional.of(DataType.DT_UINT32);
      case UINT64 -> Optional.of(DataType.DT_UINT64);
      case BOOL -> Optional.of(DataType.DT_BOOL);
      case STRING,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1,
          FLOAT8E8M0,
          FLOAT6E2M3,
          FLOAT6E3M2,
          UINT4,
          INT4,
          UINT2,
          INT2 ->
          Optional.empty();
    };
  }

  /**
   * Our type.
   *
   * @throws NotEmittedException if there is none
   */
  static DType of(int number) {
    return HELD.stream()
        .filter(t -> of(t).getNumber() == number)
        .findFirst()
        .orElseThrow(() -> new NotEmittedException("no tensors of " + DataType.forNumber(number)));
  }
}
