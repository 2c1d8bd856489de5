package dev.assay.oracle;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a node is, whatever its values are called.
 *
 * @param operator its definition, as in {@code Conv-13}; of a system's own the name with its domain
 * @param call with types for names, and elements where they are few, as in {@code
 *     Gemm-13(float16[2, 3], float16[3, 5], float16[1]{[0.5]}) {alpha=0.5}}; {@code by default} is
 *     what the model holds for an input that may be given, {@code giving Y, Indices} what it gives
 *     if that is more than one thing
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
    Optional<Operator> operator =
        Catalogue.find(
            node.domain(), node.operator(), graph.opsets().getOrDefault(node.domain(), 1));
    String own = (node.domain().isEmpty() ? "" : node.domain() + ".") + node.operator();
    String definition = operator.map(Operator::toString).orElse(own);
    String inputs =
        node.inputs().stream()
            .map(name -> name.isEmpty() ? "" : argument(graph, name, reading.value(name)))
            .collect(Collectors.joining(", ", "(", ")"));
    String attributes =
        node.attributes().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    return new NodeForm(
        definition,
        definition
            + inputs
            + (attributes.isEmpty() ? "" : " {" + attributes + "}")
            + operator.map(o -> results(o, node)).orElse(""));
  }

  /** What it gives, where that is more than one thing. */
  private static String results(Operator operator, Node node) {
    List<String> ports =
        IntStream.range(0, node.outputs().size())
            .filter(k -> !node.outputs().get(k).isEmpty())
            .mapToObj(k -> Port.at(operator.outputs(), k).name())
            .distinct()
            .toList();
    return ports.size() < 2 ? "" : " giving " + String.join(", ", ports);
  }

  private static String argument(Graph graph, String name, Tensor t) {
    String form = t.size() > 0 && t.size() <= SHOWN ? t.toString() : TensorType.of(t).toString();
    boolean byDefault =
        graph.constants().containsKey(name)
            && graph.inputs().stream().anyMatch(v -> v.name().equals(name));
    return byDefault ? form + " by default" : form;
  }
}
