package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.Kernels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that was drawn: valid by construction, every size a number.
 *
 * @param data the tensors whose elements are free, and between which bounds: the inputs, and those
 *     constants that no shape depends on
 * @param policy what its floats are
 * @param kernels run its nodes of a system's own operators
 */
public record Model(Graph graph, Map<String, FreeData> data, Policy policy, Kernels kernels) {
  /** A model without such nodes. */
  public Model(Graph graph, Map<String, FreeData> data, Policy policy) {
    this(graph, data, policy, Kernels.NONE);
  }

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
