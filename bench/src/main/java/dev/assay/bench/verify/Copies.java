package dev.assay.bench.verify;

import dev.assay.core.backend.Outcome;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model some times beside itself, so that a system that compiles it runs as many points. */
final class Copies {
  private final Graph one;
  private final int count;
  private final List<Map<String, String>> names = new ArrayList<>();

  Copies(Graph one, int count) {
    this.one = one;
    this.count = count;
    for (int k = 0; k < count; k++) {
      Map<String, String> ofCopy = new HashMap<>();
      for (Value v : one.feeds()) {
        ofCopy.put(v.name(), v.name() + "_copy" + k);
      }
      for (Node node : one.nodes()) {
        for (String name : node.outputs()) {
          ofCopy.put(name, name.isEmpty() ? name : name + "_copy" + k);
        }
      }
      names.add(ofCopy);
    }
  }

  int count() {
    return count;
  }

  /** All of them as one model, which share their constants. */
  Graph graph() {
    List<Value> inputs = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    for (Map<String, String> ofCopy : names) {
      one.feeds().forEach(v -> inputs.add(renamed(v, ofCopy)));
      one.nodes().forEach(node -> nodes.add(Renaming.of(node, ofCopy)));
      one.outputs().forEach(v -> outputs.add(renamed(v, ofCopy)));
    }
    return new Graph(one.name(), one.opsets(), inputs, one.constants(), nodes, outputs);
  }

  private static Value renamed(Value v, Map<String, String> names) {
    return new Value(names.getOrDefault(v.name(), v.name()), v.type());
  }

  /** The inputs of all, from those of each. */
  Map<String, Tensor> inputs(List<Map<String, Tensor>> each) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int k = 0; k < count; k++) {
      Map<String, String> ofCopy = names.get(k);
      each.get(k).forEach((name, t) -> all.put(ofCopy.getOrDefault(name, name), t));
    }
    return all;
  }

  /** What came of each, from what came of all. */
  List<Outcome> outcomes(Outcome all) {
    if (!all.isOk()) {
      return Collections.nCopies(count, all);
    }
    int outputs = one.outputs().size();
    List<Outcome> each = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      each.add(Outcome.ok(all.outputs().subList(k * outputs, (k + 1) * outputs), 0));
    }
    return each;
  }
}
