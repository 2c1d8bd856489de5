package dev.assay.backends.tflite;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.tensor.DType;

/** Element types by their numbers in the schema's {@code TensorType}. */
final class Types {
  private Types() {}

  /**
   * The number of a type.
   *
   * @throws NotEmittedException if its kernels take it for quantised numbers, or have it not
   */
  static int of(DType type) {
    return switch (type) {
      case FLOAT32 -> 0;
      case INT32 -> 2;
      case INT64 -> 4;
      case BOOL -> 6;
      default -> throw new NotEmittedException("no kernels for plain numbers of " + type);
    };
  }
}
