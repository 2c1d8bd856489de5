package dev.assay.generator.seeds;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A given model as far as its nodes are understood.
 *
 * @param nodes those of which every size is known
 * @param types of the values that they read and make
 * @param data the elements of those values that hang on no input
 */
public record Seed(
    Graph graph, List<Node> nodes, Map<String, TensorType> types, Map<String, Tensor> data) {}
