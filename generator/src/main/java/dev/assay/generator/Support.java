package dev.assay.generator;

import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.List;

/** Whether the systems under test have an operator with given types. */
@FunctionalInterface
public interface Support {
  /** Everything is there. */
  Support ALL = (operator, inputs, outputs) -> true;

  /**
   * Asked for every node that is drawn.
   *
   * @param inputs the types of the inputs that are values of the graph, in order
   */
  boolean has(Operator operator, List<DType> inputs, List<DType> outputs);
}
