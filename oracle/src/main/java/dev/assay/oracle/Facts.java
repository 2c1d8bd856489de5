package dev.assay.oracle;

import dev.assay.core.tensor.Tensor;

/**
 * What is wrong, twice.
 *
 * @param kind in words that hold whatever model shows it, as in {@code the shape is wrong} or
 *     {@code NaN for a number}
 * @param text for a person, as aligned facts
 */
record Facts(String kind, String text) {

  /** That an output is not as it ought to be; the headline is the kind. */
  static Facts of(String what, String output, Object required, Object was) {
    return new Facts(what, text(what, output, required, was));
  }

  /**
   * That element k of an output is wrong.
   *
   * @param required what it may be, in words
   */
  static Facts ofElement(
      String what, String output, Tensor expected, Tensor got, int k, String required) {
    String place = output + Comparison.place(got.shape(), k);
    return new Facts(
        sort(got, k) + " for " + sort(expected, k),
        text(what, place, required, Comparison.element(got, k)));
  }

  private static String text(String what, String output, Object required, Object was) {
    return what
        + "\n  output   : "
        + output
        + "\n  required : "
        + required
        + "\n  but      : "
        + was;
  }

  private static String sort(Tensor t, int k) {
    if (!t.type().isFloat() || Double.isFinite(t.reals()[k])) {
      return "a number";
    }
    return Double.isNaN(t.reals()[k]) ? "NaN" : "infinity";
  }

  /** The same with more words before, and more facts behind. */
  Facts in(String before, String behind) {
    return new Facts(kind, before + text + behind);
  }
}
