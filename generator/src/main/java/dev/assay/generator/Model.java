package dev.assay.generator;

import dev.assay.core.expr.Range;
import dev.assay.core.graph.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that was drawn: valid by construction, every size a number.
 *
 * @param data the tensors whose elements are free, and between which bounds: the inputs, and those
 *     constants that no shape depends on
 */
public record Model(Graph graph, Map<String, Range> data) {
  public Model {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
