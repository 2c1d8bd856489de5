package dev.assay.generator;

import dev.assay.core.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that was drawn: valid by construction, every size a number.
 *
 * @param data the tensors whose elements are free, and between which bounds: the inputs, and those
 *     constants that no shape depends on
 * @param policy what its floats are
 */
public record Model(Graph graph, Map<String, FreeData> data, Policy policy) {
  public Model {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** What the elements of a tensor may be. */
  FreeData free(String name) {
    return data.getOrDefault(name, FreeData.ANY);
  }

  /** Whether any elements are legal in a tensor. */
  boolean isUnbounded(String name) {
    return data.containsKey(name) && free(name).isUnbounded();
  }
}
