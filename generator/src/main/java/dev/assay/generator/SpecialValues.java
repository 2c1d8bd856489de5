package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The floats that kernels forget: NaN, the infinities, negative zero, the greatest number, and the
 * least above zero. They hide other faults further on, so they come into inputs by wish only.
 */
final class SpecialValues {
  private static final double TENSORS = 0.6;
  private static final int FEWER = 8;

  private SpecialValues() {}

  /**
   * The inputs with special values in most of the float tensors whose elements are free: one, or up
   * to an eighth of the elements.
   */
  static Map<String, Tensor> among(Map<String, Tensor> inputs, Model model, Choices choices) {
    Map<String, Tensor> special = new LinkedHashMap<>(inputs);
    special.replaceAll(
        (name, t) -> isFree(model, name, t) && choices.chance(TENSORS) ? scattered(t, choices) : t);
    return special;
  }

  private static boolean isFree(Model model, String name, Tensor t) {
    return DType.FLOATS.contains(t.type()) && t.size() > 0 && model.isUnbounded(name);
  }

  private static Tensor scattered(Tensor t, Choices choices) {
    double[] reals = t.reals().clone();
    int count = choices.between(1, 1 + t.size() / FEWER);
    for (int k = 0; k < count; k++) {
      reals[choices.between(0, reals.length - 1)] = choices.of(of(t.type()));
    }
    return Tensor.of(t.type(), t.shape(), reals);
  }

  /** The special values of a float type of 16 bits or more. */
  static List<Double> of(DType type) {
    double least = type.up(Double.MIN_VALUE);
    return List.of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        type.max(),
        -type.max(),
        least,
        -least);
  }
}
