package dev.assay.core.reading;

import dev.assay.core.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model read in one more domain, along a reading of its values that says what is structure. */
final class Sweep {
  private final GraphReading structure;
  private final Domain domain;
  private final Map<String, Array> arrays = new HashMap<>();

  /** What a node gives whose meaning is no formula. */
  interface Gaps {
    Array fill(Node node, int output);
  }

  Sweep(GraphReading structure, Domain domain) {
    this.structure = structure;
    this.domain = domain;
  }

  void put(String name, Array elements) {
    arrays.put(name, elements);
  }

  /** The elements of a value; of one that no node made, those that it has. */
  Array get(String name) {
    return arrays.computeIfAbsent(
        name, n -> NodeRun.array(structure.value(n), domain, structure.texts()));
  }

  void run(Gaps gaps) {
    for (Node node : structure.steps()) {
      NodeReading reading = structure.reading(node);
      List<String> outputs = node.outputs();
      if (reading.isOpaque()) {
        reading.outputs().keySet().forEach(k -> put(outputs.get(k), gaps.fill(node, k)));
      } else {
        results(node, reading).forEach((k, a) -> put(outputs.get(k), a));
      }
    }
  }

  private Map<Integer, Array> results(Node node, NodeReading reading) {
    try {
      return new NodeRun(reading, domain, structure.texts(), k -> get(node.inputs().get(k)))
          .outputs();
    } catch (UnsupportedOperationException e) {
      throw UnsupportedNodeException.uncovered(node, String.valueOf(e.getMessage()));
    }
  }
}
