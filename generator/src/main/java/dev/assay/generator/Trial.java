package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model read on certain data, as far as its first fault.
 *
 * @param data all free tensors, constants among them
 */
record Trial(Map<String, Tensor> data, GraphReading reading, Fault fault) {

  static Trial of(Model model, Map<String, Tensor> data) {
    return of(data, GraphReading.stepwise(model.graph(), data, model.kernels()));
  }

  /** The same with other tensors for some; what hangs on none of them is not read again. */
  Trial with(Map<String, Tensor> changes) {
    Map<String, Tensor> changed = new LinkedHashMap<>(data);
    changed.putAll(changes);
    return of(changed, reading.with(changes));
  }

  private static Trial of(Map<String, Tensor> data, GraphReading reading) {
    List<Node> nodes = reading.graph().nodes();
    for (int place = 0; place < nodes.size(); place++) {
      Optional<Fault> fault =
          reading.readTo(place)
              ? Fault.infinite(place, nodes.get(place), reading)
              : Optional.of(Fault.open(place, reading));
      if (fault.isPresent()) {
        return new Trial(data, reading, fault.get());
      }
    }
    return new Trial(data, reading, Fault.none(nodes.size()));
  }

  /** What reading it, after the one that it came of, has cost: {@link GraphReading#work}. */
  long work() {
    return reading.work();
  }

  boolean isGood() {
    return rest() == 0;
  }

  /** How many nodes there are from the one at fault on. */
  int rest() {
    return reading.graph().nodes().size() - fault.place();
  }

  Node firstFault() {
    return reading.graph().nodes().get(fault.place());
  }

  boolean isWorseThan(Trial o) {
    return fault.isWorseThan(o.fault);
  }

  /**
   * @param enclosed the same model read on the same data with enclosures, where it was
   */
  Found found(Found.How how, int readings, Optional<GraphReading> enclosed) {
    Graph g = reading.graph();
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    constants.replaceAll((name, t) -> data.getOrDefault(name, t));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    g.feeds().forEach(v -> inputs.put(v.name(), data.get(v.name())));
    return new Found(
        new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs()),
        inputs,
        how,
        readings,
        enclosed,
        reading.kernels());
  }
}
