package dev.assay.core.reading;

import java.util.Arrays;

/**
 * A read that never leaves the array. Its offset is a part that moves with the batch and a part
 * that moves with the folds.
 */
final class ReadNode extends ElementNode {
  private final Batch batch;
  private final Lane data;
  private final Part[] moving;
  private final Part[] still;
  private final int constant;
  private final int[] base;
  private final int[] offsets;
  private long based = -1;

  /** An index times the stride of its axis. */
  record Part(IndexNode index, int stride) {}

  ReadNode(
      Slot[] moves, Lane out, Batch batch, Lane data, Part[] moving, Part[] still, int constant) {
    super(moves, out);
    this.batch = batch;
    this.data = data;
    this.moving = moving;
    this.still = still;
    this.constant = constant;
    this.base = new int[batch.width];
    this.offsets = new int[batch.width];
  }

  Lane data() {
    return data;
  }

  /** Whether the part that moves with the batch does not move with folds as well. */
  boolean isSeparable() {
    for (Part p : moving) {
      for (Slot s : p.index.moves) {
        if (!s.isVector()) {
          return false;
        }
      }
    }
    return true;
  }

  /** The part of the offsets that moves with the batch. */
  int[] base() {
    long now = batch.points.changed;
    for (Part p : moving) {
      now = Math.max(now, latest(p.index.moves));
    }
    if (now > based) {
      place();
      based = now;
    }
    return base;
  }

  private void place() {
    Arrays.fill(base, 0, batch.n, 0);
    for (Part p : moving) {
      IndexNode index = p.index.get();
      int[] values = index.values;
      int stride = p.stride;
      for (int k = 0; k < batch.n; k++) {
        base[k] += values[k] * stride;
      }
    }
  }

  /** The part of the offset that all points share. */
  int delta() {
    int delta = constant;
    for (Part p : still) {
      delta += p.index.get().value * p.stride;
    }
    return delta;
  }

  @Override
  void evaluate() {
    int[] from = base();
    int delta = delta();
    int n = batch.n;
    if (isEven(from, n)) {
      out.copy(data, from[0] + delta, 0, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      offsets[k] = from[k] + delta;
    }
    out.gather(data, offsets, n);
  }

  /** Whether the elements lie one after the other. */
  private static boolean isEven(int[] from, int n) {
    if (from[n - 1] - from[0] != n - 1) {
      return false;
    }
    for (int k = 1; k < n; k++) {
      if (from[k] != from[k - 1] + 1) {
        return false;
      }
    }
    return true;
  }
}
