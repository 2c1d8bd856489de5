package dev.assay.core.graph;

import dev.assay.core.tensor.DType;

/** The type of a sequence, any number of values of one type. */
public record SequenceType(ValueType of) implements ValueType {

  @Override
  public DType element() {
    return of.element();
  }

  @Override
  public String toString() {
    return "sequence(" + of + ")";
  }
}
