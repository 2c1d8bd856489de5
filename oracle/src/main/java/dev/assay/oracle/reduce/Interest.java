package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.Map;

/**
 * What makes a model worth keeping, as a predicate: that a backend still goes wrong on it in the
 * same way, say. Several threads may ask at once; of the same model the answer is always the same.
 */
@FunctionalInterface
public interface Interest {
  boolean isIn(Graph graph, Map<String, Tensor> inputs) throws InterruptedException;
}
