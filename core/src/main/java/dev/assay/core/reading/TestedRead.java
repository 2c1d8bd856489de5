package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.Arrays;
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
  private final int[] offsets;
  private final boolean[] special;
  private final int[] exceptional;

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
    this.offsets = new int[batch.width];
    this.special = new boolean[batch.width];
    this.exceptional = new int[batch.width];
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
    int exceptions = place(fill != null);
    if (array.size() > 0) {
      out.gather(array.lane(), offsets, batch.n);
    }
    for (int e = 0; e < exceptions; e++) {
      except(exceptional[e], fill);
    }
  }

  /**
   * Finds where each point reads, moved to the nearest element; counts and notes the points that
   * read something else besides or instead.
   */
  private int place(boolean hasOutside) {
    Arrays.fill(offsets, 0, batch.n, 0);
    Arrays.fill(special, 0, batch.n, false);
    for (int a = 0; a < at.length; a++) {
      IndexNode index = at[a];
      int last = array.shape()[a] - 1;
      int stride = strides[a];
      for (int k = 0; k < batch.n; k++) {
        int from = index.of(k);
        int to = index.highOf(k);
        special[k] |= from != to || hasOutside && (from < 0 || from > last);
        offsets[k] += Math.max(0, Math.min(from, last)) * stride;
      }
    }
    int count = 0;
    for (int k = 0; k < batch.n; k++) {
      if (special[k]) {
        exceptional[count++] = k;
      }
    }
    return count;
  }

  private void except(int k, @Nullable Lane fill) {
    boolean certain = true;
    boolean mayLeave = false;
    boolean mayStay = true;
    for (int a = 0; a < at.length; a++) {
      int size = array.shape()[a];
      int from = at[a].of(k);
      int to = at[a].highOf(k);
      mayLeave |= from < 0 || to >= size;
      mayStay &= to >= 0 && from < size;
      low[a] = Math.max(0, Math.min(from, size - 1));
      high[a] = Math.max(0, Math.min(to, size - 1));
      certain &= from == to;
    }
    if (fill != null && (!mayStay || certain && mayLeave)) {
      out.copy(fill, k, k, 1);
      return;
    }
    widen(k, 0, 0);
    if (fill != null && mayLeave) {
      domain.hull(out, k, fill, k);
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
