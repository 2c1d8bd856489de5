package dev.assay.backends.worker;

import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;

/**
 * A model of one node that tells whether a backend has an operator for a type.
 *
 * @param operator what the caller knows it by; without white space
 * @param trial the model; without inputs it is compiled, and the run fails
 */
public record ProbeModel(String operator, DType type, Trial trial) {
  public ProbeModel {
    if (operator.isEmpty() || operator.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("the name of an operator has white space: '" + operator + "'");
    }
  }
}
