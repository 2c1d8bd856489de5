package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A read whose place is tested point by point: an index from data, or one that leaves the array for
 * some points. Where the operator says nothing of the outside, the index is moved to the nearest
 * element (the result is unspecified then, and the reading has said so). An uncertain index reads
 * the hull of all elements that it may mean.
 */
final class TestedRead extends ElementNode {
  private final Domain domain;
  private final Batch batch;
  private final Array array;
  private final int[] strides;
  private final IndexNode[] at;
  private final @Nullable ElementNode outside;
  private final int[] low;
  private final int[] high;

  TestedRead(
      Slot[] moves,
      Domain domain,
      Batch batch,
      DType type,
      Array array,
      IndexNode[] at,
      @Nullable ElementNode outside) {
    super(moves, domain.lane(type, batch.width));
    this.domain = domain;
    this.batch = batch;
    this.array = array;
    this.strides = Array.strides(array.shape());
    this.at = at;
    this.outside = outside;
    this.low = new int[at.length];
    this.high = new int[at.length];
  }

  @Override
  void evaluate() {
    for (IndexNode i : at) {
      i.get();
    }
    Lane fill = outside == null ? null : outside.get();
    if (array.size() == 0 && fill == null) {
      domain.constant(out, 0, 0, batch.n);
      return;
    }
    for (int k = 0; k < batch.n; k++) {
      point(k, fill);
    }
  }

  private void point(int k, @Nullable Lane fill) {
    boolean certain = true;
    boolean mayLeave = false;
    boolean mayStay = true;
    int offset = 0;
    for (int a = 0; a < at.length; a++) {
      int size = array.shape()[a];
      int from = at[a].of(k);
      int to = at[a].highOf(k);
      mayLeave |= from < 0 || to >= size;
      mayStay &= to >= 0 && from < size;
      low[a] = Math.max(0, Math.min(from, size - 1));
      high[a] = Math.max(0, Math.min(to, size - 1));
      certain &= from == to;
      offset += low[a] * strides[a];
    }
    boolean left = fill != null && (!mayStay || certain && mayLeave);
    if (left) {
      out.copy(Objects.requireNonNull(fill), k, k, 1);
      return;
    }
    out.copy(array.lane(), offset, k, 1);
    if (!certain) {
      widen(k, 0, 0);
      if (fill != null && mayLeave) {
        domain.hull(out, k, fill, k);
      }
    }
  }

  private void widen(int k, int axis, int offset) {
    if (axis == at.length) {
      domain.hull(out, k, array.lane(), offset);
      return;
    }
    for (int i = low[axis]; i <= high[axis]; i++) {
      widen(k, axis + 1, offset + i * strides[axis]);
    }
  }
}
