package dev.assay.cli.picture;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/**
 * Places a model: a box for each node, with its attributes and constants, an edge for each value
 * that a node reads, and the bodies of a node within its box. Inputs enter a node from above in
 * their order.
 */
final class ModelLayout {
  private static final double SIDE = 10;
  private static final double ABOVE = 7;
  private static final int MOST_LETTERS = 46;

  private final Captions captions;
  private final Set<Node> guilty;

  private ModelLayout(Captions captions, Set<Node> guilty) {
    this.captions = captions;
    this.guilty = guilty;
  }

  /** The names that a graph knows, and what is around it. */
  private record Scope(
      Graph graph, Map<String, ElkConnectableShape> sources, @Nullable Scope around) {
    /** The scope that has a value of this name. */
    @Nullable Scope of(String name) {
      Scope scope = this;
      while (scope != null
          && !scope.sources.containsKey(name)
          && !scope.graph.constants().containsKey(name)) {
        scope = scope.around;
      }
      return scope;
    }
  }

  /** A model with a place for everything. */
  static ElkNode of(Graph graph, Captions captions, Set<Node> guilty) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(8));
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 14.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 10.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 2.0);
    new ModelLayout(captions, guilty).place(graph, root, null);
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return root;
  }

  private void place(Graph graph, ElkNode within, @Nullable Scope around) {
    Scope scope = new Scope(graph, new HashMap<>(), around);
    for (Value v : graph.inputs()) {
      Tensor standard = graph.constants().get(v.name());
      List<String> lines = standard == null ? List.of() : List.of(cut("= " + Span.of(standard)));
      scope.sources.put(v.name(), box(within, Shape.VALUE, v.name(), lines));
    }
    for (Node node : graph.nodes()) {
      place(node, within, scope);
    }
    for (Value v : graph.outputs()) {
      ElkNode box = box(within, Shape.VALUE, v.name(), List.of());
      Scope owner = scope.of(v.name());
      if (owner != null && !owner.sources.containsKey(v.name())) {
        owner.sources.put(v.name(), box(within, Shape.VALUE, v.name(), List.of()));
      }
      connect(scope, v.name(), box);
    }
  }

  private void place(Node node, ElkNode within, Scope scope) {
    Map<String, Graph> bodies = node.bodies();
    ElkNode box =
        box(
            within,
            guilty.contains(node) ? Shape.GUILTY : Shape.NODE,
            node.operator(),
            details(node, scope));
    box.setProperty(
        CoreOptions.PORT_CONSTRAINTS,
        bodies.isEmpty() ? PortConstraints.FIXED_ORDER : PortConstraints.FREE);
    bodies.forEach(
        (attribute, body) -> {
          ElkNode inner = box(box, Shape.BODY, attribute, List.of());
          inner.setProperty(CoreOptions.PADDING, below(inner));
          place(body, inner, scope);
        });
    if (!bodies.isEmpty()) {
      box.setProperty(CoreOptions.PADDING, below(box));
    }
    int place = 0;
    for (String name : node.inputs()) {
      Scope owner = scope.of(name);
      if (owner != null && owner.sources.containsKey(name)) {
        connect(scope, name, port(box, PortSide.NORTH, place++));
      }
    }
    for (int k = 0; k < node.outputs().size(); k++) {
      if (!node.outputs().get(k).isEmpty()) {
        // ELK counts the ports of a box clockwise.
        scope.sources.put(
            node.outputs().get(k), port(box, PortSide.SOUTH, node.outputs().size() - k));
      }
    }
  }

  private static ElkPadding below(ElkNode box) {
    double lines = box.getLabels().stream().mapToDouble(ElkLabel::getHeight).sum();
    return new ElkPadding(lines + 2 * ABOVE, SIDE, SIDE, SIDE);
  }

  private static ElkPort port(ElkNode box, PortSide side, int place) {
    ElkPort port = ElkGraphUtil.createPort(box);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    port.setProperty(CoreOptions.PORT_INDEX, place);
    return port;
  }

  /** Attributes, and what the model holds for an input. */
  private List<String> details(Node node, Scope scope) {
    List<String> details = new ArrayList<>();
    for (Map.Entry<String, Attribute> a : node.attributes().entrySet()) {
      if (a.getValue().kind() != Attribute.Kind.GRAPH) {
        details.add(cut(a.getKey() + "=" + a.getValue()));
      }
    }
    for (String name : node.inputs()) {
      Scope owner = scope.of(name);
      if (owner != null && !owner.sources.containsKey(name)) {
        details.add(cut(name + ": " + String.join(" = ", captions.of(owner.graph, name))));
      }
    }
    return details;
  }

  private static String cut(String text) {
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
  }

  private void connect(Scope scope, String name, ElkConnectableShape to) {
    Scope owner = scope.of(name);
    if (owner == null) {
      return;
    }
    ElkEdge edge = ElkGraphUtil.createSimpleEdge(owner.sources.get(name), to);
    for (String line : captions.of(owner.graph, name)) {
      label(ElkGraphUtil.createLabel(line, edge), Lettering.EDGE);
    }
  }

  private static ElkNode box(ElkNode within, Shape shape, String title, List<String> details) {
    ElkNode box = ElkGraphUtil.createNode(within);
    box.setProperty(Shape.PROPERTY, shape);
    double y = ABOVE;
    y = line(box, title.isEmpty() ? " " : title, Lettering.TITLE, y);
    for (String detail : details) {
      y = line(box, detail, Lettering.DETAIL, y);
    }
    double width = box.getLabels().stream().mapToDouble(ElkLabel::getWidth).max().orElse(0);
    box.setDimensions(width + 2 * SIDE, y + ABOVE);
    return box;
  }

  private static double line(ElkNode box, String text, Lettering lettering, double y) {
    ElkLabel label = ElkGraphUtil.createLabel(text, box);
    label(label, lettering);
    label.setY(y);
    return y + lettering.height();
  }

  private static void label(ElkLabel label, Lettering lettering) {
    label.setProperty(Lettering.PROPERTY, lettering);
    label.setDimensions(lettering.width(label.getText()), lettering.height());
  }
}
