package dev.assay.core.reading;

import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link dev.assay.core.expr.Dim}: one integer, or one for each point of the batch.
 * Where an index comes from uncertain data, {@code highs} are its greatest values.
 */
abstract class IndexNode {
  final Slot[] moves;
  private long at = -1;
  boolean isVector;
  int value;
  int[] values = {};
  int @Nullable [] highs;

  IndexNode(Slot[] moves) {
    this.moves = moves;
  }

  final IndexNode get() {
    long now = ElementNode.latest(moves);
    if (now > at) {
      evaluate();
      at = now;
    }
    return this;
  }

  abstract void evaluate();

  /** Whether it stays where it is while the batch does not move and no fold steps. */
  final boolean hasVector() {
    for (Slot s : moves) {
      if (s.isVector()) {
        return true;
      }
    }
    return false;
  }

  /** The index of point k. */
  final int of(int k) {
    return isVector ? values[k] : value;
  }

  /** The greatest index of point k. */
  final int highOf(int k) {
    return highs != null ? highs[k] : of(k);
  }
}
