package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model read on certain data.
 *
 * @param data all free tensors, constants among them
 * @param faults the nodes, in order, that give NaN or infinity or a result that ONNX leaves open
 */
record Trial(Graph graph, Map<String, Tensor> data, GraphReading reading, List<Node> faults) {

  static Trial of(Model model, Map<String, Tensor> data) {
    Graph graph = withConstants(model.graph(), data);
    GraphReading reading = GraphReading.values(graph, inputs(graph, data));
    List<Node> doubted = reading.doubts().stream().map(Doubt::node).toList();
    List<Node> faults =
        graph.nodes().stream().filter(n -> doubted.contains(n) || !isFinite(reading, n)).toList();
    return new Trial(graph, data, reading, faults);
  }

  private static Graph withConstants(Graph g, Map<String, Tensor> data) {
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    constants.replaceAll((name, t) -> data.getOrDefault(name, t));
    return new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs());
  }

  private static Map<String, Tensor> inputs(Graph graph, Map<String, Tensor> data) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.feeds().forEach(v -> inputs.put(v.name(), data.get(v.name())));
    return inputs;
  }

  /** Whether a node gives neither NaN nor infinity. */
  boolean isFinite(Node node) {
    return isFinite(reading, node);
  }

  private static boolean isFinite(GraphReading reading, Node node) {
    return node.outputs().stream().allMatch(o -> o.isEmpty() || isFinite(reading.value(o)));
  }

  private static boolean isFinite(Tensor t) {
    if (t.type().isFloat()) {
      for (double x : t.reals()) {
        if (!Double.isFinite(x)) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isGood() {
    return faults.isEmpty();
  }

  Node firstFault() {
    return faults.get(0);
  }

  /** More nodes are at fault, or an earlier one. */
  boolean isWorseThan(Trial o) {
    return faults.size() > o.faults.size()
        || graph.nodes().indexOf(firstFault()) < o.graph.nodes().indexOf(o.firstFault());
  }

  Found found(Found.How how, int readings) {
    return new Found(graph, inputs(graph, data), how, readings);
  }
}
