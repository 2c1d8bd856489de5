package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes what the nodes of a graph read. */
final class Wiring {
  /** What may stand between a value and its reader. */
  private static final List<String> BETWEEN =
      List.of("Identity", "Relu", "Neg", "Abs", "Tanh", "Sigmoid", "Not", "Floor", "Transpose");

  private Wiring() {}

  /** An input of a node becomes another value of the same type that is there before. */
  static Mixture rewired(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    int place = place(node, reading, choices);
    String now = node.inputs().get(place);
    List<String> others =
        before(mixture, node).stream()
            .filter(n -> !n.equals(now) && reading.type(n).equals(reading.type(now)))
            .toList();
    if (others.isEmpty()) {
      throw Mutation.noPlace();
    }
    return mixture.with(node, reading(node, place, choices.of(others)));
  }

  private static Set<String> before(Mixture mixture, Node node) {
    Set<String> names = new LinkedHashSet<>();
    mixture.graph().feeds().stream()
        .filter(v -> mixture.isUnbounded(v.name()))
        .forEach(v -> names.add(v.name()));
    for (Node n : mixture.graph().nodes()) {
      if (n.equals(node)) {
        break;
      }
      n.outputs().stream().filter(o -> !o.isEmpty()).forEach(names::add);
    }
    return names;
  }

  /** A node that keeps the type comes before one input of a node. */
  static Mixture inserted(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    int place = place(node, reading, choices);
    String between = mixture.fresh("between");
    Node added =
        Node.of(choices.of(BETWEEN), List.of(node.inputs().get(place)), List.of(between), Map.of());
    Node reader = reading(node, place, between);
    return mixture.with(
        mixture.graph().nodes().stream()
            .flatMap(n -> n.equals(node) ? Stream.of(added, reader) : Stream.of(n))
            .toList());
  }

  /** What read a node reads one of its inputs of the same type. */
  static Mixture bypassed(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    String output = node.outputs().get(0);
    Optional<TensorType> type = reading.type(output);
    List<String> alike =
        node.inputs().stream()
            .filter(n -> type.isPresent() && reading.type(n).equals(type))
            .toList();
    if (alike.isEmpty()) {
      throw Mutation.noPlace();
    }
    String instead = choices.of(alike);
    List<Node> nodes = new ArrayList<>();
    for (Node n : mixture.graph().nodes()) {
      Node reader = n;
      for (int k = 0; k < n.inputs().size(); k++) {
        reader = n.inputs().get(k).equals(output) ? reading(reader, k, instead) : reader;
      }
      nodes.add(reader);
    }
    return mixture.with(nodes);
  }

  /** The place of an input that is a value of the graph, and no structure of the node. */
  private static int place(Node node, ShapeReading reading, Choices choices) {
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      if (reading.type(node.inputs().get(k)).isPresent()
          && !reading.data().containsKey(node.inputs().get(k))) {
        places.add(k);
      }
    }
    if (places.isEmpty()) {
      throw Mutation.noPlace();
    }
    return choices.of(places);
  }

  private static Node reading(Node node, int place, String name) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(place, name);
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), node.attributes());
  }
}
