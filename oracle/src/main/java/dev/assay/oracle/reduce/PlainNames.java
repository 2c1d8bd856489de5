package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Calls inputs x, constants w, what nodes make a, and outputs y; in bodies, what they take t, and
 * what they hold and make b.
 */
final class PlainNames implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return Stream.of(PlainNames::renamed);
  }

  private static Draft renamed(Draft draft) {
    Map<String, String> names = names(draft.graph());
    return new Draft(renamed(draft.graph(), "reduced", names), renamed(draft.inputs(), names));
  }

  private static Graph renamed(Graph g, String name, Map<String, String> names) {
    return new Graph(
        name,
        g.opsets(),
        values(g.inputs(), names),
        renamed(g.constants(), names),
        g.nodes().stream().map(n -> renamed(n, names)).toList(),
        values(g.outputs(), names));
  }

  private static Node renamed(Node n, Map<String, String> names) {
    Node plain =
        new Node(
            "",
            n.domain(),
            n.operator(),
            texts(n.inputs(), names),
            texts(n.outputs(), names),
            n.attributes());
    for (Map.Entry<String, Graph> e : n.bodies().entrySet()) {
      plain = Way.with(plain, e.getKey(), renamed(e.getValue(), "body", names));
    }
    return plain;
  }

  private static List<String> texts(List<String> list, Map<String, String> names) {
    return list.stream().map(name -> names.getOrDefault(name, name)).toList();
  }

  private static Map<String, Tensor> renamed(
      Map<String, Tensor> tensors, Map<String, String> names) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, t) -> renamed.put(names.getOrDefault(name, name), t));
    return renamed;
  }

  private static List<Value> values(List<Value> values, Map<String, String> names) {
    return values.stream()
        .map(v -> new Value(names.getOrDefault(v.name(), v.name()), v.type()))
        .toList();
  }

  /** New names, another for each; so what has one name in two bodies has one again. */
  private static Map<String, String> names(Graph g) {
    Map<String, String> names = new LinkedHashMap<>();
    give(names, "y", g.outputs().stream().map(Value::name));
    give(names, "x", g.inputs().stream().map(Value::name));
    give(names, "w", g.constants().keySet().stream());
    give(names, "a", g.nodes().stream().flatMap(n -> n.outputs().stream()));
    List<Graph> bodies =
        Way.all(g).stream().filter(way -> !way.isOutermost()).map(way -> way.in(g)).toList();
    give(names, "t", bodies.stream().flatMap(b -> b.inputs().stream()).map(Value::name));
    give(names, "b", bodies.stream().flatMap(b -> Draft.names(b).stream()));
    return names;
  }

  private static void give(Map<String, String> names, String letter, Stream<String> values) {
    List<String> unnamed =
        values.filter(v -> !v.isEmpty() && !names.containsKey(v)).distinct().toList();
    for (int k = 0; k < unnamed.size(); k++) {
      names.put(unnamed.get(k), unnamed.size() == 1 ? letter : letter + (k + 1));
    }
  }
}
