package dev.assay.core.graph;

import dev.assay.core.tensor.DType;

/** The type of a value that may be absent. */
public record OptionalType(ValueType of) implements ValueType {

  @Override
  public DType element() {
    return of.element();
  }

  @Override
  public String toString() {
    return "optional(" + of + ")";
  }
}
