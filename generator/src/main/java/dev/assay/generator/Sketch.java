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
import java.util.EnumSet;
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

  /** The types that an input may have. */
  Set<DType> allowed(Operator operator, int input) {
    Set<DType> types = EnumSet.copyOf(Signature.of(operator, version(operator)).inputTypes(input));
    types.retainAll(options.types(Port.at(operator.inputs(), input).name()));
    return types;
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

  /**
   * Where a node comes to stand.
   *
   * @param fed a value that it should read, if any
   * @param wanted an input that its output should become, if any
   * @param existing how often it reads a value that is there
   * @param strict whether it is given up where it does not read or make those
   * @param aimed whether it is given up where it can meet no target
   */
  private record Place(
      @Nullable DraftValue fed,
      @Nullable DraftValue wanted,
      double existing,
      boolean strict,
      boolean aimed) {

    static Place of(
        @Nullable DraftValue fed, @Nullable DraftValue wanted, double existing, boolean strict) {
      return new Place(fed, wanted, existing, strict, false);
    }

    boolean isTaken(DraftNode node) {
      return !strict
          || (fed == null
              ? node.outputs().contains(wanted)
              : node.inputs().stream()
                  .anyMatch(a -> a instanceof Answer.Data d && d.value() == fed));
    }
  }

  /**
   * Adds a node, if one with the operator can be drawn here; else nothing changes. It comes after
   * the newest node, before some other, or anywhere.
   */
  boolean grow(Operator operator, Choices choices) {
    List<DraftValue> inputs = values.stream().filter(Sketch::isFree).toList();
    DraftValue newest = choices.chance(0.25) ? newest() : null;
    DraftValue wanted =
        newest == null && !inputs.isEmpty() && choices.chance(0.35) ? choices.of(inputs) : null;
    double existing = wanted == null ? EXISTING : EXISTING_BACKWARDS;
    return grow(operator, choices, Place.of(newest, wanted, existing, false));
  }

  /** Adds a node that mostly reads inputs of its own; else nothing changes. */
  boolean growApart(Operator operator, Choices choices) {
    return grow(operator, choices, Place.of(null, null, EXISTING_BACKWARDS, false));
  }

  /** Adds a node that may meet a target; else nothing changes. */
  boolean growAimed(Operator operator, Choices choices) {
    return grow(operator, choices, new Place(null, null, EXISTING_BACKWARDS, false, true));
  }

  /** Adds a node that reads the newest one's first output; else nothing changes. */
  boolean growAfter(Operator operator, Choices choices) {
    DraftValue newest = newest();
    return newest != null && grow(operator, choices, Place.of(newest, null, EXISTING, true));
  }

  /** Adds a node that makes the newest one's first input; else nothing changes. */
  boolean growBefore(Operator operator, Choices choices) {
    return nodes.get(nodes.size() - 1).inputs().get(0) instanceof Answer.Data d
        && isFree(d.value())
        && grow(operator, choices, Place.of(null, d.value(), EXISTING_BACKWARDS, true));
  }

  /** Whether a value may still become the output of a node. */
  private static boolean isFree(DraftValue v) {
    return v.maker() == null && v.span() == null;
  }

  /** The first output of the newest node; null where there is none that others may use. */
  private @Nullable DraftValue newest() {
    DraftValue v = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1).outputs().get(0);
    return v == null || closed.contains(v) ? null : v;
  }

  private boolean grow(Operator operator, Choices choices, Place place) {
    Sizes trial = new Sizes(sizes);
    DrawDraft draft = draft(operator, choices, place, trial);
    try {
      operator.meaning().accept(draft);
      DraftNode node = node(operator, draft, place.wanted, trial);
      if (!place.isTaken(node)
          || place.aimed && !draft.mayMeetTarget()
          || !isSupported(node)
          || !trial.settle(choices, taste, solver)) {
        return false;
      }
      commit(node, draft, trial);
      return true;
    } catch (Unfit e) {
      return false;
    }
  }

  private DrawDraft draft(Operator operator, Choices choices, Place place, Sizes trial) {
    DraftValue wanted = place.wanted;
    List<DraftValue> usable =
        values.stream()
            .filter(v -> wanted == null ? !closed.contains(v) : v.maker() == null && v != wanted)
            .toList();
    Site site =
        new Site(
            version(operator),
            options,
            place.aimed ? options.targets() : Set.of(),
            taste,
            usable,
            place.fed,
            wanted,
            place.existing);
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
          || !options
              .types(Port.at(operator.outputs(), e.getKey()).name())
              .contains(meaning.type())) {
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
