package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Optional;

/** What is known of a node's input: type and sizes, and the elements where they are there. */
public record Argument(DType type, int[] shape, Optional<Tensor> data) {

  public static Argument of(Tensor t) {
    return new Argument(t.type(), t.shape(), Optional.of(t));
  }

  /** An input whose elements are not known. */
  public static Argument of(DType type, int... shape) {
    return new Argument(type, shape, Optional.empty());
  }
}
