package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A connected part of a seed as a graph of its own: what it reads from outside is an input, or a
 * constant where its elements are known.
 */
final class Cut {
  private final Seed seed;
  private final Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

  private Cut(Seed seed) {
    this.seed = seed;
  }

  /**
   * Cuts a part of at most so many nodes; empty where the seed has no node that may be used.
   *
   * @param usable which nodes may be in it
   */
  static Optional<Graph> of(Seed seed, int most, Predicate<Node> usable, Choices choices) {
    List<Node> all =
        seed.nodes().stream()
            .filter(usable)
            .filter(n -> n.outputs().stream().noneMatch(seed.data()::containsKey))
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Cut cut = new Cut(seed);
    cut.grow(all, most, choices);
    return Optional.of(cut.graph());
  }

  private void grow(List<Node> all, int most, Choices choices) {
    Map<String, List<Node>> users = new HashMap<>();
    for (Node n : all) {
      n.inputs().forEach(i -> users.computeIfAbsent(i, k -> new ArrayList<>()).add(n));
    }
    Map<String, Node> makers = new HashMap<>();
    all.forEach(n -> n.outputs().forEach(o -> makers.put(o, n)));
    Set<Node> beside = new LinkedHashSet<>(List.of(choices.of(all)));
    while (nodes.size() < most && !beside.isEmpty()) {
      Node node = choices.of(List.copyOf(beside));
      beside.remove(node);
      nodes.add(node);
      for (String i : node.inputs()) {
        Optional.ofNullable(makers.get(i)).filter(m -> !isKnown(i)).ifPresent(beside::add);
      }
      node.outputs().forEach(o -> beside.addAll(users.getOrDefault(o, List.of())));
      beside.removeAll(nodes);
    }
  }

  private boolean isKnown(String name) {
    return seed.data().containsKey(name);
  }

  private Graph graph() {
    List<Node> ordered = seed.nodes().stream().filter(nodes::contains).toList();
    Set<String> made = new HashSet<>();
    Set<String> read = new HashSet<>();
    Map<String, Value> inputs = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (Node n : ordered) {
      for (String name : n.inputs()) {
        read.add(name);
        Tensor known = seed.data().get(name);
        if (known != null) {
          constants.put(name, known);
        } else if (!name.isEmpty() && !made.contains(name)) {
          inputs.put(name, new Value(name, type(name)));
        }
      }
      made.addAll(n.outputs());
    }
    List<Value> outputs = new ArrayList<>();
    for (Node n : ordered) {
      for (String name : n.outputs()) {
        if (!name.isEmpty() && !read.contains(name)) {
          outputs.add(new Value(name, type(name)));
        }
      }
    }
    return new Graph(
        "assay", seed.graph().opsets(), List.copyOf(inputs.values()), constants, ordered, outputs);
  }

  private TensorType type(String name) {
    return Objects.requireNonNull(seed.types().get(name), name);
  }
}
