package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Calls inputs x, constants w, what nodes make a, b, c and so on, and outputs y. */
final class PlainNames implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return Stream.of(PlainNames::renamed);
  }

  private static Draft renamed(Draft draft) {
    Graph g = draft.graph();
    Map<String, String> names = names(draft);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    draft.inputs().forEach((name, t) -> inputs.put(names.getOrDefault(name, name), t));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    g.constants().forEach((name, t) -> constants.put(names.getOrDefault(name, name), t));
    return new Draft(
        new Graph(
            "reduced",
            g.opsets(),
            renamed(g.inputs(), names),
            constants,
            g.nodes().stream().map(n -> unnamed(Renaming.of(n, names))).toList(),
            renamed(g.outputs(), names)),
        inputs);
  }

  private static Node unnamed(Node n) {
    return new Node("", n.domain(), n.operator(), n.inputs(), n.outputs(), n.attributes());
  }

  private static List<Value> renamed(List<Value> values, Map<String, String> names) {
    return values.stream()
        .map(v -> new Value(names.getOrDefault(v.name(), v.name()), v.type()))
        .toList();
  }

  /** New names; none where a sub-graph has names of its own, which might be the same. */
  private static Map<String, String> names(Draft draft) {
    Graph g = draft.graph();
    Map<String, String> names = new LinkedHashMap<>();
    boolean hasInside =
        g.nodes().stream()
            .flatMap(n -> n.attributes().values().stream())
            .anyMatch(a -> a.kind() == Attribute.Kind.GRAPH);
    if (hasInside) {
      return names;
    }
    List<String> outputs = g.outputs().stream().map(Value::name).toList();
    List<String> inputs = g.inputs().stream().map(Value::name).toList();
    give(names, "y", outputs);
    give(names, "x", inputs);
    give(names, "w", List.copyOf(g.constants().keySet()));
    give(
        names,
        "a",
        g.nodes().stream().flatMap(n -> n.outputs().stream()).filter(n -> !n.isEmpty()).toList());
    return names;
  }

  private static void give(Map<String, String> names, String letter, List<String> values) {
    List<String> unnamed = values.stream().filter(v -> !names.containsKey(v)).distinct().toList();
    for (int k = 0; k < unnamed.size(); k++) {
      names.put(unnamed.get(k), unnamed.size() == 1 ? letter : letter + (k + 1));
    }
  }
}
