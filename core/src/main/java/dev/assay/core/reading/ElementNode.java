package dev.assay.core.reading;

/** A compiled {@link dev.assay.core.expr.Expr}: a column with one element for each point. */
abstract class ElementNode {
  final Slot[] moves;
  final Lane out;
  private long at = -1;

  /**
   * @param moves the indices that it hangs on
   */
  ElementNode(Slot[] moves, Lane out) {
    this.moves = moves;
    this.out = out;
  }

  /** The elements for the present batch, evaluated anew only if something has moved. */
  final Lane get() {
    long now = latest(moves);
    if (now > at) {
      evaluate();
      at = now;
    }
    return out;
  }

  abstract void evaluate();

  static long latest(Slot[] moves) {
    long now = 0;
    for (Slot s : moves) {
      now = Math.max(now, s.changed);
    }
    return now;
  }
}
