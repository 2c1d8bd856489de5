package dev.assay.backends.torch;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What LibTorch calls the element types. */
final class TorchTypes {
  private static final Map<DType, ScalarType> THEIRS = new EnumMap<>(DType.class);

  static {
    THEIRS.put(DType.FLOAT32, ScalarType.Float);
    THEIRS.put(DType.FLOAT64, ScalarType.Double);
    THEIRS.put(DType.FLOAT16, ScalarType.Half);
    THEIRS.put(DType.BFLOAT16, ScalarType.BFloat16);
    THEIRS.put(DType.FLOAT8E4M3FN, ScalarType.Float8_e4m3fn);
    THEIRS.put(DType.FLOAT8E4M3FNUZ, ScalarType.Float8_e4m3fnuz);
    THEIRS.put(DType.FLOAT8E5M2, ScalarType.Float8_e5m2);
    THEIRS.put(DType.FLOAT8E5M2FNUZ, ScalarType.Float8_e5m2fnuz);
    THEIRS.put(DType.FLOAT8E8M0, ScalarType.Float8_e8m0fnu);
    THEIRS.put(DType.BOOL, ScalarType.Bool);
    THEIRS.put(DType.INT8, ScalarType.Char);
    THEIRS.put(DType.INT16, ScalarType.Short);
    THEIRS.put(DType.INT32, ScalarType.Int);
    THEIRS.put(DType.INT64, ScalarType.Long);
    THEIRS.put(DType.UINT8, ScalarType.Byte);
    THEIRS.put(DType.UINT16, ScalarType.UInt16);
    THEIRS.put(DType.UINT32, ScalarType.UInt32);
    THEIRS.put(DType.UINT64, ScalarType.UInt64);
  }

  private TorchTypes() {}

  /**
   * LibTorch's name.
   *
   * @throws NotEmittedException if it has no tensors of the type
   */
  static ScalarType of(DType type) {
    ScalarType theirs = THEIRS.get(type);
    if (theirs == null) {
      throw new NotEmittedException("LibTorch has no tensors of " + type);
    }
    return theirs;
  }

  /** The number that TorchScript calls a type by. */
  static int code(DType type) {
    return of(type).value;
  }

  /** The type of one of LibTorch's names; empty where ONNX has none such. */
  static Optional<DType> of(ScalarType theirs) {
    ScalarType known = theirs.intern();
    return Arrays.stream(DType.values()).filter(t -> THEIRS.get(t) == known).findFirst();
  }
}
