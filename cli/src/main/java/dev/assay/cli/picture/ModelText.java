package dev.assay.cli.picture;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model as text: a line for each value that is given, held or made, with its type and range
 * beside it. What a node runs stands below it, and a node to blame behind an arrow.
 */
public final class ModelText {
  private static final int MOST_COLUMNS = 72;

  private final Captions captions;
  private final Set<Node> guilty;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String text, String caption) {}

  private ModelText(Captions captions, Set<Node> guilty) {
    this.captions = captions;
    this.guilty = guilty;
  }

  /** The text, with a line's end after each line. */
  public static String of(Graph graph, Captions captions, Set<Node> guilty) {
    ModelText text = new ModelText(captions, guilty);
    text.add(graph, "");
    int column =
        text.lines.stream()
            .mapToInt(l -> l.text.length())
            .filter(length -> length <= MOST_COLUMNS)
            .max()
            .orElse(0);
    return text.lines.stream()
        .map(l -> (l.text + " ".repeat(Math.max(0, column - l.text.length())) + "  " + l.caption))
        .map(l -> l.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private void add(Graph graph, String margin) {
    for (Value v : graph.inputs()) {
      add(margin + "  input " + v.name(), graph, List.of(v.name()));
    }
    for (String name : graph.constants().keySet()) {
      if (graph.inputs().stream().noneMatch(v -> v.name().equals(name))) {
        add(margin + "  const " + name, graph, List.of(name));
      }
    }
    for (Node node : graph.nodes()) {
      add(margin + (guilty.contains(node) ? "> " : "  ") + node, graph, node.outputs());
      node.bodies()
          .forEach(
              (attribute, body) -> {
                lines.add(new Line(margin + "    " + attribute + ":", ""));
                add(body, margin + "    ");
              });
    }
    for (Value v : graph.outputs()) {
      add(margin + "  output " + v.name(), graph, List.of(v.name()));
    }
  }

  private void add(String text, Graph graph, List<String> names) {
    lines.add(
        new Line(
            text,
            names.stream()
                .map(name -> String.join(" = ", captions.of(graph, name)))
                .filter(caption -> !caption.isEmpty())
                .collect(Collectors.joining("; "))));
  }
}
