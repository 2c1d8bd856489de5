package dev.assay.core.reading;

import dev.assay.core.graph.Node;

/** A node that no reading covers, though its model may be right. */
public final class UnsupportedNodeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final boolean isRandom;

  private UnsupportedNodeException(
      String what, String required, String was, Node node, boolean isRandom) {
    super(what + "\n  required : " + required + "\n  but      : " + was + "\n  node     : " + node);
    this.isRandom = isRandom;
  }

  /** Whether the result of the node is random, so that nobody can tell it. */
  public boolean isRandom() {
    return isRandom;
  }

  static UnsupportedNodeException unknown(Node node, int opset) {
    String name = (node.domain().isEmpty() ? "" : node.domain() + ".") + node.operator();
    return new UnsupportedNodeException(
        "an operator is not in the catalogue",
        "one that `assay ops` lists",
        name + " of opset " + opset,
        node,
        false);
  }

  static UnsupportedNodeException random(Node node) {
    return new UnsupportedNodeException(
        "the result of a node is random",
        "a result that ONNX says",
        node.operator() + " draws numbers",
        node,
        true);
  }

  static UnsupportedNodeException uncovered(Node node, String why) {
    return new UnsupportedNodeException(
        node.operator() + " is not covered on these data",
        "data of a kind that is read",
        why,
        node,
        false);
  }
}
