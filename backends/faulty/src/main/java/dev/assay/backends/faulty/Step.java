package dev.assay.backends.faulty;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node about to run, with the values that are known by then.
 *
 * @param rest the faults that may still strike at it
 */
record Step(Graph graph, Node node, Map<String, Tensor> values, List<Fault> rest) {

  /** The outputs that the node has under the rest of the faults, in the order of its ports. */
  List<Tensor> outputs() {
    for (int k = 0; k < rest.size(); k++) {
      Fault fault = rest.get(k);
      if (fault.operators().contains(node.operator())) {
        return fault.step().apply(new Step(graph, node, values, rest.subList(k + 1, rest.size())));
      }
    }
    Graph alone = new Graph("step", graph.opsets(), List.of(), values, List.of(node), List.of());
    GraphReading reading = GraphReading.values(alone, Map.of());
    return node.outputs().stream().filter(n -> !n.isEmpty()).map(reading::value).toList();
  }

  /** The value of an input; empty where the node has none there. */
  Optional<Tensor> input(int k) {
    return k < node.inputs().size()
        ? Optional.ofNullable(values.get(node.inputs().get(k)))
        : Optional.empty();
  }

  /** A value that is known by now. */
  @Nullable Tensor value(String name) {
    return values.get(name);
  }

  /** The node that made an input; empty where none did. */
  Optional<Node> maker(int k) {
    String name = node.inputs().get(k);
    return graph.nodes().stream().filter(n -> n.outputs().contains(name)).findFirst();
  }

  boolean has(int k) {
    return input(k).isPresent();
  }

  /** Whether the first input is of a float type. */
  boolean isFloat() {
    return input(0).map(t -> t.type().isFloat()).orElse(false);
  }

  /** An attribute that is a list of integers; empty where the node has none. */
  List<Long> integers(String attribute) {
    Attribute a = node.attributes().get(attribute);
    return a == null ? List.of() : a.integers();
  }

  long integer(String attribute, long otherwise) {
    Attribute a = node.attributes().get(attribute);
    return a == null ? otherwise : a.integer();
  }

  Step with(String attribute, Attribute value) {
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.put(attribute, value);
    return withAttributes(attributes);
  }

  Step without(String attribute) {
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.remove(attribute);
    return withAttributes(attributes);
  }

  private Step withAttributes(Map<String, Attribute> attributes) {
    return withNode(
        new Node(
            node.name(),
            node.domain(),
            node.operator(),
            node.inputs(),
            node.outputs(),
            attributes));
  }

  /** The same with an input that has another value. */
  Step with(int k, Tensor value) {
    String name = "input " + k + " of the faulty step";
    Map<String, Tensor> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Step(graph, node, more, rest).withInput(k, name);
  }

  /** The same with an input under another name; the empty name leaves it out. */
  Step withInput(int k, String name) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(k, name);
    return withNode(
        new Node(
            node.name(),
            node.domain(),
            node.operator(),
            inputs,
            node.outputs(),
            node.attributes()));
  }

  private Step withNode(Node other) {
    return new Step(graph, other, values, rest);
  }

  /** Whether an output of the node is one of the model. */
  boolean isLast() {
    return graph.outputs().stream().anyMatch(v -> node.outputs().contains(v.name()));
  }
}
