package dev.assay.oracle.metamorphic;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import java.util.HashSet;
import java.util.Set;

/** The names that stand in graphs and nodes. */
final class Naming {
  private Naming() {}

  /** Every name in a graph and in the sub-graphs of its nodes. */
  static Set<String> all(Graph graph) {
    Set<String> names = new HashSet<>(graph.constants().keySet());
    graph.inputs().stream().map(Value::name).forEach(names::add);
    graph.outputs().stream().map(Value::name).forEach(names::add);
    for (Node node : graph.nodes()) {
      names.addAll(node.outputs());
      names.addAll(read(node));
    }
    return names;
  }

  /** What a node reads, by itself or in its sub-graphs; and what these make themselves. */
  static Set<String> read(Node node) {
    Set<String> names = inside(node);
    names.addAll(node.inputs());
    names.remove("");
    return names;
  }

  /** The names in the sub-graphs of a node. */
  static Set<String> inside(Node node) {
    Set<String> names = new HashSet<>();
    for (Attribute a : node.attributes().values()) {
      if (a.kind() == Attribute.Kind.GRAPH) {
        names.addAll(all(a.graph()));
      }
    }
    return names;
  }
}
