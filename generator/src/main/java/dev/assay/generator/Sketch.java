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
import java.util.HashSet;
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
 *
 * <p>Sizes are either numbers once a node stands, so that the next one is drawn against numbers; or
 * they stay open, and one node may still move those of the others.
 */
final class Sketch {
  private static final int MOST_RANK = 7;
  private static final double EXISTING = 0.8;
  private static final double EXISTING_BACKWARDS = 0.2;

  private final ModelOptions options;
  private final int opset;
  private final ToIntFunction<String> versions;
  private final Taste taste;
  private final @Nullable SizeSolver solver;
  private final Sizes open = new Sizes();
  private final List<DraftNode> nodes = new ArrayList<>();
  private final Set<DraftValue> known = new HashSet<>(); // for look-ups alone
  private final List<DraftValue> usable = new ArrayList<>();
  private final List<DraftValue> inputs = new ArrayList<>();
  private final Set<DraftValue> closed = new HashSet<>(); // for look-ups alone

  /**
   * @param solver of sizes that stay open; null where they become numbers with each node
   */
  Sketch(
      ModelOptions options,
      int opset,
      ToIntFunction<String> versions,
      Taste taste,
      @Nullable SizeSolver solver) {
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
  Set<DType> allowed(Operator operator, int input, ModelOptions by) {
    Set<DType> types = EnumSet.copyOf(Signature.of(operator, version(operator)).inputTypes(input));
    Set<DType> wanted = EnumSet.copyOf(types);
    wanted.retainAll(by.types(Port.at(operator.inputs(), input).name()));
    return wanted.isEmpty() ? types : wanted;
  }

  ModelOptions options() {
    return options;
  }

  List<DraftNode> nodes() {
    return nodes;
  }

  Taste taste() {
    return taste;
  }

  /** The sizes that are open still. */
  Sizes sizes() {
    return open;
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
   * @param terms what else it should be
   * @param wish what its sizes have to keep beside the rules of its operator
   */
  private record Place(
      @Nullable DraftValue fed,
      @Nullable DraftValue wanted,
      double existing,
      boolean strict,
      boolean aimed,
      Terms terms,
      Wish wish) {

    Place with(Wish more) {
      return new Place(fed, wanted, existing, strict, aimed, terms, more);
    }

    boolean isTaken(DraftNode node) {
      return !strict
          || (fed == null
              ? node.outputs().contains(wanted)
              : node.inputs().stream()
                  .anyMatch(a -> a instanceof Answer.Data d && d.value() == fed));
    }
  }

  private Place place(
      @Nullable DraftValue fed, @Nullable DraftValue wanted, double existing, boolean strict) {
    return new Place(fed, wanted, existing, strict, false, Terms.none(options, taste), Wish.NONE);
  }

  /**
   * Adds a node, if one with the operator can be drawn here; else nothing changes. It comes after
   * the newest node, before some other, or anywhere.
   */
  boolean grow(Operator operator, Choices choices) {
    DraftValue newest = choices.chance(0.25) ? newest() : null;
    DraftValue wanted = newest == null && choices.chance(0.35) ? anyInput(choices) : null;
    double existing = wanted == null ? EXISTING : EXISTING_BACKWARDS;
    return grow(operator, choices, place(newest, wanted, existing, false));
  }

  /** An input that may become the output of a node; null where there is none. */
  private @Nullable DraftValue anyInput(Choices choices) {
    DraftValue v = inputs.isEmpty() ? null : choices.of(inputs);
    return v == null || v.span() != null ? null : v;
  }

  /** Adds a node that mostly reads inputs of its own; else nothing changes. */
  boolean growApart(Operator operator, Choices choices) {
    return grow(operator, choices, place(null, null, EXISTING_BACKWARDS, false));
  }

  /** Adds a node that may meet a target; else nothing changes. */
  boolean growAimed(Operator operator, Choices choices) {
    return grow(
        operator,
        choices,
        new Place(
            null, null, EXISTING_BACKWARDS, false, true, Terms.none(options, taste), Wish.NONE));
  }

  /**
   * Adds a node on some terms; else nothing changes.
   *
   * @param apart whether it mostly reads inputs of its own
   */
  boolean growOwed(Operator operator, Terms terms, boolean apart, Choices choices) {
    double existing = apart ? EXISTING_BACKWARDS : EXISTING;
    return grow(operator, choices, new Place(null, null, existing, false, false, terms, Wish.NONE));
  }

  /** Adds a node that reads the newest one's first output; else nothing changes. */
  boolean growAfter(Operator operator, Choices choices) {
    return growAfter(operator, Wish.NONE, choices);
  }

  /** The same for a node whose sizes keep a wish. */
  boolean growAfter(Operator operator, Wish wish, Choices choices) {
    DraftValue newest = newest();
    return newest != null
        && grow(operator, choices, place(newest, null, EXISTING, true).with(wish));
  }

  /** Adds a node that makes the newest one's first input; else nothing changes. */
  boolean growBefore(Operator operator, Choices choices) {
    return growBefore(operator, Wish.NONE, choices);
  }

  /** The same for a node whose sizes keep a wish. */
  boolean growBefore(Operator operator, Wish wish, Choices choices) {
    return nodes.get(nodes.size() - 1).inputs().get(0) instanceof Answer.Data d
        && isFree(d.value())
        && grow(operator, choices, place(null, d.value(), EXISTING_BACKWARDS, true).with(wish));
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
    Sizes sizes = solver == null ? new Sizes() : open;
    sizes.begin();
    DrawDraft draft = draft(operator, choices, place, sizes);
    try {
      operator.meaning().accept(draft);
      DraftNode node = node(operator, draft, place, sizes);
      require(place.wish.of(node), sizes);
      if (place.isTaken(node)
          && place.terms.areKept(node)
          && (!place.aimed || draft.mayMeetTarget())
          && isSupported(node)
          && new SizeSearch(sizes, choices, taste, solver).settle()) {
        commit(node, draft, sizes);
        return true;
      }
    } catch (Unfit e) {
      // nothing of it is in the graph yet
    }
    sizes.undo();
    return false;
  }

  private static void require(List<Dim.Rule> rules, Sizes sizes) {
    for (Dim.Rule r : rules) {
      if (!r.decided().orElse(true)) {
        throw new Unfit("the wish cannot be kept");
      }
      sizes.require(r);
      sizes.give(r);
    }
  }

  private DrawDraft draft(Operator operator, Choices choices, Place place, Sizes sizes) {
    DraftValue wanted = place.wanted;
    Site site =
        new Site(
            version(operator),
            place.terms,
            place.aimed ? options.targets() : Set.of(),
            taste,
            wanted == null ? usable : inputs.stream().filter(v -> v != wanted).toList(),
            place.fed,
            wanted,
            place.existing);
    return new DrawDraft(site, operator, Signature.of(operator, site.opset()), choices, sizes);
  }

  private DraftNode node(Operator operator, DrawDraft draft, Place place, Sizes sizes) {
    if (draft.outputs().isEmpty()) {
      throw new Unfit("no output is asked for");
    }
    DraftValue open = place.wanted;
    Signature signature = Signature.of(operator, version(operator));
    @Nullable DraftValue[] outputs = new @Nullable DraftValue[draft.outputs().lastKey() + 1];
    for (Map.Entry<Integer, Stage> e : draft.outputs().entrySet()) {
      Stage meaning = e.getValue();
      if (!signature.outputTypes(e.getKey()).contains(meaning.type())
          || !place
              .terms
              .options()
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
        Dims shape = unknown ? meaning.shape() : named(meaning.shape(), sizes);
        outputs[e.getKey()] = new DraftValue(meaning.type(), shape);
      }
      if (!unknown) {
        sizes.limit(List.of(meaning.shape()), options.elements());
      }
    }
    List<Dims> work =
        Traversal.of(draft.outputs().values()).work().stream()
            .filter(d -> !draft.isUnknown(d))
            .toList();
    if (!work.isEmpty()) {
      sizes.limit(work, options.work());
    }
    return new DraftNode(
        operator,
        draft.inputs(),
        draft.attributes(),
        Arrays.asList(outputs),
        draft.formulas(sizes),
        place.terms.options());
  }

  private Dims named(Dims shape, Sizes sizes) {
    long least = taste.zero() ? 0 : 1;
    for (Dim d : shape.list()) {
      if (!d.atLeast(least).decided().orElse(false)) {
        sizes.require(d.atLeast(least));
      }
    }
    return solver == null ? shape : shape.map(d -> sizes.define("s" + nodes.size(), d, least));
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

  private void commit(DraftNode drawn, DrawDraft draft, Sizes sizes) {
    DraftNode node = solver == null ? drawn.at(sizes) : drawn;
    for (Answer a : node.inputs()) {
      if (a instanceof Answer.Data d) {
        d.value().use();
        if (known.add(d.value())) {
          settle(d.value(), sizes);
          inputs.add(d.value());
          usable.add(d.value());
        }
      }
    }
    for (DraftValue v : node.outputs()) {
      if (v != null) {
        v.madeBy(node);
        if (!known.add(v)) {
          inputs.remove(v);
        } else if (draft.isUnknown(v.shape())) {
          closed.add(v);
        } else {
          settle(v, sizes);
          usable.add(v);
        }
      }
    }
    nodes.add(node);
  }

  private void settle(DraftValue v, Sizes sizes) {
    if (solver == null) {
      v.settle(sizes);
    }
  }
}
