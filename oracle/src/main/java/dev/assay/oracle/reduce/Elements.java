package dev.assay.oracle.reduce;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;

/** Other tensors made of the elements of one. */
final class Elements {
  private Elements() {}

  /** Whether two tensors have one type and shape. */
  static boolean areAlike(Tensor a, Tensor b) {
    return a.type() == b.type() && Arrays.equals(a.shape(), b.shape());
  }

  /** The part of a tensor that lies between two places of an axis. */
  static Tensor cut(Tensor t, int axis, int from, int to) {
    int[] shape = t.shape().clone();
    int inner = 1;
    for (int a = axis + 1; a < shape.length; a++) {
      inner *= shape[a];
    }
    int before = shape[axis];
    shape[axis] = to - from;
    int[] places = new int[Tensor.size(shape)];
    int row = (to - from) * inner;
    for (int k = 0; k < places.length; k++) {
      places[k] = (k / row) * before * inner + from * inner + k % row;
    }
    return picked(t, shape, places);
  }

  /** An empty tensor of which an axis has one element, with zeros where it is empty no more. */
  static Tensor opened(Tensor t, int axis) {
    int[] shape = t.shape().clone();
    shape[axis] = 1;
    return Tensor.zeros(t.type(), shape);
  }

  /** The first elements of a tensor on one of its axes, where all others have size 1. */
  static Tensor gathered(Tensor t, int axis, int count) {
    int[] shape = new int[t.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = count;
    return cut(t.reshaped(t.size()), 0, 0, count).reshaped(shape);
  }

  private static Tensor picked(Tensor t, int[] shape, int[] places) {
    if (t.type() == DType.STRING) {
      String[] texts = new String[places.length];
      for (int k = 0; k < places.length; k++) {
        texts[k] = t.texts()[places[k]];
      }
      return Tensor.of(shape, texts);
    }
    if (t.type().isFloat()) {
      double[] reals = new double[places.length];
      for (int k = 0; k < places.length; k++) {
        reals[k] = t.reals()[places[k]];
      }
      return Tensor.of(t.type(), shape, reals);
    }
    long[] integers = new long[places.length];
    for (int k = 0; k < places.length; k++) {
      integers[k] = t.integers()[places[k]];
    }
    return Tensor.of(t.type(), shape, integers);
  }

  /** The same elements without an axis of size 1. */
  static Tensor withoutAxis(Tensor t, int axis) {
    int[] shape = new int[t.rank() - 1];
    for (int a = 0; a < shape.length; a++) {
      shape[a] = t.shape()[a < axis ? a : a + 1];
    }
    return t.reshaped(shape);
  }

  /** The same list without element k. */
  static Tensor without(Tensor list, int k) {
    int[] places = new int[list.size() - 1];
    for (int j = 0; j < places.length; j++) {
      places[j] = j < k ? j : j + 1;
    }
    return picked(list, new int[] {places.length}, places);
  }

  /** Numbers changed at some places; of text, one that is empty. */
  static Tensor changed(
      Tensor t, IntPredicate where, DoubleUnaryOperator real, LongUnaryOperator integer) {
    if (t.type() == DType.STRING) {
      String[] texts = t.texts().clone();
      for (int k = 0; k < texts.length; k++) {
        texts[k] = where.test(k) ? "" : texts[k];
      }
      return Tensor.of(t.shape(), texts);
    }
    if (t.type().isFloat()) {
      double[] reals = t.reals().clone();
      for (int k = 0; k < reals.length; k++) {
        reals[k] = where.test(k) ? t.type().nearest(real.applyAsDouble(reals[k])) : reals[k];
      }
      return Tensor.of(t.type(), t.shape(), reals);
    }
    long[] integers = t.integers().clone();
    for (int k = 0; k < integers.length; k++) {
      integers[k] = where.test(k) ? t.type().wrap(integer.applyAsLong(integers[k])) : integers[k];
    }
    return Tensor.of(t.type(), t.shape(), integers);
  }

  /**
   * The same numbers in another type, each the nearest that it has.
   *
   * @throws IllegalArgumentException if one lies beyond its range, or one of the types is text
   */
  static Tensor as(Tensor t, DType type) {
    if (t.type() == DType.STRING || type == DType.STRING) {
      throw new IllegalArgumentException("text is no number");
    }
    if (type.isFloat()) {
      double[] reals = new double[t.size()];
      for (int k = 0; k < reals.length; k++) {
        reals[k] = type.nearest(t.real(k));
      }
      return Tensor.of(type, t.shape(), reals);
    }
    long[] integers = new long[t.size()];
    for (int k = 0; k < integers.length; k++) {
      long x = t.type().isFloat() ? (long) t.reals()[k] : t.integers()[k];
      if (type.wrap(x) != x) {
        throw new IllegalArgumentException(type + " has no " + x);
      }
      integers[k] = x;
    }
    return Tensor.of(type, t.shape(), integers);
  }
}
