package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import java.util.List;

/**
 * What the floats of a test are: digits that arithmetic keeps, or digits that it rounds. Each model
 * is of one policy, in its inputs, its constants and its attributes.
 *
 * <p>Where arithmetic is exact an enclosure is a point, in whatever order a backend adds: equality
 * is demanded, and the least error shows. But faults hide that change no such number, and ties and
 * zeros are frequent. So a campaign draws one policy or the other for each model.
 */
public enum Policy {
  /**
   * Small integers and binary fractions of few digits; sparse weights; powers of four where
   * something is divided by them or their root is taken.
   */
  EXACT,
  /** Normal numbers; weights scaled by the root of how many are summed. */
  REAL;

  /** Of a grid on which sums and products stay exact for long. */
  private static final double GRID = 8;

  /** Policies are as frequent as each other. */
  static Policy any(Choices choices) {
    return choices.flag() ? EXACT : REAL;
  }

  /** The word for it in reports. */
  public String label() {
    return this == EXACT ? "exact" : "real";
  }

  /** A way to draw data; integers and truth values are exact in both policies. */
  InputDraw draw(Choices choices, DType type, FreeData free) {
    if (!type.isFloat()) {
      return InputDraw.any(choices, Weights.INTEGERS);
    }
    return InputDraw.any(
        choices,
        switch (this) {
          case EXACT ->
              free.divides()
                  ? Weights.EXACT_DIVISORS
                  : free.isWeight() ? Weights.EXACT_WEIGHTS : Weights.EXACT;
          case REAL ->
              free.divides()
                  ? Weights.REAL_DIVISORS
                  : free.isWeight() ? Weights.REAL_WEIGHTS : Weights.REAL;
        });
  }

  /** A way to draw floats on which more functions are defined. */
  InputDraw redraw(Choices choices) {
    return choices.of(
        List.of(
            InputDraw.POSITIVE,
            InputDraw.UNIT,
            this == EXACT ? InputDraw.POWERS : InputDraw.SCALED));
  }

  /** The number of the policy that is nearest. */
  double nearest(double x) {
    return this == EXACT ? Math.rint(x * GRID) / GRID : x;
  }

  /** Whether a number is one of the policy. */
  boolean holds(double x) {
    return nearest(x) == x;
  }

  /** How often each way of {@link InputDraw} is taken, in their order. */
  private static final class Weights {
    static final double[] INTEGERS = {4, 0, 5, 2, 2, 0, 0.2, 1.2, 1.5, 0.6, 0.8};
    static final double[] EXACT = {6, 0.5, 0, 1.5, 1.5, 1, 0.4, 1.5, 0, 0, 0.8};
    static final double[] EXACT_WEIGHTS = {1.5, 5, 0, 0.3, 0.5, 0.5, 0.2, 0.4, 0, 0, 0.6};
    static final double[] EXACT_DIVISORS = {0.3, 0, 0, 0.5, 0.3, 6, 0, 0, 0, 0, 0.5};
    static final double[] REAL = {0, 0, 6, 1.2, 1.2, 0, 0.2, 0, 1.5, 0.6, 0.8};
    static final double[] REAL_WEIGHTS = {0, 0, 7, 0.3, 0.6, 0, 0, 0, 0.3, 0.2, 0.6};
    static final double[] REAL_DIVISORS = {0, 0, 3, 4, 0.5, 0, 0, 0, 1, 0.5, 0.5};
  }
}
