package dev.assay.oracle.metamorphic;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A model on its inputs, as rules look at it: every value has its type, its shape and its elements,
 * and every plain node its meaning.
 */
final class Scene {
  private final Graph graph;
  private final Map<String, Tensor> inputs;
  private final GraphReading reading;
  private final Map<Node, NodeReading> meanings = new HashMap<>();

  /** Values that must stay what they are: structure hangs on them, or a sub-graph reads them. */
  private final Set<String> fixed = new HashSet<>();

  private Scene(Graph graph, Map<String, Tensor> inputs, GraphReading reading) {
    this.graph = graph;
    this.inputs = inputs;
    this.reading = reading;
    for (Node node : graph.nodes()) {
      if (isPlain(node)) {
        NodeReading meaning = reading.reading(node);
        meanings.put(node, meaning);
        meaning.structural().forEach(k -> fixed.add(node.inputs().get(k)));
      } else {
        fixed.addAll(node.inputs());
        fixed.addAll(node.outputs());
        fixed.addAll(Naming.inside(node));
      }
    }
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if a node breaks a rule of its operator
   */
  static Scene of(Graph graph, Map<String, Tensor> inputs) {
    return new Scene(graph, inputs, GraphReading.values(graph, inputs));
  }

  private boolean isPlain(Node node) {
    int opset = graph.opsets().getOrDefault(node.domain(), 1);
    return node.attributes().values().stream().noneMatch(a -> a.kind() == Attribute.Kind.GRAPH)
        && Catalogue.structure(node.domain(), node.operator(), opset).isEmpty();
  }

  Graph graph() {
    return graph;
  }

  Map<String, Tensor> inputs() {
    return inputs;
  }

  GraphReading reading() {
    return reading;
  }

  Tensor value(String name) {
    return reading.value(name);
  }

  /** Whether a rule may have a value come about in another way. */
  boolean isFree(String name) {
    Tensor t = reading.values().get(name);
    return t != null && !fixed.contains(name) && (DType.NUMBERS.contains(t.type()) || isTruth(t));
  }

  private static boolean isTruth(Tensor t) {
    return t.type() == DType.BOOL;
  }

  boolean isOutput(String name) {
    return graph.outputs().stream().anyMatch(v -> v.name().equals(name));
  }

  /** The inputs, constants and results of nodes that rules may touch. */
  List<String> values() {
    List<String> names = new ArrayList<>();
    graph.feeds().stream().map(Value::name).filter(this::isFree).forEach(names::add);
    graph.constants().keySet().stream().filter(this::isFree).forEach(names::add);
    graph.nodes().stream()
        .flatMap(n -> n.outputs().stream())
        .filter(this::isFree)
        .forEach(names::add);
    return names;
  }

  /** One of the values of a kind. */
  Optional<String> value(Choices choices, Predicate<Tensor> kind) {
    return one(choices, values().stream().filter(name -> kind.test(value(name))).toList());
  }

  /** One of the nodes of a kind whose meaning is a formula. */
  Optional<Node> node(Choices choices, Predicate<Node> kind) {
    return one(
        choices,
        graph.nodes().stream()
            .filter(n -> meanings.containsKey(n) && !meaning(n).isOpaque() && kind.test(n))
            .toList());
  }

  /** The meaning of a plain node. */
  NodeReading meaning(Node node) {
    NodeReading meaning = meanings.get(node);
    if (meaning == null) {
      throw new IllegalArgumentException("no plain node: " + node);
    }
    return meaning;
  }

  private static <T> Optional<T> one(Choices choices, List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(choices.of(list));
  }
}
