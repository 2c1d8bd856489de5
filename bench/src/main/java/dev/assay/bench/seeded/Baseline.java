package dev.assay.bench.seeded;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model without a fault, and what the backend makes of it.
 *
 * @param values what the backend gives for the inputs and the outputs of every node, by name
 * @param reading of the same model, with enclosures
 * @param outputs what the backend gives
 */
record Baseline(
    Graph graph,
    Map<String, Tensor> inputs,
    Map<String, Tensor> values,
    GraphReading reading,
    List<Tensor> outputs) {

  /** The same model with every value as an output. */
  static Trial open(Graph graph, Map<String, Tensor> inputs, GraphReading reading) {
    List<Value> outputs =
        made(graph).stream()
            .map(name -> new Value(name, TensorType.of(reading.value(name))))
            .toList();
    return trial(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            outputs),
        inputs);
  }

  static Baseline of(
      Graph graph,
      Map<String, Tensor> inputs,
      GraphReading reading,
      Outcome outcome,
      Outcome opened) {
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    values.putAll(inputs);
    List<String> made = made(graph);
    for (int k = 0; k < made.size(); k++) {
      values.put(made.get(k), opened.outputs().get(k));
    }
    return new Baseline(graph, inputs, values, reading, outcome.outputs());
  }

  private static List<String> made(Graph graph) {
    return graph.nodes().stream()
        .flatMap(n -> n.outputs().stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  static Trial trial(Graph graph, Map<String, Tensor> inputs) {
    return new Trial(OnnxFromGraph.of(graph), inputs);
  }

  Tensor value(String name) {
    return Objects.requireNonNull(values.get(name));
  }

  /** The model with another node in the place of one. */
  Trial withNode(int place, Node node) {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.set(place, node);
    return trial(withNodes(graph.inputs(), nodes), inputs);
  }

  /** The model where a value, once it is made, has other elements from there on. */
  Trial withValue(String name, Tensor other) {
    String given = name + ".faulty";
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<String> outputs = new ArrayList<>(node.outputs());
      outputs.replaceAll(o -> o.equals(name) ? name + ".right" : o);
      nodes.add(with(node, node.inputs(), outputs));
      if (node.outputs().contains(name)) {
        nodes.add(Node.of("Identity", List.of(given), List.of(name), Map.of()));
      }
    }
    List<Value> feeds = new ArrayList<>(graph.inputs());
    feeds.add(new Value(given, TensorType.of(other)));
    Map<String, Tensor> more = new LinkedHashMap<>(inputs);
    more.put(given, other);
    return trial(withNodes(feeds, nodes), more);
  }

  private Graph withNodes(List<Value> feeds, List<Node> nodes) {
    return new Graph(
        graph.name(), graph.opsets(), feeds, graph.constants(), nodes, graph.outputs());
  }

  static Node with(Node node, List<String> inputs, List<String> outputs) {
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, outputs, node.attributes());
  }
}
