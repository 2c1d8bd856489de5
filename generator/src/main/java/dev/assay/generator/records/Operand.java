package dev.assay.generator.records;

import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Optional;

/**
 * A tensor that is given to an operator: its type and sizes, and its elements where they may
 * matter.
 */
public record Operand(DType type, Dims shape, Optional<Tensor> data) {

  public static Operand of(DType type, Dims shape) {
    return new Operand(type, shape, Optional.empty());
  }

  public static Operand of(Tensor data) {
    return new Operand(data.type(), Dims.ofNumbers(data.shape()), Optional.of(data));
  }

  public int rank() {
    return shape.rank();
  }

  @Override
  public String toString() {
    return type + shape.toString() + data.map(t -> "=" + t).orElse("");
  }
}
