package dev.assay.testkit;

import dev.assay.core.graph.Graph;
import dev.assay.oracle.reduce.Reducer;
import dev.assay.oracle.reduce.SmallerModels;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A model that an edit made of another one. It shrinks by the edits by which {@code assay reduce}
 * reduces, as far as these leave the operators and the element types.
 *
 * @param place of the edit, from which the next ones are tried first
 */
record EditedModel(ModelCase value, long place) implements Shrinkable<ModelCase> {

  /** What one edit makes of a model; nothing where the edits cannot read it. */
  static Stream<Shrinkable<ModelCase>> of(ModelCase model, long from) {
    Stream<SmallerModels.Step> steps;
    try {
      steps = SmallerModels.of(new Reducer.Start(model.graph(), model.inputs()), from);
    } catch (IllegalArgumentException e) {
      return Stream.of();
    }
    return steps.map(EditedModel::after);
  }

  private static EditedModel after(SmallerModels.Step step) {
    return new EditedModel(
        new ModelCase(step.model().graph(), step.model().inputs()), step.place());
  }

  @Override
  public Stream<Shrinkable<ModelCase>> shrink() {
    return of(value, place);
  }

  @Override
  public ShrinkingDistance distance() {
    return distance(value);
  }

  /** Nodes first, then the {@linkplain SmallerModels#elements elements} of inputs and constants. */
  static ShrinkingDistance distance(ModelCase model) {
    return ShrinkingDistance.of(
        nodes(model.graph()),
        Stream.concat(model.inputs().values().stream(), model.graph().constants().values().stream())
            .mapToLong(SmallerModels::elements)
            .sum());
  }

  private static long nodes(Graph graph) {
    return graph.nodes().stream()
        .mapToLong(n -> 1 + n.bodies().values().stream().mapToLong(EditedModel::nodes).sum())
        .sum();
  }
}
