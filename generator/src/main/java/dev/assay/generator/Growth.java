package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One try to draw a node for a place in a sketch. Nothing of it is in the sketch yet. */
final class Growth {
  private static final int MOST_RANK = 7;

  private final Sketch sketch;
  private final Operator operator;
  private final Signature signature;
  private final Place place;
  private final Choices choices;
  private final Sizes sizes;
  private final DrawDraft draft;

  /**
   * @param signature of the operator
   * @param values what may be an input
   * @param sizes where those of the node are put
   */
  Growth(
      Sketch sketch,
      Operator operator,
      Signature signature,
      Place place,
      List<DraftValue> values,
      Sizes sizes,
      Choices choices) {
    this.sketch = sketch;
    this.operator = operator;
    this.signature = signature;
    this.place = place;
    this.choices = choices;
    this.sizes = sizes;
    Site site =
        new Site(
            sketch.version(operator),
            place.terms(),
            place.aimed() ? sketch.options().targets() : Set.of(),
            sketch.taste(),
            values,
            place.part(),
            place.wanted(),
            place.existing());
    this.draft = new DrawDraft(site, operator, signature, choices, sizes);
  }

  /** The node, with numbers that keep its rules; null where there is none. */
  @Nullable DraftNode node(@Nullable SizeSolver solver) {
    try {
      operator.meaning().accept(draft);
      DraftNode node = drawn(solver != null);
      for (Dim.Rule rule : place.part().demand().rules().apply(node)) {
        draft.require(rule, "its motif demands another size");
      }
      return place.isTaken(node)
              && (!place.aimed() || draft.mayMeetTarget())
              && isSupported(node)
              && isSettled(solver)
          ? node
          : null;
    } catch (Unfit e) {
      return null;
    }
  }

  private boolean isSettled(@Nullable SizeSolver solver) {
    limitWork();
    return new SizeSearch(sizes, choices, sketch.taste(), solver).settle();
  }

  /** Whether only the run tells a size of a value of the node, so that nothing may use it. */
  boolean isUnknown(DraftValue v) {
    return draft.isUnknown(v.shape());
  }

  private DraftNode drawn(boolean open) {
    if (draft.outputs().isEmpty()) {
      throw new Unfit("no output is asked for");
    }
    DraftValue wanted = place.wanted();
    @Nullable DraftValue[] outputs = new @Nullable DraftValue[draft.outputs().lastKey() + 1];
    for (Map.Entry<Integer, Stage> e : draft.outputs().entrySet()) {
      Stage meaning = e.getValue();
      requireType(e.getKey(), meaning.type());
      if (meaning.rank() > MOST_RANK) {
        throw new Unfit("too many axes");
      }
      boolean unknown = draft.isUnknown(meaning.shape());
      if (wanted != null
          && !unknown
          && wanted.type() == meaning.type()
          && wanted.rank() == meaning.rank()) {
        draft.require(meaning.shape(), wanted.shape(), "the output is what was an input");
        outputs[e.getKey()] = wanted;
        wanted = null;
      } else {
        Dims shape = unknown ? meaning.shape() : sized(meaning.shape(), open);
        outputs[e.getKey()] = new DraftValue(meaning.type(), shape);
      }
      if (!unknown) {
        sizes.limit(List.of(meaning.shape()), sketch.options().elements());
      }
    }
    return new DraftNode(
        operator,
        draft.inputs(),
        draft.attributes(),
        Arrays.asList(outputs),
        draft.formulas(sizes),
        place.terms().options());
  }

  private void requireType(int output, DType type) {
    String port = Port.at(operator.outputs(), output).name();
    if (!signature.outputTypes(output).contains(type)
        || !place.terms().options().types(port).contains(type)) {
      throw new Unfit("an output type that is not to be drawn");
    }
  }

  /** A shape that has legal sizes; where these stay open, each has a name. */
  private Dims sized(Dims shape, boolean open) {
    long least = sketch.taste().zero() ? 0 : 1;
    for (int k = 0; k < shape.rank(); k++) {
      Dim.Rule legal = shape.get(k).atLeast(least);
      if (!legal.decided().orElse(false)) {
        sizes.require(legal);
      }
    }
    return open ? shape.map(d -> sizes.define("s" + sketch.nodes().size(), d, least)) : shape;
  }

  private void limitWork() {
    List<Dims> work = new ArrayList<>();
    for (Dims d : Traversal.of(draft.outputs().values()).work()) {
      if (!draft.isUnknown(d)) {
        work.add(d);
      }
    }
    if (!work.isEmpty()) {
      sizes.limit(work, sketch.options().work());
    }
  }

  private boolean isSupported(DraftNode node) {
    Support support = sketch.options().support();
    if (support == Support.ALL) {
      return true;
    }
    List<Optional<DType>> inputs = new ArrayList<>();
    for (Answer a : node.inputs()) {
      inputs.add(a instanceof Answer.Data d ? Optional.of(d.value().type()) : Optional.empty());
    }
    List<DType> outputs =
        node.outputs().stream().filter(Objects::nonNull).map(DraftValue::type).toList();
    return support.has(node.operator(), sketch.opset(), inputs, outputs);
  }
}
