package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts nodes into an order in which each value is made before it is used, near to the order in
 * which they stand: what is in order stays as it is.
 */
public final class NodeOrder {
  private final List<Node> nodes;
  private final List<Set<String>> uses;
  private final Map<String, Integer> makers = new HashMap<>();

  private NodeOrder(Set<String> given, List<Node> nodes) {
    this.nodes = nodes;
    this.uses = nodes.stream().map(NodeOrder::uses).toList();
    Set<String> made = new HashSet<>(given);
    for (int k = 0; k < nodes.size(); k++) {
      for (String output : nodes.get(k).outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        if (!made.add(output)) {
          throw Refusal.of(
              "two values have one name",
              "required",
              "a name for each value",
              "but",
              "\"" + output + "\" is made again",
              "node",
              nodes.get(k).toString());
        }
        makers.put(output, k);
      }
    }
  }

  /**
   * The nodes in order.
   *
   * @param given names of inputs and constants
   * @throws IllegalArgumentException if a name is made twice, or nodes wait for each other
   */
  static List<Node> of(Set<String> given, List<Node> nodes) {
    return new NodeOrder(given, nodes).sorted();
  }

  private List<Node> sorted() {
    int n = nodes.size();
    int[] waits = new int[n];
    List<List<Integer>> users = new ArrayList<>();
    nodes.forEach(node -> users.add(new ArrayList<>()));
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int k = 0; k < n; k++) {
      for (int maker : makersFor(k)) {
        waits[k]++;
        users.get(maker).add(k);
      }
      if (waits[k] == 0) {
        ready.add(k);
      }
    }
    List<Node> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int k = ready.remove();
      sorted.add(nodes.get(k));
      for (int user : users.get(k)) {
        if (--waits[user] == 0) {
          ready.add(user);
        }
      }
    }
    if (sorted.size() < n) {
      throw cycle(waits);
    }
    return sorted;
  }

  private Set<Integer> makersFor(int k) {
    Set<Integer> all = new LinkedHashSet<>();
    for (String name : uses.get(k)) {
      Integer maker = makers.get(name);
      if (maker != null) {
        all.add(maker);
      }
    }
    return all;
  }

  private IllegalArgumentException cycle(int[] waits) {
    int k = 0;
    while (waits[k] == 0) {
      k++;
    }
    List<Integer> path = new ArrayList<>();
    while (!path.contains(k)) {
      path.add(k);
      k = makersFor(k).stream().filter(m -> waits[m] > 0).findFirst().orElseThrow();
    }
    List<String> circle = new ArrayList<>();
    for (int step : path.subList(path.indexOf(k), path.size())) {
      circle.add(nodes.get(step).toString());
    }
    return Refusal.of(
        "nodes wait for each other in a circle",
        "required",
        "an order in which each value is made before it is used",
        "but",
        String.join("  <-  ", circle));
  }

  /** The names that a node reads, those that its subgraphs take from outside included. */
  public static Set<String> uses(Node node) {
    Set<String> names = new LinkedHashSet<>();
    for (String input : node.inputs()) {
      if (!input.isEmpty()) {
        names.add(input);
      }
    }
    for (Attribute a : node.attributes().values()) {
      if (a.kind() == Attribute.Kind.GRAPH) {
        names.addAll(taken(a.graph()));
      }
    }
    return names;
  }

  /** The names that a graph reads and does not make. */
  private static Set<String> taken(Graph g) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> made = new HashSet<>(g.constants().keySet());
    for (Value v : g.inputs()) {
      made.add(v.name());
    }
    for (Node node : g.nodes()) {
      names.addAll(uses(node));
      made.addAll(node.outputs());
    }
    for (Value v : g.outputs()) {
      names.add(v.name());
    }
    names.removeAll(made);
    return names;
  }
}
