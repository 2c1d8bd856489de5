package dev.assay.oracle;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.stream.Collectors;

/**
 * A node that goes wrong on what it was given, by itself or before others.
 *
 * @param operator its definition, as in {@code Conv-13}
 * @param form the call with types for names, and elements where they are few, as in {@code
 *     Gemm-13(float16[2, 3], float16[3, 5], float16[1]{[0.5]}) {alpha=0.5}}, and {@code before} the
 *     operators without which it does no harm
 * @param judgement of the node alone, or before these
 */
public record Culprit(String operator, String form, Judgement judgement) {
  /** Elements of a tensor up to which it is shown in full. */
  private static final int SHOWN = 4;

  /**
   * The first node of a model, as a culprit.
   *
   * @param reading of that model
   */
  public static Culprit of(GraphReading reading, Judgement judgement) {
    Graph graph = reading.graph();
    Node node = graph.nodes().get(0);
    String operator =
        Catalogue.find(
                node.domain(), node.operator(), graph.opsets().getOrDefault(node.domain(), 1))
            .map(Operator::toString)
            .orElse(node.operator());
    String company =
        graph.nodes().stream()
            .skip(1)
            .map(Node::operator)
            .collect(Collectors.joining(" ", " before ", ""));
    return new Culprit(
        operator,
        form(operator, node, reading) + (graph.nodes().size() == 1 ? "" : company),
        judgement);
  }

  private static String form(String operator, Node node, GraphReading reading) {
    String inputs =
        node.inputs().stream()
            .map(name -> name.isEmpty() ? "" : argument(reading.value(name)))
            .collect(Collectors.joining(", ", "(", ")"));
    String attributes =
        node.attributes().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    return operator + inputs + (attributes.isEmpty() ? "" : " {" + attributes + "}");
  }

  private static String argument(Tensor t) {
    return t.size() > 0 && t.size() <= SHOWN ? t.toString() : TensorType.of(t).toString();
  }
}
