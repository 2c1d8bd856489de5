package dev.assay.core.reading;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The value of every tensor of a model on given inputs.
 *
 * <pre>{@code
 * GraphReading reading = GraphReading.values(graph, inputs);
 * List<Tensor> expected = reading.outputs();
 * }</pre>
 */
public final class GraphReading {
  private final Graph graph;
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private final Texts texts = new Texts();
  private final Values domain = new Values();

  private GraphReading(Graph graph) {
    this.graph = graph;
  }

  /**
   * Reads the values of a model.
   *
   * @param inputs a tensor for each of the graph's feeds, by name
   * @throws IllegalArgumentException if an input is missing, an operator is not in the catalogue, or
   *     a node breaks a rule of its operator
   */
  public static GraphReading values(Graph graph, Map<String, Tensor> inputs) {
    GraphReading reading = new GraphReading(graph);
    reading.values.putAll(graph.constants());
    reading.values.putAll(inputs);
    for (Value v : graph.feeds()) {
      if (!inputs.containsKey(v.name())) {
        throw new IllegalArgumentException("no tensor is given for input " + v.name());
      }
    }
    for (Node node : graph.nodes()) {
      reading.read(node);
    }
    return reading;
  }

  private void read(Node node) {
    int opset = graph.opsets().getOrDefault(node.domain(), 1);
    Operator operator =
        Catalogue.find(node.domain(), node.operator(), opset)
            .orElseThrow(() -> new UnknownOperatorException(node, opset));
    List<Optional<Argument>> arguments =
        node.inputs().stream()
            .map(n -> n.isEmpty() ? Optional.<Argument>empty() : Optional.of(Argument.of(value(n))))
            .toList();
    NodeReading reading = NodeReading.of(operator, node, opset, arguments);
    if (reading.isOpaque()) {
      apply(node, reading);
      return;
    }
    NodeRun run =
        new NodeRun(
            reading, domain, k -> NodeRun.array(value(node.inputs().get(k)), domain, texts));
    run.outputs().forEach((k, a) -> values.put(node.outputs().get(k), NodeRun.tensor(a, texts)));
    run.broken().forEach(why -> doubts.add(new Doubt(node, why, true)));
  }

  private void apply(Node node, NodeReading reading) {
    List<Tensor> arguments = new ArrayList<>();
    node.inputs().forEach(n -> arguments.add(values.get(n)));
    List<Tensor> results = reading.results(new java.util.ArrayList<>(arguments));
    reading.outputs().keySet().forEach(k -> values.put(node.outputs().get(k), results.get(k)));
  }

  /** The value with a name: an input, a constant or any node's output. */
  public Tensor value(String name) {
    Tensor t = values.get(name);
    if (t == null) {
      throw new IllegalArgumentException("the graph has no value named " + name);
    }
    return t;
  }

  /** All values by name, in the order in which they are made. */
  public Map<String, Tensor> values() {
    return new HashMap<>(values);
  }

  /** The outputs in the order of the graph. */
  public List<Tensor> outputs() {
    return graph.outputs().stream().map(v -> value(v.name())).toList();
  }

  /** Why the outputs prove nothing; empty when they are to be trusted. */
  public List<Doubt> doubts() {
    return doubts;
  }
}
