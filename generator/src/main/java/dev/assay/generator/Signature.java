package dev.assay.generator;

import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Optional;
import java.util.Set;

/** What ONNX's schema says of an operator beside its meaning; nothing where there is no schema. */
final class Signature {
  private Signature() {}

  static Signature of(Operator operator, int opset) {
    return new Signature();
  }

  /** The types that an input may have. */
  Set<DType> inputTypes(int place) {
    return DType.ANY;
  }

  /** The types that an output may have. */
  Set<DType> outputTypes(int place) {
    return DType.ANY;
  }

  /** Whether a node must give the attribute. */
  boolean requires(String attribute) {
    return false;
  }

  /** Whether an attribute is one value or a list, where the schema tells. */
  Optional<Boolean> isSingle(String attribute) {
    return Optional.empty();
  }
}
