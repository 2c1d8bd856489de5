package dev.assay.core.operator;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pool of n-grams that are looked for in a row. An n-gram lies there with even gaps: its items
 * are as far from each other as some number of skipped items, up to a greatest, makes them.
 *
 * @param starts where in the pool the 1-grams begin, the 2-grams, and so on
 * @param least the n of the shortest that are looked for
 */
record Ngrams(Tensor pool, List<Integer> starts, int least, int most, int skips) {

  /** Whether each part of a pool holds whole n-grams. */
  static boolean isLaidOut(List<Integer> starts, int size) {
    for (int n = 1; n <= starts.size(); n++) {
      int length = end(starts, n, size) - starts.get(n - 1);
      if (length < 0 || length % n != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many n-grams of all lengths a pool holds. */
  static int count(List<Integer> starts, int size) {
    int count = 0;
    for (int n = 1; n <= starts.size(); n++) {
      count += (end(starts, n, size) - starts.get(n - 1)) / n;
    }
    return count;
  }

  /** Whether no n-gram stands twice in the pool. */
  boolean areDistinct() {
    Set<List<Object>> seen = new HashSet<>();
    return inPool().stream().allMatch(seen::add);
  }

  private List<List<Object>> inPool() {
    List<List<Object>> grams = new ArrayList<>();
    for (int n = 1; n <= starts.size(); n++) {
      for (int at = starts.get(n - 1); at < end(starts, n, pool.size()); at += n) {
        grams.add(items(pool, at, n, 1));
      }
    }
    return grams;
  }

  private static int end(List<Integer> starts, int n, int size) {
    return n < starts.size() ? starts.get(n) : size;
  }

  /** How often each n-gram of the pool comes in a row of a tensor. */
  long[] counts(Tensor x, int from, int length) {
    Map<List<Object>, Long> found = new HashMap<>();
    for (int n = least; n <= most; n++) {
      int last = n == 1 ? 0 : skips;
      for (int step = 1; step <= last + 1L && (n - 1L) * step < length; step++) {
        for (int first = 0; first + (n - 1) * step < length; first++) {
          found.merge(items(x, from + first, n, step), 1L, Long::sum);
        }
      }
    }
    return inPool().stream().mapToLong(gram -> found.getOrDefault(gram, 0L)).toArray();
  }

  private static List<Object> items(Tensor x, int first, int n, int step) {
    List<Object> items = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      int at = first + k * step;
      items.add(x.type() == DType.STRING ? x.texts()[at] : x.integers()[at]);
    }
    return items;
  }
}
