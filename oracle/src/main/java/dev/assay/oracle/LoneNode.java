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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One node of a model, with nothing around it and on the values that it was given there. What the
 * model holds as a constant is one here too.
 */
record LoneNode(Graph graph, Map<String, Tensor> inputs) {

  /**
   * Takes a node out of a model.
   *
   * @param values of everything that the node reads or makes, by name
   */
  static LoneNode of(Graph model, Node node, Map<String, Tensor> values) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    named(node.inputs())
        .forEach(
            name -> {
              boolean constant = model.constants().containsKey(name);
              (constant ? constants : inputs).put(name, value(values, name));
            });
    List<Value> feeds = new ArrayList<>();
    inputs.forEach((name, tensor) -> feeds.add(new Value(name, TensorType.of(tensor))));
    List<Value> outputs =
        named(node.outputs()).map(name -> output(model, name, value(values, name))).toList();
    return new LoneNode(
        new Graph(model.name(), model.opsets(), feeds, constants, List.of(node), outputs), inputs);
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

  Trial trial() {
    return new Trial(OnnxFromGraph.of(graph), inputs);
  }

  GraphReading reading() {
    return GraphReading.of(graph, inputs);
  }
}
