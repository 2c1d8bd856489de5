package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Edits that make axes of leaves shorter. */
final class Cuts {
  /** Up to so many integers in a leaf may be sizes. */
  private static final int SIZES = 16;

  private Cuts() {}

  /** The sizes that one may become, the boldest first. An axis keeps one element, or gets it. */
  static List<Integer> targets(int size) {
    if (size == 0) {
      return List.of(1);
    }
    return IntStream.of(1, 2, size / 2, size - 2, size - 1)
        .filter(t -> t >= 1 && t < size)
        .distinct()
        .boxed()
        .toList();
  }

  /**
   * Each axis of each leaf by itself.
   *
   * @param back whether the end of an axis is kept, and not its beginning
   */
  static List<Edit> each(Draft draft, boolean back) {
    return onEachAxis(
        draft,
        (name, t, axis) ->
            targets(t.shape()[axis]).stream().map(to -> d -> cut(d, name, axis, to, back)));
  }

  /** Fewer elements of each leaf, all on one of its axes: a bug may need so many at least. */
  static List<Edit> gathered(Draft draft) {
    return onEachAxis(
        draft,
        (name, t, axis) ->
            t.size() == 0
                ? Stream.of()
                : targets(t.size()).stream()
                    .map(to -> d -> d.withLeaves(Map.of(name, Elements.gathered(t, axis, to)))));
  }

  /** What edits there are of an axis of a leaf. */
  private interface OnAxis {
    Stream<Edit> of(String name, Tensor leaf, int axis);
  }

  private static List<Edit> onEachAxis(Draft draft, OnAxis edits) {
    return draft.leaves().entrySet().stream()
        .flatMap(
            e ->
                IntStream.range(0, e.getValue().rank())
                    .boxed()
                    .flatMap(axis -> edits.of(e.getKey(), e.getValue(), axis)))
        .toList();
  }

  /** All axes of a size in some leaves. */
  static Draft all(Draft draft, List<String> names, int size, int to, boolean back) {
    Draft cut = draft;
    for (String name : names) {
      Tensor t = Objects.requireNonNull(draft.leaves().get(name));
      for (int axis = 0; axis < t.rank(); axis++) {
        cut = t.shape()[axis] == size ? cut(cut, name, axis, to, back) : cut;
      }
    }
    return cut;
  }

  private static Draft cut(Draft draft, String name, int axis, int to, boolean back) {
    Tensor t = Objects.requireNonNull(draft.leaves().get(name));
    if (axis < t.rank() && t.shape()[axis] == 0 && to == 1) {
      return draft.withLeaves(Map.of(name, Elements.opened(t, axis)));
    }
    if (axis >= t.rank() || to >= t.shape()[axis]) {
      throw new IllegalArgumentException("the axis is no longer there");
    }
    int from = back ? t.shape()[axis] - to : 0;
    return draft.withLeaves(Map.of(name, Elements.cut(t, axis, from, from + to)));
  }

  /** A number in all lists of integers that may be sizes, and in attributes. */
  static Draft numbers(Draft draft, int size, int to) {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    draft
        .leaves()
        .forEach(
            (name, t) -> {
              if (mayBeSizes(t)) {
                leaves.put(name, replaced(t, size, to));
              }
            });
    return draft.withLeaves(leaves).withEachNode(n -> replaced(n, size, to));
  }

  static boolean mayBeSizes(Tensor t) {
    return DType.INDICES.contains(t.type()) && t.rank() <= 1 && t.size() <= SIZES;
  }

  private static Tensor replaced(Tensor t, long size, long to) {
    return Elements.changed(t, k -> true, x -> x, x -> x == size ? to : x);
  }

  private static Node replaced(Node node, long size, long to) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.replaceAll(
        (name, a) ->
            a.kind() == Kind.INT && a.integer() == size
                ? Attribute.of(to)
                : a.kind() == Kind.INTS
                    ? Attribute.ofInts(
                        a.integers().stream().map(v -> v == size ? Long.valueOf(to) : v).toList())
                    : a);
    return node.withAttributes(attributes);
  }
}
