package dev.assay.core.graph;

import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Optional;

/**
 * The type of a tensor: element type and, where the rank is known, a shape whose sizes may be open.
 */
public record TensorType(DType element, Optional<Dims> shape) implements ValueType {

  public static TensorType of(DType element, int... shape) {
    return new TensorType(element, Optional.of(Dims.ofNumbers(shape)));
  }

  public static TensorType of(DType element, Dims shape) {
    return new TensorType(element, Optional.of(shape));
  }

  /** A type of unknown rank. */
  public static TensorType ofUnknownRank(DType element) {
    return new TensorType(element, Optional.empty());
  }

  public static TensorType of(Tensor t) {
    return of(t.type(), t.shape());
  }

  @Override
  public String toString() {
    return element + shape.map(Dims::toString).orElse("[...]");
  }
}
