package dev.assay.core.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where one index stands: at a single value (folds, steps), or at one value for each point of the
 * batch.
 */
final class Slot {
  private static final int[] NONE = {};

  private final @Nullable Batch batch;
  private final int stride;
  private final int extent;
  private int[] values = NONE;
  private long filled = -1;

  /** The batch's clock when the index last moved. */
  long changed;

  /** The value, unless there is one for each point. */
  int value;

  private Slot(@Nullable Batch batch, int stride, int extent) {
    this.batch = batch;
    this.stride = stride;
    this.extent = extent;
  }

  static Slot scalar() {
    return new Slot(null, 0, 0);
  }

  /** An axis of the batch's points. */
  static Slot axis(Batch batch, int stride, int extent) {
    return new Slot(batch, stride, extent);
  }

  boolean isVector() {
    return batch != null;
  }

  /** One value for each point of the batch. */
  int[] values() {
    if (batch != null && filled != changed) {
      fill(batch);
      filled = changed;
    }
    return values;
  }

  private void fill(Batch b) {
    if (values.length == 0) {
      values = new int[b.width];
    }
    int n = b.n;
    int v = b.base / stride % extent;
    if (stride == 1) {
      for (int k = 0; k < n; k++) {
        values[k] = v;
        v = v + 1 == extent ? 0 : v + 1;
      }
      return;
    }
    int end = stride - b.base % stride;
    for (int k = 0; k < n; end = stride) {
      int stop = Math.min(n, k + end);
      Arrays.fill(values, k, stop, v);
      k = stop;
      v = v + 1 == extent ? 0 : v + 1;
    }
  }
}
