package dev.assay.backends.emitter;

import java.util.List;

/** How a node is said by operators of a framework's own. */
@FunctionalInterface
public interface OwnOperator<T> {

  /**
   * Writes a node.
   *
   * @return the node's outputs in order; empty where its formula must serve, since the framework's
   *     operator does not cover this node
   */
  List<Term<T>> emit(Call<T> call, Emitter<T> to);
}
