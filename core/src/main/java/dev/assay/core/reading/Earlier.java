package dev.assay.core.reading;

import dev.assay.core.graph.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an earlier reading says of a model that is being read, be it the same on other tensors or
 * one that shares nodes with it. The law: what it gives of a node is what reading the node would
 * give, since the node is the same and so is all that it reads.
 */
final class Earlier {
  private final GraphReader before;
  private final GraphReader now;
  private final Map<String, Node> makers = new HashMap<>();

  /** The values that are not what they were, or that were not there. */
  private final Set<String> moved = new HashSet<>();

  /**
   * @param now has taken in its inputs and read no node yet
   */
  Earlier(GraphReader before, GraphReader now) {
    this.before = before;
    this.now = now;
    for (Node node : before.graph().nodes()) {
      node.outputs().forEach(name -> makers.put(name, node));
    }
    now.values()
        .tensors()
        .forEach(
            (name, t) -> {
              if (!Objects.equals(t, before.values().find(name))) {
                moved.add(name);
              }
            });
  }

  /** The reading that holds a node: one with enclosures if there is such. */
  static Optional<Earlier> best(List<Earlier> all, Node node) {
    List<Earlier> holding = all.stream().filter(e -> e.holds(node)).toList();
    return holding.stream()
        .filter(e -> e.now.encloses(e.before))
        .findFirst()
        .or(() -> holding.stream().findFirst());
  }

  /** Whether it says what reading the node would. */
  boolean holds(Node node) {
    Node there = makers.get(node.outputs().get(0));
    return there != null
        && there.equals(node)
        && before.hasRead(there)
        && before.opset(there) == now.opset(node)
        && node.inputs().stream().noneMatch(moved::contains);
  }

  /** Gives what it says of a node that it holds. */
  void give(Node node) {
    now.take(node, makers.getOrDefault(node.outputs().get(0), node), before);
  }

  /** Notes that a node is to be read again. */
  void lose(Node node) {
    moved.addAll(GraphReader.names(node));
  }

  /** Looks which outputs of a node that has been read are what they were. */
  void compare(Node node) {
    for (String name : GraphReader.names(node)) {
      if (!now.values().isSame(name, before.values(), now.encloses(before))) {
        moved.add(name);
      }
    }
  }
}
