package dev.assay.core.graph;

import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import java.util.Optional;

/** What a value of a graph may hold: a tensor, a sequence of tensors, or either or nothing. */
public sealed interface ValueType permits TensorType, SequenceType, OptionalType {

  /** The element type of the tensors in it. */
  DType element();

  /** The shape of a tensor, where its rank is known; of anything else there is none. */
  default Optional<Dims> shape() {
    return Optional.empty();
  }

  /** Whether it is a tensor of which every size is a number. */
  default boolean isConcrete() {
    return shape().isPresent() && shape().get().areNumbers();
  }
}
