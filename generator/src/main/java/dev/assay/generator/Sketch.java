package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A graph under construction, which grows by one node at a time: forwards from values that are
 * there, or backwards, so that the new node makes a value which so far was an input.
 */
final class Sketch {
  private static final int MOST_RANK = 7;
  private static final double EXISTING = 0.8;
  private static final double EXISTING_BACKWARDS = 0.2;

  private final ModelOptions options;
  private final int opset;
  private final ToIntFunction<String> versions;
  private final Taste taste;
  private final SizeSolver solver;
  private final List<DraftNode> nodes = new ArrayList<>();
  private final Set<DraftValue> values = new LinkedHashSet<>();
  private final Set<DraftValue> closed = new LinkedHashSet<>();
  private Sizes sizes = new Sizes();

  Sketch(
      ModelOptions options,
      int opset,
      ToIntFunction<String> versions,
      Taste taste,
      SizeSolver solver) {
    this.options = options;
    this.opset = opset;
    this.versions = versions;
    this.taste = taste;
    this.solver = solver;
  }

  int opset() {
    return opset;
  }

  /** The version of the operator's domain in the model. */
  int version(Operator operator) {
    return operator.domain().isEmpty() ? opset : versions.applyAsInt(operator.domain());
  }

  List<DraftNode> nodes() {
    return nodes;
  }

  Sizes sizes() {
    return sizes;
  }

  /** Whether only the run tells a size of the value, so that nothing may use it. */
  boolean isClosed(DraftValue v) {
    return closed.contains(v);
  }

  /** Adds a node, if one with the operator can be drawn here; else nothing changes. */
  boolean grow(Operator operator, Choices choices) {
    List<DraftValue> inputs =
        values.stream().filter(v -> v.maker() == null && v.span() == null).toList();
    DraftValue wanted = !inputs.isEmpty() && choices.chance(0.35) ? choices.of(inputs) : null;
    Sizes trial = new Sizes(sizes);
    DrawDraft draft = draft(operator, choices, wanted, trial);
    try {
      operator.meaning().accept(draft);
      DraftNode node = node(operator, draft, wanted, trial);
      if (!isSupported(node) || !trial.settle(choices, taste, solver)) {
        return false;
      }
      commit(node, draft, trial);
      return true;
    } catch (Unfit e) {
      return false;
    }
  }

  private DrawDraft draft(
      Operator operator, Choices choices, @Nullable DraftValue wanted, Sizes trial) {
    List<DraftValue> usable =
        values.stream()
            .filter(v -> wanted == null ? !closed.contains(v) : v.maker() == null && v != wanted)
            .toList();
    Site site =
        new Site(
            version(operator),
            options.types(),
            taste,
            options.elements(),
            usable,
            wanted,
            wanted == null ? EXISTING : EXISTING_BACKWARDS);
    return new DrawDraft(site, operator, Signature.of(operator, version(operator)), choices, trial);
  }

  private DraftNode node(
      Operator operator, DrawDraft draft, @Nullable DraftValue wanted, Sizes trial) {
    if (draft.outputs().isEmpty()) {
      throw new Unfit("no output is asked for");
    }
    DraftValue open = wanted;
    Signature signature = Signature.of(operator, version(operator));
    @Nullable DraftValue[] outputs = new @Nullable DraftValue[draft.outputs().lastKey() + 1];
    for (Map.Entry<Integer, Stage> e : draft.outputs().entrySet()) {
      Stage meaning = e.getValue();
      if (!signature.outputTypes(e.getKey()).contains(meaning.type())
          || !options.types().contains(meaning.type())) {
        throw new Unfit("an output type that is not to be drawn");
      }
      if (meaning.rank() > MOST_RANK) {
        throw new Unfit("too many axes");
      }
      boolean unknown = draft.isUnknown(meaning.shape());
      if (open != null
          && !unknown
          && open.type() == meaning.type()
          && open.rank() == meaning.rank()) {
        draft.require(meaning.shape(), open.shape(), "the output is what was an input");
        outputs[e.getKey()] = open;
        open = null;
      } else {
        Dims shape = unknown ? meaning.shape() : named(meaning.shape(), trial);
        outputs[e.getKey()] = new DraftValue(meaning.type(), shape);
      }
      if (!unknown) {
        trial.limit(List.of(meaning.shape()), options.elements());
      }
    }
    List<Dims> work =
        Traversal.of(draft.outputs().values()).work().stream()
            .filter(d -> !draft.isUnknown(d))
            .toList();
    if (!work.isEmpty()) {
      trial.limit(work, options.work());
    }
    return new DraftNode(operator, draft.inputs(), draft.attributes(), Arrays.asList(outputs));
  }

  private Dims named(Dims shape, Sizes trial) {
    long least = taste.zero() ? 0 : 1;
    for (Dim d : shape.list()) {
      if (!d.atLeast(least).decided().orElse(false)) {
        trial.require(d.atLeast(least));
      }
    }
    return shape.map(d -> trial.define("s" + nodes.size(), d, least));
  }

  private boolean isSupported(DraftNode node) {
    List<Optional<DType>> inputs = new ArrayList<>();
    for (Answer a : node.inputs()) {
      inputs.add(a instanceof Answer.Data d ? Optional.of(d.value().type()) : Optional.empty());
    }
    List<DType> outputs =
        node.outputs().stream().filter(Objects::nonNull).map(DraftValue::type).toList();
    return options.support().has(node.operator(), opset, inputs, outputs);
  }

  private void commit(DraftNode node, DrawDraft draft, Sizes trial) {
    for (Answer a : node.inputs()) {
      if (a instanceof Answer.Data d) {
        d.value().use();
        values.add(d.value());
      }
    }
    for (DraftValue v : node.outputs()) {
      if (v != null) {
        v.madeBy(node);
        values.add(v);
        if (draft.isUnknown(v.shape())) {
          closed.add(v);
        }
      }
    }
    nodes.add(node);
    sizes = trial;
  }
}
