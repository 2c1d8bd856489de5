package dev.assay.cli.report;

import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model as a graph in Mermaid's notation, which GitHub draws: types and shapes stand on the
 * edges, and the nodes to blame stand out.
 */
final class ModelPicture {
  private final Evidence evidence;
  private final Map<String, String> makers = new HashMap<>();
  private final Set<String> drawn = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private ModelPicture(Evidence evidence) {
    this.evidence = evidence;
  }

  static String of(Evidence evidence) {
    return new ModelPicture(evidence).text();
  }

  private String text() {
    lines.add("flowchart LR");
    List<Node> nodes = evidence.graph().nodes();
    for (int k = 0; k < nodes.size(); k++) {
      for (String name : nodes.get(k).outputs()) {
        makers.put(name, "n" + k);
      }
    }
    for (int k = 0; k < nodes.size(); k++) {
      draw(nodes.get(k), "n" + k);
    }
    List<Value> outputs = evidence.graph().outputs();
    for (int k = 0; k < outputs.size(); k++) {
      String name = outputs.get(k).name();
      lines.add("  o" + k + "([" + quoted(name) + "])");
      edge(name, "o" + k);
    }
    lines.add("  classDef guilty fill:#ffd7d5,stroke:#cf222e,stroke-width:3px,color:#1f2328");
    return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
  }

  private void draw(Node node, String id) {
    String attributes =
        node.attributes().entrySet().stream()
            .map(e -> "<br/>" + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
    String mark = evidence.guilty().contains(node) ? ":::guilty" : "";
    lines.add("  " + id + "[" + quoted(node.operator() + attributes) + "]" + mark);
    node.inputs().stream().filter(name -> !name.isEmpty()).forEach(name -> edge(name, id));
  }

  private void edge(String name, String to) {
    String from = makers.computeIfAbsent(name, n -> "v" + makers.size());
    if (from.startsWith("v") && drawn.add(from)) {
      boolean isConstant = evidence.graph().constants().containsKey(name);
      lines.add(
          "  " + from + (isConstant ? "[/" + quoted(name) + "/]" : "([" + quoted(name) + "])"));
    }
    lines.add("  " + from + " -->|" + quoted(type(name)) + "| " + to);
  }

  private String type(String name) {
    return evidence.reading().datum(name) instanceof Tensor t ? TensorType.of(t).toString() : "";
  }

  private static String quoted(String label) {
    return "\"" + label.replace("\"", "#quot;") + "\"";
  }
}
