package dev.assay.core.operator;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;

/**
 * The order of a tensor's elements: of numbers by size, with NaN after all of them, of text by its
 * characters.
 */
final class Ordering {
  private Ordering() {}

  static int compare(Tensor x, int a, int b) {
    if (x.type().isFloat()) {
      double l = x.reals()[a];
      double r = x.reals()[b];
      return l < r ? -1 : l > r ? 1 : Boolean.compare(Double.isNaN(l), Double.isNaN(r));
    }
    return x.type() == DType.STRING
        ? x.texts()[a].compareTo(x.texts()[b])
        : x.type().compare(x.integers()[a], x.integers()[b]);
  }

  static boolean isZero(Tensor x, int k) {
    if (x.type().isFloat()) {
      return x.reals()[k] == 0;
    }
    return x.type() == DType.STRING ? x.texts()[k].isEmpty() : x.integers()[k] == 0;
  }
}
