package dev.assay.verify.solver;

import dev.assay.core.tensor.Bits;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;

/** The elements of tensors as the bit patterns that solver terms take and give. */
final class Patterns {
  private Patterns() {}

  /** The pattern of one element. */
  static long of(Tensor t, int k) {
    return t.type().isFloat() ? Bits.of(t.type(), t.reals()[k]) : t.integers()[k];
  }

  /** The tensor whose elements have some patterns. */
  static Tensor tensor(DType type, int[] shape, long... patterns) {
    return type.isFloat()
        ? Tensor.of(
            type, shape, Arrays.stream(patterns).mapToDouble(p -> Bits.toReal(type, p)).toArray())
        : Tensor.of(type, shape, Arrays.stream(patterns).map(type::wrap).toArray());
  }
}
