package dev.assay.generator.invalid;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes how the nodes of a model hang together. */
final class GraphBreach {
  private GraphBreach() {}

  /** The model; empty where the place that was drawn has room for no such breach. */
  static Optional<InvalidModel> of(Breach breach, Broken valid, Choices choices) {
    List<Node> nodes = valid.graph().nodes();
    int at = choices.between(0, nodes.size() - 1);
    return switch (breach) {
      case CYCLE -> cycle(valid, at, choices);
      case ORDER -> order(valid, at);
      case DUPLICATE_NAME -> duplicate(valid, at, choices);
      case UNDECLARED_VALUE ->
          input(nodes.get(at), "nowhere", choices)
              .map(
                  n ->
                      model(
                          breach,
                          valid.with(nodes.get(at), n),
                          n,
                          "every value that is read is made: \"nowhere\""));
      default -> throw new IllegalArgumentException("no graph breaks such a rule: " + breach);
    };
  }

  /** A node reads what it or a node behind it makes of its own output. */
  private static Optional<InvalidModel> cycle(Broken valid, int at, Choices choices) {
    List<Node> nodes = valid.graph().nodes();
    Set<String> made = new HashSet<>(nodes.get(at).outputs());
    for (Node n : nodes.subList(at + 1, nodes.size())) {
      if (n.inputs().stream().anyMatch(made::contains)) {
        made.addAll(n.outputs());
      }
    }
    made.remove("");
    List<String> behind = made.stream().sorted().toList();
    return input(nodes.get(at), choices.of(behind), choices)
        .map(
            n ->
                model(Breach.CYCLE, valid.with(nodes.get(at), n), n, "no value is made of itself"));
  }

  /** A node comes to stand behind the first of its readers. */
  private static Optional<InvalidModel> order(Broken valid, int at) {
    List<Node> nodes = new ArrayList<>(valid.graph().nodes());
    Node node = nodes.get(at);
    for (int k = at + 1; k < nodes.size(); k++) {
      if (nodes.get(k).inputs().stream().anyMatch(i -> node.outputs().contains(i))) {
        nodes.remove(at);
        nodes.add(k, node);
        return Optional.of(
            model(
                Breach.ORDER,
                valid.with(nodes),
                node,
                "nodes stand behind those whose outputs they read"));
      }
    }
    return Optional.empty();
  }

  /** A node makes a value that an earlier node makes too. */
  private static Optional<InvalidModel> duplicate(Broken valid, int at, Choices choices) {
    List<Node> nodes = valid.graph().nodes();
    if (at == 0) {
      return Optional.empty();
    }
    Node node = nodes.get(at);
    String name = choices.of(nodes.subList(0, at)).outputs().get(0);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<String> outputs = new ArrayList<>(node.outputs());
    outputs.set(0, name);
    String old = node.outputs().get(0);
    Node other =
        new Node(
            node.name(), node.domain(), node.operator(), node.inputs(), outputs, node.attributes());
    Broken broken = valid.with(node, other);
    boolean isRead =
        nodes.stream().anyMatch(n -> n.inputs().contains(old))
            || valid.graph().outputs().stream().anyMatch(v -> v.name().equals(old));
    return isRead && !old.isEmpty()
        ? Optional.of(
            model(
                Breach.DUPLICATE_NAME,
                broken.renamed(old, name),
                other,
                "each value has a name of its own: \"" + name + "\" is made twice"))
        : Optional.empty();
  }

  private static Optional<Node> input(Node node, String name, Choices choices) {
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      if (!node.inputs().get(k).isEmpty()) {
        places.add(k);
      }
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(choices.of(places), name);
    return Optional.of(
        new Node(
            node.name(),
            node.domain(),
            node.operator(),
            inputs,
            node.outputs(),
            node.attributes()));
  }

  private static InvalidModel model(Breach breach, Broken broken, Node node, String rule) {
    return new InvalidModel(
        OnnxFromGraph.of(broken.graph()),
        broken.inputs(),
        breach,
        node.operator(),
        rule + "\n  node     : " + node);
  }
}
