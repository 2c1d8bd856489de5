package dev.assay.oracle.reduce;

import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes axes shorter, and empty ones plain: those of one size everywhere at once, since a size
 * flows through a model, with the numbers that say it and without; then in one leaf; then one axis;
 * then a leaf's elements on one of its axes.
 */
final class SmallerSizes implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    Map<String, Tensor> leaves = draft.leaves();
    List<String> all = List.copyOf(leaves.keySet());
    List<String> data = all.stream().filter(n -> !Cuts.mayBeSizes(tensor(leaves, n))).toList();
    Stream<List<String>> groups =
        Stream.concat(Stream.of(data, all), all.stream().map(List::of)).distinct();
    Stream<Edit> grouped = groups.flatMap(names -> grouped(leaves, names));
    Stream<Edit> each = Stream.of(false, true).flatMap(back -> Cuts.each(draft, back).stream());
    return Stream.of(grouped, each, Cuts.gathered(draft).stream()).flatMap(edits -> edits);
  }

  private static Stream<Edit> grouped(Map<String, Tensor> leaves, List<String> names) {
    return sizes(leaves, names).stream()
        .flatMap(
            size ->
                Cuts.targets(size).stream()
                    .flatMap(
                        to ->
                            Stream.of(false, true)
                                .flatMap(
                                    back -> {
                                      Edit cut = d -> Cuts.all(d, names, size, to, back);
                                      return Stream.of(
                                          cut, cut.and(d -> Cuts.numbers(d, size, to)));
                                    })));
  }

  /** The sizes of axes, the greatest first. */
  private static List<Integer> sizes(Map<String, Tensor> leaves, List<String> names) {
    return names.stream()
        .flatMap(n -> Arrays.stream(tensor(leaves, n).shape()).boxed())
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static Tensor tensor(Map<String, Tensor> leaves, String name) {
    return Objects.requireNonNull(leaves.get(name));
  }
}
