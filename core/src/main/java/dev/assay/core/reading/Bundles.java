package dev.assay.core.reading;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sequences and optionals of a reading, and the names of what no node of the model names: what
 * is in them, and what is made within structures.
 */
final class Bundles {
  private final Map<String, Bundle> byName = new HashMap<>();
  private final Graph graph;
  private char separator;

  Bundles(Graph graph) {
    this.graph = graph;
  }

  Optional<Bundle> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<Bundle.Elements> sequence(String name) {
    return byName.get(name) instanceof Bundle.Elements e ? Optional.of(e) : Optional.empty();
  }

  Optional<Bundle.Content> optional(String name) {
    return byName.get(name) instanceof Bundle.Content c ? Optional.of(c) : Optional.empty();
  }

  boolean contains(String name) {
    return byName.containsKey(name);
  }

  void put(String name, Bundle bundle) {
    byName.put(name, bundle);
  }

  /** A name of which one value of the model is the first part; no value of the model has it. */
  String inside(String outer, Object inner) {
    if (separator == 0) {
      separator = unused(graph);
    }
    return outer + separator + inner;
  }

  /** A character that is in no name of a graph. */
  private static char unused(Graph graph) {
    Set<Character> used = new HashSet<>();
    collect(graph, used);
    return (char)
        "/:.#|"
            .chars()
            .filter(c -> !used.contains((char) c))
            .findFirst()
            .orElseGet(() -> firstUnused(used));
  }

  private static int firstUnused(Set<Character> used) {
    char c = '\u00a0';
    while (used.contains(c)) {
      c++;
    }
    return c;
  }

  private static void collect(Graph g, Set<Character> used) {
    g.inputs().stream().map(Value::name).forEach(name -> addAll(name, used));
    g.constants().keySet().forEach(name -> addAll(name, used));
    for (Node node : g.nodes()) {
      node.outputs().forEach(name -> addAll(name, used));
      for (Attribute a : node.attributes().values()) {
        if (a.kind() == Attribute.Kind.GRAPH) {
          collect(a.graph(), used);
        }
      }
    }
  }

  private static void addAll(String name, Set<Character> used) {
    used.addAll(name.chars().mapToObj(c -> (char) c).collect(Collectors.toSet()));
  }
}
