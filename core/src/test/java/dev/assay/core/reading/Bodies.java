package dev.assay.core.reading;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Graphs and sub-graphs in short, for tests of structure. */
final class Bodies {
  private static final Map<String, Integer> OPSETS = Map.of("", 18);

  private Bodies() {}

  /** A graph whose inputs and outputs are named in lists with spaces between. */
  static Graph graph(String inputs, String outputs, Node... nodes) {
    return graph(inputs, outputs, Map.of(), nodes);
  }

  static Graph graph(String inputs, String outputs, Map<String, Tensor> constants, Node... nodes) {
    return new Graph("g", OPSETS, values(inputs), constants, Arrays.asList(nodes), values(outputs));
  }

  private static List<Value> values(String names) {
    return names(names).stream()
        .map(name -> new Value(name, TensorType.ofUnknownRank(DType.FLOAT32)))
        .toList();
  }

  private static List<String> names(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
  }

  /** A node as {@code "Add: x y -> z"}; {@code _} is an absent value. */
  static Node node(String text, Object... attributes) {
    String[] parts = text.split(" *: *| *-> *", -1);
    Map<String, Attribute> map = new TreeMap<>();
    for (int k = 0; k < attributes.length; k += 2) {
      map.put((String) attributes[k], attribute(attributes[k + 1]));
    }
    return Node.of(parts[0], ports(parts[1]), ports(parts[2]), map);
  }

  private static List<String> ports(String text) {
    return names(text.trim()).stream().map(name -> name.equals("_") ? "" : name).toList();
  }

  private static Attribute attribute(Object value) {
    return value instanceof Graph g
        ? Attribute.of(g)
        : value instanceof String s
            ? Attribute.of(s)
            : value instanceof Tensor t
                ? Attribute.of(t)
                : value instanceof Attribute a ? a : Attribute.of((long) (Integer) value);
  }

  static Tensor row(double... numbers) {
    return Tensor.of(DType.FLOAT32, new int[] {numbers.length}, numbers);
  }

  static Tensor truth(boolean truth) {
    return Tensor.of(DType.BOOL, new int[0], truth ? 1L : 0L);
  }

  /** What the first output of a graph is. */
  static Datum result(Graph graph, Map<String, ? extends Datum> inputs) {
    return GraphReading.values(graph, inputs).results().get(0);
  }
}
