package dev.assay.oracle.reduce;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that are one edit smaller than a model, for those who search by themselves and not by
 * a {@link Reducer}. They use the operators, the versions of them and the element types that the
 * model uses, and meet no behaviour that it does not meet.
 */
public final class SmallerModels {
  /** Those of a reducer but for what brings other types and versions in. */
  private static final List<Surgery> SURGERIES =
      Stream.concat(Reducer.SURGERIES.stream(), Reducer.LAST.stream())
          .filter(s -> !(s instanceof PlainerTypes || s instanceof PlainerImports))
          .toList();

  private SmallerModels() {}

  /**
   * A smaller model.
   *
   * @param place of its edit among all, from which a search goes on
   */
  public record Step(Reducer.Start model, long place) {}

  /**
   * The smaller models, each made as it is asked for.
   *
   * @param from the place of the edit that comes first; those before it come last
   * @throws IllegalArgumentException if the model is invalid
   */
  public static Stream<Step> of(Reducer.Start model, long from) {
    Specimen specimen = Specimen.of(model.draft(), model.kernels());
    return Stream.concat(steps(specimen).skip(from), steps(specimen).limit(from))
        .flatMap(placed -> placed.of(specimen).stream());
  }

  /**
   * The elements of a tensor, where a size of zero counts as two: an empty tensor is no plainer
   * than one of one element, and has sizes that can be less.
   */
  public static long elements(Tensor tensor) {
    return Arrays.stream(tensor.shape()).mapToLong(d -> d == 0 ? 2 : d).reduce(1, (a, b) -> a * b);
  }

  private static Stream<Placed> steps(Specimen specimen) {
    AtomicLong place = new AtomicLong();
    return SURGERIES.stream()
        .flatMap(surgery -> surgery.of(specimen))
        .map(edit -> new Placed(edit, place.getAndIncrement()));
  }

  private static Set<DType> types(Specimen specimen) {
    return specimen.reading().values().values().stream()
        .map(Tensor::type)
        .collect(Collectors.toSet());
  }

  /** An edit and its place among all. */
  private record Placed(Edit edit, long place) {
    Optional<Step> of(Specimen specimen) {
      return specimen
          .smaller(edit)
          .filter(made -> types(specimen).containsAll(types(made)))
          .filter(made -> specimen.behaviours().containsAll(made.behaviours()))
          .map(made -> new Step(start(made), place));
    }

    private static Reducer.Start start(Specimen made) {
      return new Reducer.Start(made.graph(), made.draft().inputs(), made.reading().kernels());
    }
  }
}
