package dev.assay.core.operator;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A tensor as a row of slices along an axis. */
record Slices(Tensor tensor, int axis, int inner) {

  static Slices of(Tensor tensor, int axis) {
    int[] shape = tensor.shape();
    return new Slices(tensor, axis, Tensor.size(Arrays.copyOfRange(shape, axis + 1, shape.length)));
  }

  /** The elements at places, counted row by row. */
  static Tensor pick(Tensor from, int[] shape, int[] places) {
    if (from.type() == DType.STRING) {
      return Tensor.of(
          shape, Arrays.stream(places).mapToObj(k -> from.texts()[k]).toArray(String[]::new));
    }
    return from.type().isFloat()
        ? Tensor.of(
            from.type(), shape, Arrays.stream(places).mapToDouble(k -> from.reals()[k]).toArray())
        : Tensor.of(
            from.type(), shape, Arrays.stream(places).mapToLong(k -> from.integers()[k]).toArray());
  }

  private int count() {
    return tensor.shape()[axis];
  }

  /** Some slices, in the order given. */
  Tensor take(int[] which) {
    int[] shape = tensor.shape().clone();
    shape[axis] = which.length;
    int[] places = new int[Tensor.size(shape)];
    for (int k = 0; k < places.length; k++) {
      int slice = which[k / inner % which.length];
      places[k] = (k / inner / which.length * count() + slice) * inner + k % inner;
    }
    return pick(tensor, shape, places);
  }

  /** By their elements, the first that differ. */
  private int compare(int a, int b) {
    int outer = Tensor.size(Arrays.copyOf(tensor.shape(), axis));
    return IntStream.range(0, outer * inner)
        .map(
            k -> {
              int start = k / inner * count() * inner + k % inner;
              return Ordering.compare(tensor, start + a * inner, start + b * inner);
            })
        .filter(c -> c != 0)
        .findFirst()
        .orElse(0);
  }

  /**
   * Each slice once, sorted or in the order of their first coming; where each comes first; for
   * every slice, which of these it is; and how often each comes.
   */
  List<Tensor> unique(boolean sorted) {
    TreeMap<Integer, List<Integer>> groups = new TreeMap<>(this::compare);
    for (int k = 0; k < count(); k++) {
      groups.computeIfAbsent(k, first -> new ArrayList<>()).add(k);
    }
    List<List<Integer>> order = new ArrayList<>(groups.values());
    if (!sorted) {
      order.sort(Comparator.comparing(g -> g.get(0)));
    }
    int[] first = order.stream().mapToInt(g -> g.get(0)).toArray();
    long[] which = new long[count()];
    for (int g = 0; g < order.size(); g++) {
      for (int k : order.get(g)) {
        which[k] = g;
      }
    }
    return List.of(
        take(first),
        Tensor.list(Arrays.stream(first).asLongStream().toArray()),
        Tensor.list(which),
        Tensor.list(order.stream().mapToLong(List::size).toArray()));
  }
}
