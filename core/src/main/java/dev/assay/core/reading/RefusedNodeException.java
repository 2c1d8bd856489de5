package dev.assay.core.reading;

import dev.assay.core.graph.Node;

/** A node of a system's own operator that the system refuses on its inputs. */
public final class RefusedNodeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient Node node;
  private final boolean deadly;

  /**
   * @param said by the system
   * @param deadly whether the system died of it, or gave no answer
   */
  public RefusedNodeException(Node node, String said, boolean deadly) {
    super(
        "a system refuses a node of its own operator\n  required : inputs and attributes that it takes"
            + "\n  said     : "
            + said
            + "\n  node     : "
            + node);
    this.node = node;
    this.deadly = deadly;
  }

  /** What was refused. */
  public Node node() {
    return node;
  }

  /** Whether the system died of it, or gave no answer. */
  public boolean isDeadly() {
    return deadly;
  }
}
