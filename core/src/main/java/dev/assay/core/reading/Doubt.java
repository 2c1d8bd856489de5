package dev.assay.core.reading;

import dev.assay.core.graph.Node;

/**
 * A reason why a result proves nothing.
 *
 * @param unspecified whether ONNX leaves the result open on these very tensors; otherwise the
 *     reading merely cannot tell
 */
public record Doubt(Node node, String why, boolean unspecified) {
  @Override
  public String toString() {
    return node.operator() + ": " + (unspecified ? "not so: " : "") + why + " at " + node;
  }
}
