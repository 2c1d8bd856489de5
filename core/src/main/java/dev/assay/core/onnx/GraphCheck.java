package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Catalogue;
import java.util.ArrayList;
import java.util.List;

/** Questions about a graph as a whole that its reader leaves open. */
public final class GraphCheck {
  private GraphCheck() {}

  /**
   * The nodes, those in subgraphs included, whose operators the {@link Catalogue} does not hold.
   */
  public static List<Node> unknownOperators(Graph graph) {
    List<Node> unknown = new ArrayList<>();
    for (Node node : graph.nodes()) {
      int opset = graph.opsets().getOrDefault(node.domain(), 1);
      if (isUnknown(node, opset)) {
        unknown.add(node);
      }
      for (Attribute a : node.attributes().values()) {
        if (a.kind() == Attribute.Kind.GRAPH) {
          unknown.addAll(unknownOperators(a.graph()));
        }
      }
    }
    return unknown;
  }

  /** Whether the catalogue has no definition of a node that holds in a version of its domain. */
  public static boolean isUnknown(Node node, int version) {
    return Catalogue.find(node.domain(), node.operator(), version).isEmpty()
        && Catalogue.structure(node.domain(), node.operator(), version).isEmpty();
  }
}
