package dev.assay.core.reading;

import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs nodes whose operators are in no catalogue, since they are a system's own: what such a node
 * means is what the system makes of it.
 */
@FunctionalInterface
public interface Kernels {
  /** There are none. */
  Kernels NONE = (node, inputs) -> Optional.empty();

  /**
   * The outputs of a node.
   *
   * @param inputs null for one that is absent
   * @return one tensor for each output that the node names; empty where its operator is not one of
   *     these
   * @throws RefusedNodeException if the system refuses it on these inputs
   */
  Optional<List<Tensor>> results(Node node, List<@Nullable Tensor> inputs);
}
