package dev.assay.core.reading;

import dev.assay.core.graph.Node;

/** A model calls an operator that the catalogue has not. */
public final class UnknownOperatorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnknownOperatorException(Node node, int opset) {
    super(
        "an operator is not in the catalogue\n  required : one that `assay ops` lists\n  but      : "
            + (node.domain().isEmpty() ? "" : node.domain() + ".")
            + node.operator()
            + " of opset "
            + opset
            + "\n  node     : "
            + node);
  }
}
