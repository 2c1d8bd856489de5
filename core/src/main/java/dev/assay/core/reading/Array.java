package dev.assay.core.reading;

import dev.assay.core.tensor.Tensor;

/** The elements of a stage in row-major order, as a reading holds them. */
record Array(int[] shape, Lane lane) {

  int size() {
    return Tensor.size(shape);
  }

  /** The distance of neighbours along each axis. */
  static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int a = shape.length - 1; a >= 0; a--) {
      strides[a] = step;
      step *= shape[a];
    }
    return strides;
  }
}
