package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a model and its inputs, while {@link GraphShape}s put them otherwise. */
final class Shaping {
  private final Found found;
  private final Set<String> free;
  private final Map<String, Tensor> fed;
  private final List<Value> inputs;
  private final Map<String, Tensor> constants;
  private final List<Node> nodes;
  private final Set<String> drawn = new HashSet<>();
  private List<Value> outputs;
  private int made;
  private @Nullable GraphReading reading;

  /**
   * @param free the tensors whose elements nothing depends on but data
   */
  Shaping(Found found, Set<String> free) {
    Graph g = found.graph();
    this.found = found;
    this.free = free;
    this.fed = new LinkedHashMap<>(found.inputs());
    this.inputs = new ArrayList<>(g.inputs());
    this.constants = new LinkedHashMap<>(g.constants());
    this.nodes = new ArrayList<>(g.nodes());
    this.outputs = g.outputs();
    g.nodes().forEach(n -> drawn.addAll(n.outputs()));
    drawn.remove("");
  }

  Found shaped() {
    Graph g = found.graph();
    return found.with(new Graph(g.name(), g.opsets(), inputs, constants, nodes, outputs), fed);
  }

  int opset() {
    return found.graph().opset();
  }

  List<Value> inputs() {
    return inputs;
  }

  Map<String, Tensor> constants() {
    return constants;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Value> outputs() {
    return outputs;
  }

  void outputs(List<Value> others) {
    outputs = others;
  }

  boolean isFree(String name) {
    return free.contains(name);
  }

  /** A name that nothing has. */
  String fresh(String word) {
    return word + "_" + made++;
  }

  String constant(Tensor t) {
    String name = fresh("c");
    constants.put(name, t);
    return name;
  }

  String input(Tensor t) {
    String name = fresh("x");
    inputs.add(new Value(name, TensorType.of(t)));
    fed.put(name, t);
    return name;
  }

  /** What a value of the model is when it runs. */
  Tensor value(String name) {
    if (reading == null) {
      reading = found.reading();
    }
    return reading.value(name);
  }

  /** The values of the model that are there before a node, as long as no shape made it. */
  List<String> before(int node) {
    List<String> list = new ArrayList<>();
    found.graph().inputs().forEach(v -> list.add(v.name()));
    nodes
        .subList(0, node)
        .forEach(n -> n.outputs().stream().filter(drawn::contains).forEach(list::add));
    return list;
  }

  /** Whether a node of the model made a value before any shape was put on it. */
  boolean isDrawn(String name) {
    return drawn.contains(name);
  }
}
