package dev.assay.generator;

import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.Tensor;
import java.util.List;

/** What a draw answered when a definition asked for an input or an attribute. */
sealed interface Answer {

  /** A value of the graph. */
  record Data(DraftValue value) implements Answer {}

  /**
   * Integers, some of which may still be open; {@code single} where one, and no list, was meant.
   */
  record Integers(Dims numbers, boolean single) implements Answer {}

  /** Real numbers. */
  record Reals(List<Double> numbers, boolean single) implements Answer {}

  /** Words. */
  record Texts(List<String> words, boolean single) implements Answer {}

  /** A tensor that an attribute holds. */
  record Held(Tensor tensor) implements Answer {}
}
