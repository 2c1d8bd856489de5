package dev.assay.oracle;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Some nodes of a model without the others, which are replaced by the values that they gave. What
 * the model holds as a constant is one here too; what none of the nodes reads is an output.
 */
record Part(Graph graph, Map<String, Tensor> inputs, GraphReading whole) {

  /**
   * Takes nodes out of a model.
   *
   * @param whole the reading of it; that of the part allows the same errors, by the same kernels
   * @param nodes in the order of the model
   * @param values of everything that they read or make, by name
   */
  static Part of(GraphReading whole, List<Node> nodes, Map<String, Tensor> values) {
    Graph model = whole.graph();
    Set<String> made = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (Node node : nodes) {
      read.addAll(node.reads());
      named(node.outputs()).forEach(made::add);
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (String name : read) {
      if (!made.contains(name)) {
        (model.constants().containsKey(name) ? constants : inputs).put(name, value(values, name));
      }
    }
    List<Value> feeds = new ArrayList<>();
    inputs.forEach((name, tensor) -> feeds.add(new Value(name, TensorType.of(tensor))));
    model.inputs().stream().filter(v -> constants.containsKey(v.name())).forEach(feeds::add);
    List<Value> outputs =
        made.stream()
            .filter(name -> !read.contains(name))
            .map(name -> output(model, name, value(values, name)))
            .toList();
    return new Part(
        new Graph(model.name(), model.opsets(), feeds, constants, nodes, outputs), inputs, whole);
  }

  static Stream<String> named(List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).distinct();
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** An output as the model declares it; of a value that it does not declare, the element type. */
  static Value output(Graph model, String name, Tensor value) {
    return model.outputs().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Value(name, TensorType.ofUnknownRank(value.type())));
  }

  /** The same, which gives other values. */
  Part giving(Set<String> names) {
    List<Value> outputs =
        names.stream().map(n -> output(whole.graph(), n, whole.value(n))).toList();
    return new Part(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            outputs),
        inputs,
        whole);
  }

  Trial trial() {
    return new Trial(OnnxFromGraph.of(graph), inputs);
  }

  GraphReading reading() {
    return whole.like(graph, inputs);
  }
}
