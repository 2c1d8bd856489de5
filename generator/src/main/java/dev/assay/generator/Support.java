package dev.assay.generator;

import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Whether the systems under test have an operator with given types. */
@FunctionalInterface
public interface Support {
  /** Everything is there. */
  Support ALL = (operator, opset, inputs, outputs) -> true;

  /**
   * Asked for every node that is drawn.
   *
   * @param opset the version of ONNX's operators in the model
   * @param inputs the type of each input that is a value of the graph; empty for one that is absent
   *     or that the node holds as a constant
   * @param outputs the types of the outputs that are asked for
   */
  boolean has(Operator operator, int opset, List<Optional<DType>> inputs, List<DType> outputs);
}
