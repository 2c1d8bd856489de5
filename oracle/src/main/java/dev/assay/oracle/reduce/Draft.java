package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
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

/** A model and its inputs as an edit leaves them: nobody has read it yet, and it may be invalid. */
record Draft(Graph graph, Map<String, Tensor> inputs) {

  Draft {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  Draft withNodes(List<Node> nodes) {
    return of(graph.inputs(), graph.constants(), nodes, graph.outputs());
  }

  Draft withOutputs(List<Value> outputs) {
    return of(graph.inputs(), graph.constants(), graph.nodes(), outputs);
  }

  Draft withOpsets(Map<String, Integer> opsets) {
    return new Draft(
        new Graph(
            graph.name(),
            opsets,
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            graph.outputs()),
        inputs);
  }

  private Draft of(
      List<Value> feeds, Map<String, Tensor> constants, List<Node> nodes, List<Value> outputs) {
    return new Draft(
        new Graph(graph.name(), graph.opsets(), feeds, constants, nodes, outputs), inputs);
  }

  /** The same with another node at a place. */
  Draft withNode(int place, Node node) {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.set(place, node);
    return withNodes(nodes);
  }

  /** The tensors that no node makes, by name: inputs, then constants. */
  Map<String, Tensor> leaves() {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    graph.inputs().forEach(v -> leaves.put(v.name(), leaf(v.name())));
    graph.constants().forEach(leaves::putIfAbsent);
    return leaves;
  }

  private Tensor leaf(String name) {
    Tensor given = inputs.get(name);
    return given != null ? given : Objects.requireNonNull(graph.constants().get(name), name);
  }

  /** The same with other tensors for some leaves. */
  Draft withLeaves(Map<String, Tensor> others) {
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    Map<String, Tensor> held = new LinkedHashMap<>(graph.constants());
    others.forEach(
        (name, t) -> {
          fed.computeIfPresent(name, (n, old) -> t);
          held.computeIfPresent(name, (n, old) -> t);
        });
    return new Draft(of(graph.inputs(), held, graph.nodes(), graph.outputs()).graph, fed);
  }

  /** The same with more leaves: inputs, or constants. */
  Draft withMore(Map<String, Tensor> feeds, Map<String, Tensor> constants) {
    List<Value> declared = new ArrayList<>(graph.inputs());
    feeds.forEach((name, t) -> declared.add(new Value(name, TensorType.of(t))));
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    fed.putAll(feeds);
    Map<String, Tensor> held = new LinkedHashMap<>(graph.constants());
    held.putAll(constants);
    return new Draft(of(declared, held, graph.nodes(), graph.outputs()).graph, fed);
  }

  /** The same without some leaves, which somebody may still read. */
  Draft without(Collection<String> leaves) {
    Map<String, Tensor> fed = new LinkedHashMap<>(inputs);
    fed.keySet().removeAll(leaves);
    Map<String, Tensor> held = new LinkedHashMap<>(graph.constants());
    held.keySet().removeAll(leaves);
    List<Value> declared = graph.inputs().stream().filter(v -> !leaves.contains(v.name())).toList();
    return new Draft(of(declared, held, graph.nodes(), graph.outputs()).graph, fed);
  }

  /** Without what no output hangs on: nodes, and leaves that nobody reads. */
  Draft pruned() {
    Set<String> wanted = new HashSet<>();
    graph.outputs().forEach(v -> wanted.add(v.name()));
    List<Node> nodes = new ArrayList<>();
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      Node node = graph.nodes().get(k);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        nodes.add(0, node);
        wanted.addAll(reads(node));
      }
    }
    List<String> unread = leaves().keySet().stream().filter(n -> !wanted.contains(n)).toList();
    return withNodes(nodes).without(unread);
  }

  /** The names that a node reads, in its sub-graphs too, each once. */
  static Set<String> reads(Node node) {
    Set<String> names = new LinkedHashSet<>(node.inputs());
    names.remove("");
    for (Attribute a : node.attributes().values()) {
      if (a.kind() == Attribute.Kind.GRAPH) {
        names.addAll(free(a.graph()));
      }
    }
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
