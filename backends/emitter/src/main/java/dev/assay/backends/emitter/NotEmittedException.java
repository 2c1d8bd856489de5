package dev.assay.backends.emitter;

import dev.assay.core.graph.Node;

/** A node that cannot be written into a framework's graph, though the model may be right. */
public final class NotEmittedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * What a framework's graph lacks.
   *
   * @param why in a few words, such as {@code no bfloat16}
   */
  public NotEmittedException(String why) {
    super(why);
  }

  private NotEmittedException(String message, NotEmittedException cause) {
    super(message, cause);
  }

  /** The same, said of a node. */
  NotEmittedException at(Node node) {
    return new NotEmittedException(
        "operator "
            + node.operator()
            + " is not emitted\n  but      : "
            + getMessage()
            + "\n  node     : "
            + node,
        this);
  }
}
