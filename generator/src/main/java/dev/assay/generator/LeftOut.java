package dev.assay.generator;

import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;

/**
 * Types of a port that no model is drawn with, though ONNX's schema allows them.
 *
 * @param operator its name in ONNX's own domain, in all versions
 * @param port the first of its type variable
 * @param why no model has them
 */
public record LeftOut(String operator, String port, Set<DType> types, String why) {
  private static final List<LeftOut> ALL =
      List.of(
          new LeftOut(
              "Attention",
              "attn_mask",
              DType.INTEGERS,
              "the text has masks of truth values and of the queries' type alone"),
          new LeftOut(
              "Cast", "input", Set.of(DType.STRING), "hardly a text that is drawn is a number"),
          new LeftOut(
              "Cast", "output", Set.of(DType.STRING), "the digits of a number as text are open"),
          new LeftOut("CastLike", "input", Set.of(DType.STRING), "as of Cast"),
          new LeftOut("CastLike", "target_type", Set.of(DType.STRING), "as of Cast"),
          new LeftOut(
              "Col2Im",
              "input",
              DType.setOf(DType.STRING, DType.BOOL),
              "blocks are added up, which texts and truth values cannot be"),
          new LeftOut(
              "GridSample",
              "X",
              Set.of(DType.STRING),
              "there is no text to pad with, and none between two texts"),
          new LeftOut(
              "Resize",
              "X",
              Set.of(DType.STRING),
              "there is no text to extrapolate with, and none between two texts"));

  public static List<LeftOut> all() {
    return ALL;
  }

  /** Whether a type of a port is left out. */
  public static boolean holds(Operator operator, String port, DType type) {
    return operator.domain().isEmpty()
        && ALL.stream()
            .anyMatch(
                l ->
                    l.operator.equals(operator.name())
                        && l.port.equals(port)
                        && l.types.contains(type));
  }
}
