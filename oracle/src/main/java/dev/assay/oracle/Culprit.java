package dev.assay.oracle;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import java.util.stream.Collectors;

/**
 * A node that goes wrong by itself, on what it was given.
 *
 * @param operator its definition, as in {@code Conv-13}
 * @param form the call with types for names, as in {@code Gemm(float16[2, 3], float16[3, 5])
 *     {alpha=0.5}}
 * @param judgement of the node alone
 */
public record Culprit(String operator, String form, Judgement judgement) {

  /**
   * The only node of a model, as a culprit.
   *
   * @param reading of that model
   */
  public static Culprit of(GraphReading reading, Judgement judgement) {
    Graph graph = reading.graph();
    Node node = graph.nodes().get(0);
    String operator =
        Catalogue.find(node.domain(), node.operator(), graph.opsets().getOrDefault(node.domain(), 1))
            .map(Operator::toString)
            .orElse(node.operator());
    return new Culprit(operator, form(node, reading), judgement);
  }

  private static String form(Node node, GraphReading reading) {
    String inputs =
        node.inputs().stream()
            .map(name -> name.isEmpty() ? "" : type(reading, name))
            .collect(Collectors.joining(", ", "(", ")"));
    String attributes =
        node.attributes().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    return node.operator() + inputs + (attributes.isEmpty() ? "" : " {" + attributes + "}");
  }

  private static String type(GraphReading reading, String name) {
    return TensorType.of(reading.value(name)).toString();
  }
}
