package dev.assay.cli;

import dev.assay.core.expr.Behaviour;
import java.util.Locale;

/** The section of {@code docs/operators.md} on the behaviours. */
final class Behaviours {
  private static final String HEAD =
      """
      ## Behaviours

      Ways in which data or sizes meet what ONNX leaves open, or what it says and systems get wrong. Primitives
      and folds carry theirs, and an operator states its own as a condition, so that `May meet` below an operator
      is read off its definition, with the element types of its first input. `--target` makes models meet
      them, and findings say which of them they rest on.

      - `undefined`: there is no right result; a refusal is right too, and the verdict is `invalid`
      - `open`: several results are right, a refusal is not; the verdict on such elements is `indecisive`
      - `settled`: there is one right result, which systems are known to miss; findings stand

      """;

  private Behaviours() {}

  static String section() {
    StringBuilder section = new StringBuilder(HEAD);
    for (Behaviour b : Behaviour.values()) {
      section
          .append("**`")
          .append(b.label())
          .append("`** (")
          .append(b.standing().name().toLowerCase(Locale.ROOT))
          .append("): ")
          .append(b.what())
          .append(".\nONNX ")
          .append(b.standard())
          .append(". Assay's reference ")
          .append(b.reference())
          .append(". ONNX Runtime 1.29.0 ")
          .append(b.onnxRuntime())
          .append(".\n\n");
    }
    return section.toString();
  }
}
