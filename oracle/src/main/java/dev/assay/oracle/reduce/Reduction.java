package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.Map;

/**
 * What a model was cut down to.
 *
 * @param inputs by the names of the graph's inputs
 * @param before how far the model had come when nothing was left out yet
 * @param after how far it has come
 * @param isWhole whether nothing more could be left out; false where the reduction was stopped
 */
public record Reduction(
    Graph graph, Map<String, Tensor> inputs, Progress before, Progress after, boolean isWhole) {}
