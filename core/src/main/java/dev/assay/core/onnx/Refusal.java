package dev.assay.core.onnx;

/** Says why something cannot be read: a sentence, with aligned facts below it. */
final class Refusal {
  private Refusal() {}

  /**
   * The exception for a caller's mistake.
   *
   * @param facts names and values in turn
   */
  static IllegalArgumentException of(String what, String... facts) {
    return new IllegalArgumentException(text(what, facts));
  }

  /** The exception for what ONNX allows and Assay does not read. */
  static UnsupportedModelException unsupported(String what, String... facts) {
    return new UnsupportedModelException(text(what, facts));
  }

  private static String text(String what, String... facts) {
    StringBuilder text = new StringBuilder(what);
    for (int k = 0; k < facts.length; k += 2) {
      text.append(String.format("%n  %-8s : %s", facts[k], facts[k + 1]).replace("\r", ""));
    }
    return text.toString();
  }
}
