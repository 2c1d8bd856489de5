package dev.assay.bench.known;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which operators a model has, and which of them reads another's output; sizes, types, attributes
 * and constants are no part of it. Sub-graphs are not looked into.
 *
 * @param operators with their domains, in the model's order
 */
record OperatorPattern(List<String> operators, Set<Edge> edges) {

  /** Node {@code to} reads what node {@code from} makes. */
  record Edge(int from, int to) {}

  OperatorPattern {
    operators = List.copyOf(operators);
    edges = Set.copyOf(edges);
  }

  static OperatorPattern of(Graph graph) {
    List<String> operators = new ArrayList<>();
    Set<Edge> edges = new HashSet<>();
    Map<String, Integer> makers = new HashMap<>();
    for (Node node : graph.nodes()) {
      int to = operators.size();
      for (String input : node.inputs()) {
        Integer from = makers.get(input);
        if (from != null) {
          edges.add(new Edge(from, to));
        }
      }
      operators.add(
          node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator());
      node.outputs().forEach(output -> makers.put(output, to));
    }
    return new OperatorPattern(operators, edges);
  }

  /** Whether another model has these operators, each a node of its own, with these edges. */
  boolean isIn(OperatorPattern other) {
    return places(other, new ArrayList<>());
  }

  /** Whether both have the same operators and edges, in whatever order. */
  boolean isLike(OperatorPattern other) {
    return operators.size() == other.operators.size()
        && edges.size() == other.edges.size()
        && isIn(other);
  }

  /** Whether the nodes after those that have a place find one too. */
  private boolean places(OperatorPattern other, List<Integer> taken) {
    int node = taken.size();
    if (node == operators.size()) {
      return true;
    }
    for (int place = 0; place < other.operators.size(); place++) {
      if (!taken.contains(place) && fits(other, taken, place)) {
        taken.add(place);
        if (places(other, taken)) {
          return true;
        }
        taken.remove(node);
      }
    }
    return false;
  }

  private boolean fits(OperatorPattern other, List<Integer> taken, int place) {
    int node = taken.size();
    return operators.get(node).equals(other.operators.get(place))
        && edges.stream()
            .filter(e -> e.to() == node)
            .allMatch(e -> other.edges.contains(new Edge(taken.get(e.from()), place)));
  }

  @Override
  public String toString() {
    return operators.stream().collect(Collectors.joining(" "));
  }
}
