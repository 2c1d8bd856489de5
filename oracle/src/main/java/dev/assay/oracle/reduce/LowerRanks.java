package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes away axes of size 1: one of all leaves of a rank, together with its number in lists, in
 * permutations, in pads and as an axis; then one of a single leaf.
 */
final class LowerRanks implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    Map<String, Tensor> leaves = draft.leaves();
    int most = leaves.values().stream().mapToInt(Tensor::rank).max().orElse(0);
    Stream<Edit> together =
        IntStream.rangeClosed(1, most)
            .map(k -> most + 1 - k)
            .boxed()
            .flatMap(
                rank ->
                    IntStream.range(0, rank)
                        .boxed()
                        .flatMap(
                            axis ->
                                Stream.<Edit>of(
                                    d -> without(d, rank, axis, rank),
                                    d -> without(d, rank, axis, Integer.MAX_VALUE))));
    Stream<Edit> single =
        leaves.entrySet().stream()
            .flatMap(
                e ->
                    IntStream.range(0, e.getValue().rank())
                        .filter(axis -> e.getValue().shape()[axis] == 1)
                        .mapToObj(
                            axis ->
                                d ->
                                    d.withLeaves(
                                        Map.of(
                                            e.getKey(),
                                            Elements.withoutAxis(e.getValue(), axis)))));
    return Stream.concat(together, single);
  }

  /**
   * Takes an axis of leaves of a rank; of those of other ranks up to a bound the same from behind.
   */
  private static Draft without(Draft draft, int rank, int axis, int bound) {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    draft
        .leaves()
        .forEach(
            (name, t) -> {
              int own = axis - rank + t.rank();
              boolean held = bound == rank ? t.rank() == rank : own >= 0;
              if (held && own < t.rank() && t.shape()[own] == 1) {
                leaves.put(name, Elements.withoutAxis(t, own));
              } else if (Cuts.mayBeSizes(t) && t.rank() == 1) {
                leaves.put(name, list(t, rank, axis));
              }
            });
    return draft.withLeaves(leaves).withEachNode(n -> without(n, rank, axis));
  }

  private static Tensor list(Tensor t, int rank, int axis) {
    List<Long> list = new ArrayList<>();
    for (long v : t.integers()) {
      list.add(v);
    }
    long[] shorter = list(list, rank, axis).stream().mapToLong(v -> v).toArray();
    return Tensor.of(t.type(), new int[] {shorter.length}, shorter);
  }

  private static Node without(Node node, int rank, int axis) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.replaceAll(
        (name, a) ->
            a.kind() == Kind.INTS
                ? Attribute.ofInts(list(a.integers(), rank, axis))
                : a.kind() == Kind.INT && name.equals("axis") && a.integer() > axis
                    ? Attribute.of(a.integer() - 1)
                    : a);
    return node.withAttributes(attributes);
  }

  /**
   * A list without what it says of an axis, if its length is that of one number for each axis or
   * each spatial axis, or of two.
   */
  private static List<Long> list(List<Long> list, int rank, int axis) {
    int spatial = rank - 2;
    if (list.size() == rank) {
      return isPermutation(list) ? permutation(list, axis) : but(list, axis);
    }
    if (list.size() == 2 * rank) {
      return but(but(list, axis + rank), axis);
    }
    if (list.size() == spatial && axis >= 2) {
      return but(list, axis - 2);
    }
    return list.size() == 2 * spatial && axis >= 2
        ? but(but(list, axis - 2 + spatial), axis - 2)
        : list;
  }

  private static List<Long> but(List<Long> list, int k) {
    List<Long> fewer = new ArrayList<>(list);
    fewer.remove(k);
    return fewer;
  }

  private static boolean isPermutation(List<Long> list) {
    return IntStream.range(0, list.size()).allMatch(k -> list.contains((long) k));
  }

  private static List<Long> permutation(List<Long> list, int axis) {
    return list.stream().filter(v -> v != axis).map(v -> v > axis ? v - 1 : v).toList();
  }
}
