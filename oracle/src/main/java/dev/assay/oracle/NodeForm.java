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
 * What a node is, whatever its values are called.
 *
 * @param operator its definition, as in {@code Conv-13}
 * @param call with types for names, and elements where they are few, as in {@code
 *     Gemm-13(float16[2, 3], float16[3, 5], float16[1]{[0.5]}) {alpha=0.5}}
 */
public record NodeForm(String operator, String call) {
  /** Elements of a tensor up to which it is shown in full. */
  private static final int SHOWN = 4;

  /**
   * The form of a node in a model.
   *
   * @param reading of that model, with the inputs of the node at least
   */
  public static NodeForm of(GraphReading reading, Node node) {
    Graph graph = reading.graph();
    String operator =
        Catalogue.find(
                node.domain(), node.operator(), graph.opsets().getOrDefault(node.domain(), 1))
            .map(Operator::toString)
            .orElse(node.operator());
    String inputs =
        node.inputs().stream()
            .map(name -> name.isEmpty() ? "" : argument(reading.value(name)))
            .collect(Collectors.joining(", ", "(", ")"));
    String attributes =
        node.attributes().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    return new NodeForm(
        operator, operator + inputs + (attributes.isEmpty() ? "" : " {" + attributes + "}"));
  }

  private static String argument(Tensor t) {
    return t.size() > 0 && t.size() <= SHOWN ? t.toString() : TensorType.of(t).toString();
  }
}
