package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One motif that is drawn into a sketch, step by step, as far as its nodes can be grown.
 *
 * <p>Now and then it is missed by little: inputs change places, or a node comes in between. A
 * rewrite must tell such a graph from the one that it is meant for.
 */
final class MotifDraw {
  /** The word for the type of what is read. */
  private static final String SAME = "same";

  private static final int ATTEMPTS = 3;

  /** How often the first two nodes are drawn from the second backwards. */
  private static final double BACKWARDS = 0.5;

  private static final double SWAPPED = 0.1;
  private static final double INTERRUPTED = 0.04;

  private final Sketch sketch;
  private final int nodes;
  private final Function<Choices, Operator> any;
  private final Function<String, Operator> named;
  private final BiConsumer<Operator, Boolean> tried;
  private final boolean exact;
  private final Map<String, DraftValue> values = new HashMap<>();
  private final Map<String, DraftNode> roles = new HashMap<>();
  private @Nullable DraftValue before;

  /**
   * @param nodes how many the sketch may have
   * @param any draws an operator
   * @param named gives the one of a name
   * @param tried hears what became of each attempt
   * @param exact whether it must not be missed by little
   */
  MotifDraw(
      Sketch sketch,
      int nodes,
      Function<Choices, Operator> any,
      Function<String, Operator> named,
      BiConsumer<Operator, Boolean> tried,
      boolean exact) {
    this.sketch = sketch;
    this.nodes = nodes;
    this.any = any;
    this.named = named;
    this.tried = tried;
    this.exact = exact;
  }

  /** Whether all of its nodes were grown. */
  boolean grow(Motif motif, Choices choices) {
    List<Motif.Step> steps = motif.steps();
    int next = isPlain(motif) && choices.chance(BACKWARDS) ? growBackwards(steps, choices) : 0;
    for (int k = next; k < steps.size() && k >= 0; k++) {
      Choices own = choices.fork(k);
      if (k > 0 && !own.more()) {
        return false;
      }
      if (k > 0
          && !exact
          && own.chance(INTERRUPTED)
          && !grow(one(List.of(Motif.ANY), own), following(), own)) {
        return false;
      }
      if (!grow(motif, steps.get(k), k == 0, own)) {
        return false;
      }
    }
    return next >= 0;
  }

  /** Whether the first two steps say no more than their operators. */
  private static boolean isPlain(Motif motif) {
    return motif.steps().size() > 1
        && motif.steps().get(0).isPlain()
        && motif.steps().get(1).isPlain();
  }

  /** Some readers fit few values; these come first. Gives the step to go on with, or -1. */
  private int growBackwards(List<Motif.Step> steps, Choices choices) {
    Operator second = one(steps.get(1).operators(), choices);
    if (!attempt(second, c -> sketch.growApart(second, c), choices)) {
      return -1;
    }
    DraftNode reader = sketch.newestNode();
    Operator first = one(steps.get(0).operators(), choices);
    DraftValue read = reader.input(0);
    if (read == null || !growMaking(first, read, choices)) {
      return -1;
    }
    return follow(reader) ? 2 : -1;
  }

  private boolean grow(Motif motif, Motif.Step step, boolean first, Choices choices) {
    for (int k = 0; k < ATTEMPTS; k++) {
      Choices own = choices.fork(k);
      Operator operator = one(step.operators(), own);
      Part part = part(motif, step, own);
      boolean grown =
          hasRoom()
              && (first && part.isAny()
                  ? tried(operator, sketch.grow(operator, own))
                  : tried(operator, sketch.growPlaying(operator, part, own)));
      if (grown) {
        return settle(step, sketch.newestNode(), own);
      }
    }
    return false;
  }

  /** Names what a node reads and makes, and grows what shall make its inputs. */
  private boolean settle(Motif.Step step, DraftNode node, Choices choices) {
    for (int k = 0; k < step.reads().size(); k++) {
      DraftValue read = node.input(k);
      if (read != null && step.reads().get(k) instanceof Motif.Source.Named n) {
        values.putIfAbsent(n.name(), read);
      }
      if (read != null && step.reads().get(k) instanceof Motif.Source.Made m) {
        Choices own = choices.fork(k);
        if (own.more()) {
          growMaking(one(m.operators(), own), read, own);
        }
      }
    }
    if (!follow(node)) {
      return false;
    }
    DraftValue made = before;
    if (made != null && !step.name().isEmpty()) {
      values.put(step.name(), made);
      roles.put(step.name(), node);
    }
    return true;
  }

  /** Makes the first output of a node what comes before the next step, if others may read it. */
  private boolean follow(DraftNode node) {
    before = node.outputs().get(0);
    return before != null && !sketch.isClosed(before);
  }

  private Part following() {
    return Part.reading(before);
  }

  private Part part(Motif motif, Motif.Step step, Choices choices) {
    List<@Nullable DraftValue> places = new ArrayList<>();
    for (Motif.Source s : step.reads()) {
      places.add(s instanceof Motif.Source.Number ? null : value(s));
    }
    boolean reads = !step.reads().isEmpty();
    Map<String, String> attributes = new HashMap<>();
    step.attributes().forEach((name, words) -> attributes.put(name, choices.of(words)));
    DType type = new Part(places, before, Map.of(), Part.Demand.NONE).type();
    for (int k = 0; k < places.size(); k++) {
      if (type != null && step.reads().get(k) instanceof Motif.Source.Number n) {
        places.set(k, constant(type, n.value(), choices));
      }
    }
    if (places.size() > 1 && !exact && choices.chance(SWAPPED)) {
      Collections.swap(places, 0, 1);
    }
    if (type == null) {
      attributes.values().remove(SAME);
    } else {
      attributes.replaceAll((name, word) -> word.equals(SAME) ? type.toString() : word);
    }
    return new Part(
        Collections.unmodifiableList(places),
        reads ? null : before,
        Map.copyOf(attributes),
        demand(motif, step));
  }

  private Part.Demand demand(Motif motif, Motif.Step step) {
    if (motif.conditions().isEmpty()) {
      return Part.Demand.NONE;
    }
    Set<String> given =
        motif.conditions().stream()
            .flatMap(c -> c.attributes(step.name()).stream())
            .collect(Collectors.toSet());
    List<Condition> due = motif.due(step, values.keySet());
    return new Part.Demand(
        given, node -> due.stream().map(c -> c.in(new Roles(step, node))).toList());
  }

  /** What names stand for once a node plays a step. */
  private final class Roles implements Condition.Scope {
    private final Motif.Step step;
    private final DraftNode node;

    Roles(Motif.Step step, DraftNode node) {
      this.step = step;
      this.node = node;
    }

    @Override
    public Optional<DraftNode> node(String name) {
      return Optional.ofNullable(name.equals(step.name()) ? node : roles.get(name));
    }

    @Override
    public Optional<DraftValue> value(String name) {
      if (name.equals(step.name())) {
        return Optional.ofNullable(node.outputs().get(0));
      }
      int read = step.reads().indexOf(new Motif.Source.Named(name));
      return Optional.ofNullable(read < 0 ? values.get(name) : node.input(read));
    }
  }

  private @Nullable DraftValue value(Motif.Source source) {
    return source instanceof Motif.Source.Before
        ? before
        : source instanceof Motif.Source.Named n ? values.get(n.name()) : null;
  }

  /** A constant of one element, now and then of more axes than the data. */
  private static DraftValue constant(DType type, double number, Choices choices) {
    int rank = choices.weighted(6, 2, 0.5, 0.5, 0.5);
    return DraftValue.holding(type, Dims.ones(rank), number);
  }

  private boolean growMaking(Operator operator, DraftValue wanted, Choices choices) {
    return attempt(operator, c -> sketch.growMaking(operator, wanted, c), choices);
  }

  private boolean attempt(Operator operator, Function<Choices, Boolean> growth, Choices choices) {
    for (int k = 0; k < ATTEMPTS && hasRoom(); k++) {
      if (tried(operator, growth.apply(choices.fork(k)))) {
        return true;
      }
    }
    return false;
  }

  private boolean grow(Operator operator, Part part, Choices choices) {
    return hasRoom()
        && tried(operator, sketch.growPlaying(operator, part, choices))
        && follow(sketch.newestNode());
  }

  private boolean tried(Operator operator, boolean grown) {
    tried.accept(operator, grown);
    return grown;
  }

  private boolean hasRoom() {
    return sketch.nodes().size() < nodes;
  }

  private Operator one(List<String> operators, Choices choices) {
    String name = choices.of(operators);
    return name.equals(Motif.ANY) ? any.apply(choices) : named.apply(name);
  }
}
