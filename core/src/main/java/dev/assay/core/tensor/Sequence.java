package dev.assay.core.tensor;

import java.util.List;

/** Any number of tensors of one type, each of its own shape. */
public record Sequence(DType type, List<Tensor> elements) implements Datum {
  public Sequence {
    elements = List.copyOf(elements);
  }

  @Override
  public String toString() {
    return "sequence(" + type + ")" + elements;
  }
}
