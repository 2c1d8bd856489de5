package dev.assay.generator.seeds;

import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Model;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph that models and parts of seeds are put together to, every size a number.
 *
 * @param free the inputs and constants whose elements are free, and within which bounds
 * @param drawn the constants among them that have no elements yet
 */
record Mixture(Graph graph, Map<String, Range> free, Set<String> drawn) {
  Mixture {
    free = Map.copyOf(free);
    drawn = Set.copyOf(drawn);
  }

  static Mixture of(Model model) {
    Map<String, Range> free = new HashMap<>();
    model.data().forEach((name, data) -> free.put(name, data.range()));
    return new Mixture(model.graph(), free, Set.of());
  }

  /** The same with another graph. */
  Mixture with(Graph other) {
    return new Mixture(other, free, drawn);
  }

  /** The same with other nodes. */
  Mixture with(List<Node> nodes) {
    return with(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            nodes,
            graph.outputs()));
  }

  /** The same with another node in place of one. */
  Mixture with(Node old, Node other) {
    return with(graph.nodes().stream().map(n -> n.equals(old) ? other : n).toList());
  }

  /** Whether any elements are legal in an input or a constant. */
  boolean isUnbounded(String name) {
    return Range.ALL.equals(free.get(name));
  }

  /** The same graph of another version of ONNX's operators. */
  Mixture atOpset(int version) {
    Map<String, Integer> opsets = new HashMap<>(graph.opsets());
    opsets.put("", version);
    return with(
        new Graph(
            graph.name(),
            opsets,
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            graph.outputs()));
  }

  private static boolean isBegun(Set<String> names, String begin) {
    return names.stream().anyMatch(n -> n.startsWith(begin));
  }

  /** A name with which no name of a value begins. */
  String fresh(String stem) {
    Set<String> names = new HashSet<>(graph.constants().keySet());
    graph.inputs().forEach(v -> names.add(v.name()));
    graph.nodes().forEach(n -> names.addAll(n.outputs()));
    int k = 0;
    while (isBegun(names, stem + k)) {
      k++;
    }
    return stem + k;
  }

  /**
   * The same without what nobody reads, and with all that no node reads as outputs.
   *
   * @throws IllegalArgumentException if the graph is not valid
   */
  Mixture finished() {
    Set<String> read = new HashSet<>();
    graph.nodes().forEach(n -> read.addAll(n.inputs()));
    List<Value> inputs = graph.inputs().stream().filter(v -> read.contains(v.name())).toList();
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    constants.keySet().retainAll(read);
    Graph pruned =
        new Graph(graph.name(), graph.opsets(), inputs, constants, graph.nodes(), graph.outputs());
    Map<String, Range> left = new HashMap<>(free);
    left.keySet().retainAll(read);
    Set<String> open = new LinkedHashSet<>(drawn);
    open.retainAll(read);
    return new Mixture(withOutputs(pruned, read), left, open);
  }

  private static Graph withOutputs(Graph g, Set<String> read) {
    ShapeReading reading = ShapeReading.of(g);
    Map<String, ValueType> before = new HashMap<>();
    g.outputs().forEach(v -> before.put(v.name(), v.type()));
    List<Value> outputs = new ArrayList<>();
    for (Node n : g.nodes()) {
      for (int k = 0; k < n.outputs().size(); k++) {
        String name = n.outputs().get(k);
        if (!name.isEmpty() && (before.containsKey(name) || !read.contains(name))) {
          int place = k;
          ValueType type =
              reading
                  .type(name)
                  .map(ValueType.class::cast)
                  .orElseGet(() -> open(before.get(name), reading.reading(n).outputs().get(place)));
          outputs.add(new Value(name, type));
        }
      }
    }
    return new Graph(g.name(), g.opsets(), g.inputs(), g.constants(), g.nodes(), outputs);
  }

  /** The type that a value had whose sizes only the run tells, if it still is what it was. */
  private static ValueType open(@Nullable ValueType before, @Nullable Stage now) {
    if (before == null
        || now == null
        || before.element() != now.type()
        || before.shape().filter(s -> s.rank() == now.rank() && !s.areNumbers()).isEmpty()) {
      throw new IllegalArgumentException("only the run tells the sizes of a value");
    }
    return before;
  }
}
