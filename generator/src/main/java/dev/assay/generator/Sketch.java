package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /** What ONNX's schema says of the operator in that version. */
  Signature signature(Operator operator) {
    return Signature.of(operator, version(operator));
  }

  /** The types that an input may have. */
  Set<DType> allowed(Operator operator, int input, ModelOptions by) {
    Set<DType> types = signature(operator).inputTypes(input);
    Set<DType> wanted = DType.common(types, by.types(Port.at(operator.inputs(), input).name()));
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

  private Place place(Part part, @Nullable DraftValue wanted, double existing, boolean strict) {
    return new Place(part, wanted, existing, strict, false, Terms.none(options, taste));
  }

  /**
   * Adds a node, if one with the operator can be drawn here; else nothing changes. It comes after
   * the newest node, before some other, or anywhere.
   */
  boolean grow(Operator operator, Choices choices) {
    DraftValue newest = choices.chance(0.25) ? newest() : null;
    DraftValue wanted = newest == null && choices.chance(0.35) ? anyInput(choices) : null;
    double existing = wanted == null ? EXISTING : EXISTING_BACKWARDS;
    return grow(operator, choices, place(Part.reading(newest), wanted, existing, false));
  }

  /** An input that may become the output of a node; null where there is none. */
  private @Nullable DraftValue anyInput(Choices choices) {
    DraftValue v = inputs.isEmpty() ? null : choices.of(inputs);
    return v == null || !isFree(v) ? null : v;
  }

  /** Adds a node that mostly reads inputs of its own; else nothing changes. */
  boolean growApart(Operator operator, Choices choices) {
    return grow(operator, choices, place(Part.NONE, null, EXISTING_BACKWARDS, false));
  }

  /** Adds a node that may meet a target; else nothing changes. */
  boolean growAimed(Operator operator, Choices choices) {
    return grow(
        operator,
        choices,
        new Place(Part.NONE, null, EXISTING_BACKWARDS, false, true, Terms.none(options, taste)));
  }

  /**
   * Adds a node on some terms; else nothing changes.
   *
   * @param apart whether it mostly reads inputs of its own
   */
  boolean growOwed(Operator operator, Terms terms, boolean apart, Choices choices) {
    double existing = apart ? EXISTING_BACKWARDS : EXISTING;
    return grow(operator, choices, new Place(Part.NONE, null, existing, false, false, terms));
  }

  /** Adds a node that plays a part; else nothing changes. */
  boolean growPlaying(Operator operator, Part part, Choices choices) {
    return grow(operator, choices, place(part, null, EXISTING, true));
  }

  /** Adds a node that makes a value which so far was an input; else nothing changes. */
  boolean growMaking(Operator operator, DraftValue wanted, Choices choices) {
    return isFree(wanted)
        && grow(operator, choices, place(Part.NONE, wanted, EXISTING_BACKWARDS, true));
  }

  /** The node that was grown last. */
  DraftNode newestNode() {
    return nodes.get(nodes.size() - 1);
  }

  /** Whether a value may still become the output of a node. */
  private static boolean isFree(DraftValue v) {
    return v.maker() == null && v.span() == null && v.held() == null;
  }

  /** The first output of the newest node; null where there is none that others may use. */
  @Nullable DraftValue newest() {
    DraftValue v = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1).outputs().get(0);
    return v == null || closed.contains(v) ? null : v;
  }

  private boolean grow(Operator operator, Choices choices, Place place) {
    Signature signature = signature(operator);
    if (!place.isOpenTo(operator, signature)) {
      return false;
    }
    Sizes sizes = solver == null ? new Sizes() : open;
    sizes.begin();
    Growth growth = new Growth(this, operator, signature, place, values(place), sizes, choices);
    DraftNode node = growth.node(solver);
    if (node == null) {
      open.undo();
      return false;
    }
    commit(node, growth, sizes);
    return true;
  }

  /** What a node at a place may read: where it makes a value, nothing that may hang on that. */
  private List<DraftValue> values(Place place) {
    if (place.wanted() == null) {
      return usable;
    }
    List<DraftValue> others = new ArrayList<>(inputs);
    others.remove(place.wanted());
    return others;
  }

  private void commit(DraftNode drawn, Growth growth, Sizes sizes) {
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
        } else if (growth.isUnknown(v)) {
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
