package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A model and its inputs as an edit leaves them: nobody has read it yet, and it may be invalid. */
record Draft(Graph graph, Map<String, Tensor> inputs) {

  Draft {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  private Draft with(Graph other) {
    return new Draft(other, inputs);
  }

  Draft withOutputs(List<Value> outputs) {
    return with(graph.withOutputs(outputs));
  }

  Draft withOpsets(Map<String, Integer> opsets) {
    return with(
        new Graph(
            graph.name(),
            opsets,
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            graph.outputs()));
  }

  /** The same with another graph where a way leads to. */
  Draft at(Way way, UnaryOperator<Graph> edit) {
    return with(way.with(graph, edit));
  }

  /** The same with another node at a place of a graph. */
  Draft withNode(Way way, int place, Node node) {
    return at(
        way,
        g -> {
          List<Node> nodes = new ArrayList<>(g.nodes());
          nodes.set(place, node);
          return g.withNodes(nodes);
        });
  }

  /** The same with each node changed, in bodies too. */
  Draft withEachNode(UnaryOperator<Node> edit) {
    return with(throughout(graph, g -> g.withNodes(g.nodes().stream().map(edit).toList())));
  }

  /** A graph with each body in it changed, and then itself. */
  private static Graph throughout(Graph g, UnaryOperator<Graph> edit) {
    List<Node> nodes = g.nodes().stream().map(n -> within(n, b -> throughout(b, edit))).toList();
    return edit.apply(g.withNodes(nodes));
  }

  private static Node within(Node node, UnaryOperator<Graph> edit) {
    Node changed = node;
    for (Map.Entry<String, Graph> e : node.bodies().entrySet()) {
      changed = Way.with(changed, e.getKey(), edit.apply(e.getValue()));
    }
    return changed;
  }

  /** The tensors that no node makes, by name: inputs, then constants, then those in bodies. */
  Map<String, Tensor> leaves() {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    graph.inputs().forEach(v -> leaves.put(v.name(), leaf(v.name())));
    Way.all(graph).forEach(way -> way.in(graph).constants().forEach(leaves::putIfAbsent));
    return leaves;
  }

  private Tensor leaf(String name) {
    Tensor given = inputs.get(name);
    return given != null ? given : Objects.requireNonNull(graph.constants().get(name), name);
  }

  /** The same with other tensors for some leaves. */
  Draft withLeaves(Map<String, Tensor> others) {
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    others.forEach((name, t) -> fed.computeIfPresent(name, (n, old) -> t));
    Graph changed =
        throughout(
            graph,
            g -> {
              Map<String, Tensor> held = new LinkedHashMap<>(g.constants());
              others.forEach((name, t) -> held.computeIfPresent(name, (n, old) -> t));
              return g.withConstants(held);
            });
    return new Draft(changed, fed);
  }

  /**
   * The same with more leaves: inputs, or constants.
   *
   * @throws IllegalArgumentException if something else has the name of one
   */
  Draft withMore(Map<String, Tensor> feeds, Map<String, Tensor> constants) {
    Set<String> names = names(graph);
    if (feeds.keySet().stream().anyMatch(names::contains)
        || constants.keySet().stream().anyMatch(names::contains)) {
      throw new IllegalArgumentException("the name of a new leaf is taken");
    }
    List<Value> declared = new ArrayList<>(graph.inputs());
    feeds.forEach((name, t) -> declared.add(new Value(name, TensorType.of(t))));
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    fed.putAll(feeds);
    Map<String, Tensor> held = new LinkedHashMap<>(graph.constants());
    held.putAll(constants);
    return new Draft(graph.withInputs(declared).withConstants(held), fed);
  }

  /** The names of all that a graph and the bodies in it take, hold and make. */
  static Set<String> names(Graph g) {
    Set<String> names = new LinkedHashSet<>();
    g.inputs().forEach(v -> names.add(v.name()));
    names.addAll(g.constants().keySet());
    for (Node node : g.nodes()) {
      names.addAll(node.outputs());
      node.bodies().values().forEach(body -> names.addAll(names(body)));
    }
    names.remove("");
    return names;
  }

  /** The same without some leaves of the outermost graph, which somebody may still read. */
  Draft without(Collection<String> leaves) {
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    fed.keySet().removeAll(leaves);
    Map<String, Tensor> held = new LinkedHashMap<>(graph.constants());
    held.keySet().removeAll(leaves);
    List<Value> declared = graph.inputs().stream().filter(v -> !leaves.contains(v.name())).toList();
    return new Draft(graph.withInputs(declared).withConstants(held), fed);
  }

  /** Without what no output hangs on: nodes, in bodies too, and leaves that nobody reads. */
  Draft pruned() {
    Graph left = pruned(graph);
    Set<String> wanted = wanted(left);
    List<String> unread =
        leaves().keySet().stream().filter(name -> !wanted.contains(name)).toList();
    return with(left).without(unread);
  }

  private static Graph pruned(Graph g) {
    Set<String> wanted = new HashSet<>();
    g.outputs().forEach(v -> wanted.add(v.name()));
    List<Node> nodes = new ArrayList<>();
    for (int k = g.nodes().size() - 1; k >= 0; k--) {
      Node node = g.nodes().get(k);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        Node inside = within(node, Draft::pruned);
        nodes.add(0, inside);
        wanted.addAll(reads(inside));
      }
    }
    Map<String, Tensor> held = new LinkedHashMap<>(g.constants());
    held.keySet().retainAll(wanted);
    return g.withNodes(nodes).withConstants(held);
  }

  /** The names of what nodes of the outermost graph make and nobody reads, but for its outputs. */
  List<String> deadEnds() {
    Set<String> wanted = wanted(graph);
    return graph.nodes().stream()
        .flatMap(n -> n.outputs().stream())
        .filter(name -> !name.isEmpty() && !wanted.contains(name))
        .toList();
  }

  private static Set<String> wanted(Graph g) {
    Set<String> wanted = new HashSet<>();
    g.outputs().forEach(v -> wanted.add(v.name()));
    g.nodes().forEach(n -> wanted.addAll(reads(n)));
    return wanted;
  }

  /** The names that a node reads, in its bodies too, each once. */
  static Set<String> reads(Node node) {
    Set<String> names = new LinkedHashSet<>(node.inputs());
    names.remove("");
    node.bodies().values().forEach(body -> names.addAll(free(body)));
    return names;
  }

  private static Set<String> free(Graph inside) {
    Set<String> free = new LinkedHashSet<>();
    Set<String> own = new HashSet<>(inside.constants().keySet());
    inside.inputs().forEach(v -> own.add(v.name()));
    for (Node node : inside.nodes()) {
      free.addAll(reads(node));
      own.addAll(node.outputs());
    }
    inside.outputs().forEach(v -> free.add(v.name()));
    free.removeAll(own);
    return free;
  }

  /** The name of an output of the graph, and what it is declared to be, if it is one. */
  Optional<Value> output(String name) {
    return graph.outputs().stream().filter(v -> v.name().equals(name)).findFirst();
  }
}
