package dev.assay.core.graph;

import dev.assay.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model: nodes in an order in which each value is made before it is used.
 *
 * <p>A value is known by its name; it is an input, a constant, or an output of one node. A name
 * that is both input and constant is an input with a default.
 *
 * @param opsets version by operator domain; {@code ""} is ONNX's own
 * @param constants tensors that the model holds (ONNX's initialisers), by name
 */
public record Graph(
    String name,
    Map<String, Integer> opsets,
    List<Value> inputs,
    Map<String, Tensor> constants,
    List<Node> nodes,
    List<Value> outputs) {

  public Graph {
    opsets = Collections.unmodifiableMap(new TreeMap<>(opsets));
    inputs = List.copyOf(inputs);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /** The version of ONNX's own operators. */
  public int opset() {
    return opsets.getOrDefault("", 1);
  }

  /** The inputs that a caller must give: those without a constant of the same name. */
  public List<Value> feeds() {
    return inputs.stream().filter(v -> !constants.containsKey(v.name())).toList();
  }

  public Graph withInputs(List<Value> others) {
    return new Graph(name, opsets, others, constants, nodes, outputs);
  }

  public Graph withConstants(Map<String, Tensor> others) {
    return new Graph(name, opsets, inputs, others, nodes, outputs);
  }

  public Graph withNodes(List<Node> others) {
    return new Graph(name, opsets, inputs, constants, others, outputs);
  }

  public Graph withOutputs(List<Value> others) {
    return new Graph(name, opsets, inputs, constants, nodes, others);
  }

  /** One node a line, between inputs and outputs. */
  @Override
  public String toString() {
    return nodes.stream()
        .map(Node::toString)
        .collect(
            Collectors.joining(
                "\n  ", name + "(" + list(inputs) + ") {\n  ", "\n} -> " + list(outputs)));
  }

  private static String list(List<Value> values) {
    return values.stream().map(v -> v.name() + ": " + v.type()).collect(Collectors.joining(", "));
  }
}
