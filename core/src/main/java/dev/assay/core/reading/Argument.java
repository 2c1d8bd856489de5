package dev.assay.core.reading;

import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Optional;

/**
 * What is known of a node's input: type and sizes, the elements where they are there, and the stage
 * that makes them where the node is part of another one's meaning.
 */
public record Argument(DType type, int[] shape, Optional<Tensor> data, Optional<Stage> stage) {

  public static Argument of(Tensor t) {
    return new Argument(t.type(), t.shape(), Optional.of(t), Optional.empty());
  }

  /** An input whose elements are not known. */
  public static Argument of(DType type, int... shape) {
    return new Argument(type, shape, Optional.empty(), Optional.empty());
  }

  /** An input that a stage makes; one that is held is known as well. */
  static Argument of(Stage s) {
    return new Argument(
        s.type(), s.shape().numbers(), Optional.ofNullable(s.held()), Optional.of(s));
  }
}
