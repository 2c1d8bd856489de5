package dev.assay.cli.report;

import dev.assay.core.graph.Node;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.text.OperatorText;
import java.util.LinkedHashSet;
import java.util.Set;

/** Why the expected values are right: what the operators to blame mean, and where ONNX says so. */
final class Formulas {
  private Formulas() {}

  static String of(Evidence evidence) {
    StringBuilder text = new StringBuilder();
    Set<String> seen = new LinkedHashSet<>();
    for (Node node : evidence.guilty()) {
      evidence
          .definition(node)
          .filter(o -> seen.add(o.toString()))
          .ifPresent(o -> text.append(of(o, evidence.opset(node))));
    }
    return text.toString();
  }

  private static String of(Operator operator, int opset) {
    return "[`"
        + operator
        + "`]("
        + link(operator)
        + ") as a formula:\n\n```\n"
        + OperatorText.of(operator, opset).text()
        + "```\n\n";
  }

  /** The operator's text: of ONNX at this version, or of ONNX Runtime. */
  private static String link(Operator operator) {
    if (Catalogue.isContributed(operator)) {
      return "https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#"
          + operator.domain()
          + "."
          + operator.name();
    }
    String page = operator.domain().isEmpty() ? "Operators.md#" : "Operators-ml.md#";
    String name =
        operator.domain().isEmpty() ? operator.name() : operator.domain() + "." + operator.name();
    return "https://github.com/onnx/onnx/blob/main/docs/" + page + name;
  }
}
