package dev.assay.core.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes with other names for some of their values, as when a sub-graph is put into a graph. */
public final class Renaming {
  private Renaming() {}

  /** The node with new names; what its own sub-graphs make themselves keeps its name. */
  public static Node of(Node node, Map<String, String> names) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.replaceAll(
        (name, a) -> a.kind() == Attribute.Kind.GRAPH ? Attribute.of(inside(a.graph(), names)) : a);
    return new Node(
        node.name(),
        node.domain(),
        node.operator(),
        renamed(node.inputs(), names),
        renamed(node.outputs(), names),
        attributes);
  }

  private static List<String> renamed(List<String> list, Map<String, String> names) {
    return list.stream().map(name -> names.getOrDefault(name, name)).toList();
  }

  private static Graph inside(Graph g, Map<String, String> names) {
    Map<String, String> free = new HashMap<>(names);
    g.inputs().forEach(v -> free.remove(v.name()));
    free.keySet().removeAll(g.constants().keySet());
    g.nodes().forEach(node -> node.outputs().forEach(free::remove));
    return new Graph(
        g.name(),
        g.opsets(),
        g.inputs(),
        g.constants(),
        g.nodes().stream().map(node -> of(node, free)).toList(),
        g.outputs().stream()
            .map(v -> new Value(free.getOrDefault(v.name(), v.name()), v.type()))
            .toList());
  }
}
