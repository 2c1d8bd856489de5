package dev.assay.testkit.example;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A graph optimiser of the kind that the testkit is made for: nodes that change nothing become
 * Identity, an Identity that is no output is passed over, and what nobody reads is left out.
 *
 * @param careful whether it looks at the permutations of two Transposes before it drops them;
 *     without that it has a bug
 */
record SmallOptimiser(boolean careful) implements UnaryOperator<Graph> {

  @Override
  public Graph apply(Graph graph) {
    Map<String, Node> makers = new HashMap<>();
    graph.nodes().forEach(n -> n.outputs().forEach(o -> makers.put(o, n)));
    List<Node> plain = new ArrayList<>();
    for (Node node : graph.nodes()) {
      plain.add(same(graph, node, makers).map(x -> identity(x, node)).orElse(node));
    }
    return withoutDeadNodes(withoutIdentities(graph.withNodes(plain)));
  }

  private static Node identity(String x, Node node) {
    return Node.of("Identity", List.of(x), node.outputs(), Map.of());
  }

  /** The name of the value that a node gives again, if it does. */
  private Optional<String> same(Graph graph, Node node, Map<String, Node> makers) {
    Node before = node.inputs().isEmpty() ? null : makers.get(node.inputs().get(0));
    if (before == null) {
      return Optional.empty();
    }
    return switch (node.operator()) {
      case "Relu" -> isNeverNegative(graph, before) ? firstInput(node) : Optional.empty();
      case "Transpose" -> undoes(node, before) ? firstInput(before) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> firstInput(Node node) {
    return Optional.of(node.inputs().get(0));
  }

  private static boolean isNeverNegative(Graph graph, Node node) {
    return node.operator().equals("Relu")
        || node.operator().equals("Clip")
            && isBoundFromZero(graph, node, 1)
            && (node.inputs().size() < 3 || isBoundFromZero(graph, node, 2));
  }

  private static boolean isBoundFromZero(Graph graph, Node clip, int input) {
    if (clip.inputs().size() <= input) {
      return false;
    }
    String name = clip.inputs().get(input);
    Tensor bound = graph.constants().get(name);
    boolean fixed = graph.inputs().stream().noneMatch(v -> v.name().equals(name));
    return bound != null && fixed && bound.size() == 1 && bound.real(0) >= 0;
  }

  private boolean undoes(Node second, Node first) {
    if (!first.operator().equals("Transpose")) {
      return false;
    }
    Attribute p = first.attributes().get("perm");
    Attribute q = second.attributes().get("perm");
    if (p == null || q == null || !careful) {
      return p == null && q == null || !careful;
    }
    return IntStream.range(0, p.integers().size())
        .allMatch(k -> p.integers().get(q.integers().get(k).intValue()) == k);
  }

  private static Graph withoutIdentities(Graph graph) {
    Set<String> kept = new HashSet<>();
    graph.outputs().forEach(v -> kept.add(v.name()));
    graph.nodes().forEach(n -> n.bodies().values().forEach(b -> kept.addAll(n.reads())));
    Map<String, String> sources = new HashMap<>();
    List<Node> rest = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Node read =
          node.withInputs(node.inputs().stream().map(x -> sources.getOrDefault(x, x)).toList());
      if (read.operator().equals("Identity") && !kept.contains(read.outputs().get(0))) {
        sources.put(read.outputs().get(0), read.inputs().get(0));
      } else {
        rest.add(read);
      }
    }
    return graph.withNodes(rest);
  }

  private static Graph withoutDeadNodes(Graph graph) {
    Set<String> read = new HashSet<>();
    graph.outputs().stream().map(Value::name).forEach(read::add);
    Deque<Node> alive = new ArrayDeque<>();
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      Node node = graph.nodes().get(k);
      if (node.outputs().stream().anyMatch(read::contains)) {
        alive.addFirst(node);
        read.addAll(node.reads());
      }
    }
    return graph.withNodes(List.copyOf(alive));
  }
}
