package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model read on certain data, as far as its first fault: a node that gives NaN or infinity or a
 * result that ONNX leaves open.
 *
 * @param data all free tensors, constants among them
 * @param fault the place of that node; the number of nodes where none is at fault
 */
record Trial(Map<String, Tensor> data, GraphReading reading, int fault) {

  static Trial of(Model model, Map<String, Tensor> data) {
    return of(data, GraphReading.stepwise(model.graph(), data));
  }

  /** The same with other tensors for some; what hangs on none of them is not read again. */
  Trial with(Map<String, Tensor> changes) {
    Map<String, Tensor> changed = new LinkedHashMap<>(data);
    changed.putAll(changes);
    return of(changed, reading.with(changes));
  }

  private static Trial of(Map<String, Tensor> data, GraphReading reading) {
    List<Node> nodes = reading.graph().nodes();
    int place = 0;
    while (place < nodes.size() && reading.readTo(place) && isFinite(reading, nodes.get(place))) {
      place++;
    }
    return new Trial(data, reading, place);
  }

  /** Whether the node at fault gives numbers, which ONNX leaves open. */
  boolean isOpen() {
    return !reading.doubts().isEmpty();
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

  /** What reading it, after the one that it came of, has cost: {@link GraphReading#work}. */
  long work() {
    return reading.work();
  }

  boolean isGood() {
    return fault == reading.graph().nodes().size();
  }

  Node firstFault() {
    return reading.graph().nodes().get(fault);
  }

  /** Whether an earlier node is at fault. */
  boolean isWorseThan(Trial o) {
    return fault < o.fault;
  }

  Found found(Found.How how, int readings) {
    Graph g = reading.graph();
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    constants.replaceAll((name, t) -> data.getOrDefault(name, t));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    g.feeds().forEach(v -> inputs.put(v.name(), data.get(v.name())));
    return new Found(
        new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs()),
        inputs,
        how,
        readings);
  }
}
