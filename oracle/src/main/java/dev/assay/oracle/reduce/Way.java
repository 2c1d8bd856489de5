package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The way from a model to a graph in it: through nodes into the bodies that they run. */
record Way(List<Step> steps) {

  /** From a graph into a body of a node of it. */
  record Step(int node, String attribute) {}

  /** The way to the model's own graph. */
  static final Way OUTERMOST = new Way(List.of());

  Way {
    steps = List.copyOf(steps);
  }

  /** The ways to all graphs of a model, each before those within it. */
  static List<Way> all(Graph model) {
    List<Way> ways = new ArrayList<>();
    OUTERMOST.addAll(model, ways);
    return ways;
  }

  private void addAll(Graph here, List<Way> ways) {
    ways.add(this);
    for (int k = 0; k < here.nodes().size(); k++) {
      int place = k;
      here.nodes()
          .get(k)
          .bodies()
          .forEach((attribute, body) -> into(place, attribute).addAll(body, ways));
    }
  }

  boolean isOutermost() {
    return steps.isEmpty();
  }

  Way into(int node, String attribute) {
    List<Step> further = new ArrayList<>(steps);
    further.add(new Step(node, attribute));
    return new Way(further);
  }

  /** The way to the graph around. */
  Way outwards() {
    return new Way(steps.subList(0, steps.size() - 1));
  }

  /** The last step, from the graph around. */
  Step last() {
    return steps.get(steps.size() - 1);
  }

  /**
   * The graph that it leads to.
   *
   * @throws IllegalArgumentException if it leads nowhere in this model
   */
  Graph in(Graph model) {
    Graph here = model;
    for (Step s : steps) {
      here = body(here, s);
    }
    return here;
  }

  /**
   * The model with another graph where it leads to.
   *
   * @throws IllegalArgumentException if it leads nowhere in this model
   */
  Graph with(Graph model, UnaryOperator<Graph> edit) {
    if (isOutermost()) {
      return edit.apply(model);
    }
    Step first = steps.get(0);
    Graph body = new Way(steps.subList(1, steps.size())).with(body(model, first), edit);
    List<Node> nodes = new ArrayList<>(model.nodes());
    nodes.set(first.node(), with(nodes.get(first.node()), first.attribute(), body));
    return model.withNodes(nodes);
  }

  private static Graph body(Graph here, Step s) {
    Graph body =
        s.node() < here.nodes().size()
            ? here.nodes().get(s.node()).bodies().get(s.attribute())
            : null;
    if (body == null) {
      throw new IllegalArgumentException("the body is no longer there");
    }
    return body;
  }

  /** A node with another body. */
  static Node with(Node node, String attribute, Graph body) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.put(attribute, Attribute.of(body));
    return node.withAttributes(attributes);
  }
}
