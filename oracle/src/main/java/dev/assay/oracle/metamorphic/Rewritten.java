package dev.assay.oracle.metamorphic;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model said differently, with inputs on which it must do as the original does on its own.
 *
 * @param rules by which it came about, in their order
 * @param exactness of the least exact of them
 */
public record Rewritten(
    Graph graph, Map<String, Tensor> inputs, List<String> rules, Exactness exactness) {
  public Rewritten {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    rules = List.copyOf(rules);
  }
}
