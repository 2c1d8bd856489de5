package dev.assay.cli.picture;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;

/**
 * A model as SVG: operators in boxes, types, shapes and ranges on the edges, bodies within the
 * nodes that run them, and the nodes to blame in red. It is light or dark as its reader likes, and
 * the same model gives the same bytes.
 */
public final class ModelPicture {
  /** The colours and letters of pictures, for a page that has several. */
  public static final String STYLE =
      """
      .model { --page: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #8c959f; --box: #f6f8fa;
        --value: #ddf4ff; --value-line: #54aeff; --guilty: #ffebe9; --guilty-line: #cf222e;
        font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
      @media (prefers-color-scheme: dark) { .model { --page: #0d1117; --ink: #e6edf3; --quiet: #9198a1;
        --line: #656c76; --box: #161b22; --value: #0c2d4b; --value-line: #1f6feb; --guilty: #3c1618;
        --guilty-line: #f85149; } }
      .model .page { fill: var(--page); }
      .model .box { fill: var(--box); stroke: var(--line); }
      .model .guilty { fill: var(--guilty); stroke: var(--guilty-line); stroke-width: 2.5; }
      .model .body { fill: var(--page); stroke: var(--line); stroke-dasharray: 4 3; }
      .model .value { fill: var(--value); stroke: var(--value-line); }
      .model .edge { fill: none; stroke: var(--line); stroke-width: 1.3; }
      .model .tip { fill: var(--line); }
      .model text { fill: var(--ink); text-anchor: middle; white-space: pre; }
      .model .t { font-size: 13px; font-weight: 600; }
      .model .d { font-size: 11px; fill: var(--quiet); }
      .model .e { font-size: 10px; fill: var(--quiet); stroke: var(--page); stroke-width: 4;
        paint-order: stroke; stroke-linejoin: round; }
      """;

  private static final double ROUND = 6;
  private static final double TIP = 6;

  private final ElkNode root;
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder letters = new StringBuilder();

  private ModelPicture(ElkNode root) {
    this.root = root;
  }

  /** A document of its own. */
  public static String of(Graph graph, Captions captions, Set<Node> guilty) {
    return new ModelPicture(ModelLayout.of(graph, captions, guilty)).text(graph, STYLE);
  }

  /** The same for a page that has the {@link #STYLE}. */
  public static String within(Graph graph, Captions captions, Set<Node> guilty) {
    return new ModelPicture(ModelLayout.of(graph, captions, guilty)).text(graph, "");
  }

  private String text(Graph graph, String style) {
    draw(root, 0, 0);
    String width = number(root.getWidth());
    String height = number(root.getHeight());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"model\" role=\"img\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\">\n<title>"
        + Markup.text(graph.name().isEmpty() ? "model" : graph.name())
        + "</title>\n"
        + (style.isEmpty() ? "" : "<style>\n" + style + "</style>\n")
        + "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n"
        + lines
        + letters
        + "</svg>\n";
  }

  /** Draws what is in a box, whose corner is given. */
  private void draw(ElkNode box, double x, double y) {
    for (ElkNode inner : box.getChildren()) {
      double left = x + inner.getX();
      double top = y + inner.getY();
      rectangle(inner, left, top);
      for (ElkLabel label : inner.getLabels()) {
        letters(label, left + inner.getWidth() / 2, top + label.getY());
      }
      draw(inner, left, top);
    }
    for (ElkEdge edge : box.getContainedEdges()) {
      edge(edge, x, y);
    }
  }

  private void rectangle(ElkNode box, double x, double y) {
    Shape shape = box.getProperty(Shape.PROPERTY);
    lines.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n",
            shape.style(),
            number(x),
            number(y),
            number(box.getWidth()),
            number(box.getHeight()),
            number(shape == Shape.VALUE ? box.getHeight() / 2 : ROUND)));
  }

  private void letters(ElkLabel label, double middle, double top) {
    Lettering lettering = label.getProperty(Lettering.PROPERTY);
    letters.append(
        "<text class=\""
            + lettering.style()
            + "\" x=\""
            + number(middle)
            + "\" y=\""
            + number(top + lettering.height() * 0.75)
            + "\">"
            + Markup.text(label.getText())
            + "</text>\n");
  }

  private void edge(ElkEdge edge, double x, double y) {
    for (ElkEdgeSection section : edge.getSections()) {
      List<double[]> points = new ArrayList<>();
      points.add(new double[] {x + section.getStartX(), y + section.getStartY()});
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(new double[] {x + bend.getX(), y + bend.getY()});
      }
      points.add(new double[] {x + section.getEndX(), y + section.getEndY()});
      lines.append("<path class=\"edge\" d=\"").append(path(points)).append("\"/>\n");
      lines.append(tip(points.get(points.size() - 1)));
    }
    for (ElkLabel label : edge.getLabels()) {
      letters(label, x + label.getX() + label.getWidth() / 2, y + label.getY());
    }
  }

  /** A line with round corners that ends where its tip begins. */
  private static String path(List<double[]> points) {
    StringBuilder path = new StringBuilder("M" + point(points.get(0)));
    for (int k = 1; k < points.size() - 1; k++) {
      double[] corner = points.get(k);
      path.append("L").append(point(towards(corner, points.get(k - 1))));
      path.append("Q").append(point(corner));
      path.append(" ").append(point(towards(corner, points.get(k + 1))));
    }
    double[] end = points.get(points.size() - 1);
    return path.append("L").append(point(new double[] {end[0], end[1] - TIP})).toString();
  }

  /** A point a little way from a corner to another one, not past its middle. */
  private static double[] towards(double[] corner, double[] other) {
    double dx = other[0] - corner[0];
    double dy = other[1] - corner[1];
    double length = Math.hypot(dx, dy);
    double part = length == 0 ? 0 : Math.min(ROUND, length / 2) / length;
    return new double[] {corner[0] + part * dx, corner[1] + part * dy};
  }

  /** An arrow's tip; every edge comes from above. */
  private static String tip(double[] end) {
    return "<path class=\"tip\" d=\"M" + point(end) + "l-3.5 -" + number(TIP) + "h7z\"/>\n";
  }

  private static String point(double[] p) {
    return number(p[0]) + " " + number(p[1]);
  }

  /** A length in tenths. */
  private static String number(double x) {
    String text = String.format(Locale.ROOT, "%.1f", x);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
