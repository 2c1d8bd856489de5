package dev.assay.oracle.metamorphic;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model being changed. New nodes are called one after the other and then put in together, before
 * a place or instead of a node.
 */
final class Surgery {
  private final Scene scene;
  private final Set<String> taken;
  private final Map<String, Tensor> inputs;
  private final List<Value> declared;
  private final Map<String, Tensor> constants;
  private final List<Node> nodes;
  private final List<Value> outputs;
  private final List<Node> called = new ArrayList<>();
  private int named;

  Surgery(Scene scene) {
    Graph graph = scene.graph();
    this.scene = scene;
    this.taken = Naming.all(graph);
    this.inputs = new LinkedHashMap<>(scene.inputs());
    this.declared = new ArrayList<>(graph.inputs());
    this.constants = new LinkedHashMap<>(graph.constants());
    this.nodes = new ArrayList<>(graph.nodes());
    this.outputs = new ArrayList<>(graph.outputs());
  }

  Scene scene() {
    return scene;
  }

  String fresh() {
    String name;
    do {
      name = "r" + named++;
    } while (!taken.add(name));
    return name;
  }

  // ---- new nodes

  /** The result of a new node. */
  String call(String operator, Map<String, Attribute> attributes, String... from) {
    return call(Node.of(operator, List.of(from), List.of(fresh()), attributes));
  }

  String call(String operator, String... from) {
    return call(operator, Map.of(), from);
  }

  /** The first result of a new node. */
  String call(Node node) {
    called.add(node);
    return node.outputs().get(0);
  }

  /** The same node with other inputs and results of new names. */
  Node again(Node node, List<String> from) {
    List<String> to = node.outputs().stream().map(o -> o.isEmpty() ? "" : fresh()).toList();
    return new Node(node.name(), node.domain(), node.operator(), from, to, node.attributes());
  }

  String constant(Tensor t) {
    String name = fresh();
    constants.put(name, t);
    return name;
  }

  String numbers(long... numbers) {
    return constant(Tensor.list(numbers));
  }

  // ---- putting them in

  /** Puts the new nodes instead of a node: the last of their results has the name of its result. */
  void replace(Node node, String result) {
    int at = nodes.indexOf(node);
    nodes.remove(at);
    put(at, Map.of(result, node.outputs().get(0)));
  }

  /** Puts the new nodes, which make something of a value, behind it: others see the result only. */
  void behind(String value, String result) {
    for (int k = 0; k < nodes.size(); k++) {
      if (nodes.get(k).outputs().contains(value)) {
        String before = fresh();
        nodes.set(k, Renaming.of(nodes.get(k), Map.of(value, before)));
        put(k + 1, Map.of(value, before, result, value));
        return;
      }
    }
    for (int k = 0; k < nodes.size(); k++) {
      nodes.set(k, Renaming.of(nodes.get(k), Map.of(value, result)));
    }
    put(0, Map.of());
  }

  /** Puts the new nodes before a node, of which one input becomes their result. */
  void before(Node node, int input, String result) {
    int at = nodes.indexOf(node);
    List<String> from = new ArrayList<>(node.inputs());
    from.set(input, result);
    nodes.set(at, with(node, from));
    put(at, Map.of());
  }

  /** Puts the new nodes behind a node. */
  void after(Node node) {
    put(nodes.indexOf(node) + 1, Map.of());
  }

  static Node with(Node node, List<String> inputs) {
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), node.attributes());
  }

  private void put(int at, Map<String, String> names) {
    nodes.addAll(at, called.stream().map(n -> Renaming.of(n, names)).toList());
    called.clear();
  }

  // ---- the rest of the model

  List<Node> nodes() {
    return nodes;
  }

  void addOutput(String name) {
    outputs.add(new Value(name, TensorType.of(scene.value(name))));
  }

  /** A constant becomes an input that is given the same. */
  void feed(String constant) {
    Tensor t = scene.value(constant);
    constants.remove(constant);
    declared.add(new Value(constant, TensorType.of(t)));
    inputs.put(constant, t);
  }

  /** An input becomes a constant. */
  void hold(String input) {
    constants.put(input, scene.value(input));
    declared.removeIf(v -> v.name().equals(input));
    inputs.remove(input);
  }

  Graph graph() {
    Graph g = scene.graph();
    return new Graph(g.name(), g.opsets(), declared, constants, nodes, outputs);
  }

  Map<String, Tensor> inputs() {
    return inputs;
  }
}
