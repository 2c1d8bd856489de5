package dev.assay.backends.torch;

import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Short lists of integers. */
final class Numbers {
  private Numbers() {}

  /** The elements of a tensor of integers, those beyond an {@code int} at its bounds. */
  static int[] of(Tensor t) {
    return Arrays.stream(t.integers())
        .mapToInt(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
        .toArray();
  }

  static int[] each(int count, IntUnaryOperator number) {
    return IntStream.range(0, count).map(number).toArray();
  }

  static int[] repeat(int count, int number) {
    return each(count, k -> number);
  }

  /** Those from a place on. */
  static int[] from(int[] list, int place) {
    return Arrays.copyOfRange(list, place, list.length);
  }
}
