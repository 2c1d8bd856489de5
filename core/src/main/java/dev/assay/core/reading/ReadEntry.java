package dev.assay.core.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A read, going back: the adjoints are scattered to the places that were read. */
final class ReadEntry extends Tape.Entry {
  private final double[] target;
  private final int[] shape;
  private final int[] strides;
  private final IndexNode[] at;
  private final boolean[] leaving;
  private final boolean mayLeave;
  private final boolean hasOutside;
  private final Tape.@Nullable Entry outside;
  private final int[] offsets;
  private final boolean[] left;

  /**
   * @param target the adjoints of the stage
   * @param leaving the axes along which the index may leave the array
   * @param hasOutside whether there is something outside of the array; without, an index that
   *     leaves it is moved to the nearest element
   * @param outside where the adjoints of what is outside go; null where nothing is to be had
   */
  ReadEntry(
      int width,
      double[] target,
      int[] shape,
      IndexNode[] at,
      boolean[] leaving,
      boolean hasOutside,
      Tape.@Nullable Entry outside) {
    super(width);
    this.target = target;
    this.shape = shape;
    this.strides = Array.strides(shape);
    this.at = at;
    this.leaving = leaving;
    boolean any = false;
    for (boolean l : leaving) {
      any |= l;
    }
    this.mayLeave = any;
    this.hasOutside = hasOutside;
    this.outside = outside;
    this.offsets = new int[width];
    this.left = new boolean[width];
  }

  @Override
  void pull(int n) {
    if (mayLeave) {
      Arrays.fill(left, 0, n, false);
    }
    int still = 0;
    Arrays.fill(offsets, 0, n, 0);
    for (int a = 0; a < at.length; a++) {
      IndexNode index = at[a].get();
      if (leaving[a]) {
        place(index, a, n);
      } else if (index.isVector) {
        int stride = strides[a];
        int[] values = index.values;
        for (int k = 0; k < n; k++) {
          offsets[k] += values[k] * stride;
        }
      } else {
        still += index.value * strides[a];
      }
    }
    if (mayLeave) {
      scatterInside(still, n);
    } else {
      for (int k = 0; k < n; k++) {
        target[offsets[k] + still] += adjoint[k];
      }
    }
  }

  private void place(IndexNode index, int axis, int n) {
    int size = shape[axis];
    for (int k = 0; k < n; k++) {
      int i = index.of(k);
      if (i < 0 || i >= size) {
        left[k] |= hasOutside || size == 0;
        i = i < 0 ? 0 : size - 1;
      }
      offsets[k] += i * strides[axis];
    }
  }

  private void scatterInside(int still, int n) {
    for (int k = 0; k < n; k++) {
      if (!left[k]) {
        target[offsets[k] + still] += adjoint[k];
      } else if (outside != null) {
        outside.adjoint[k] += adjoint[k];
      }
    }
  }
}
