package dev.assay.backends.emitter;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors for a model that comes without any, only to learn whether a framework has its operator:
 * zeros, of whatever ranks the model can be read with.
 */
final class ProbeInputs {
  private static final int MOST_RANK = 5;

  /** Inputs beyond these have the rank of the first. */
  private static final int FREE = 3;

  private ProbeInputs() {}

  /** The inputs given, and stand-ins for those that are missing. */
  static Map<String, Datum> beside(Map<String, Tensor> given, Graph graph) {
    Map<String, Datum> all = new HashMap<>(given);
    List<Value> missing = graph.feeds().stream().filter(v -> !given.containsKey(v.name())).toList();
    if (missing.isEmpty()) {
      return all;
    }
    int free = Math.min(missing.size(), FREE);
    int choices = (int) Math.pow(MOST_RANK + 1, free);
    for (int choice = 0; choice < choices; choice++) {
      for (int k = 0; k < missing.size(); k++) {
        int digit = (int) (choice / Math.pow(MOST_RANK + 1, k < free ? free - 1 - k : free - 1));
        Value v = missing.get(k);
        all.put(v.name(), zeros(v, (digit + 2) % (MOST_RANK + 1)));
      }
      if (canBeRead(graph, all)) {
        return all;
      }
    }
    return new HashMap<>(given);
  }

  private static Tensor zeros(Value v, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 2);
    return Tensor.zeros(
        v.type().element(), v.type().isConcrete() ? v.type().shape().get().numbers() : shape);
  }

  private static boolean canBeRead(Graph graph, Map<String, Datum> inputs) {
    try {
      GraphReading.values(graph, inputs);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
