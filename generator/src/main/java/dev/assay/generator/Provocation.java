package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Occurrences;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Changes data so that a model meets a behaviour by wish.
 *
 * <pre>
 *   while the model meets no target, and for so many times
 *     take a node that may meet one, on other data
 *     put {@link Lures} into free tensors that it reads, into some elements or all
 *     keep that if the node then meets it
 * </pre>
 */
public final class Provocation {
  private static final int TRIES = 24;
  private static final double TENSORS = 0.7;
  private static final int FEWER = 4;

  private final Set<Behaviour> targets;

  public Provocation(Set<Behaviour> targets) {
    this.targets = Set.copyOf(targets);
  }

  /** Whether models can be aimed at a behaviour: not at one of sizes that no rule states. */
  public static boolean isPossible(Behaviour behaviour) {
    return behaviour != Behaviour.EMPTY_WINDOW;
  }

  /** The same test, or one that meets a target. */
  public Found in(Model model, Found found, Choices choices) {
    Found lured = lured(model, found, choices);
    return targets.contains(Behaviour.SPECIAL_FLOATS)
        ? new Found(
            lured.graph(),
            SpecialValues.among(lured.inputs(), model, choices),
            lured.how(),
            lured.readings(),
            Optional.empty(),
            lured.kernels())
        : lured;
  }

  private boolean isAim(Behaviour behaviour) {
    return targets.contains(behaviour) && behaviour != Behaviour.SPECIAL_FLOATS;
  }

  private Found lured(Model model, Found found, Choices choices) {
    if (targets.stream().noneMatch(this::isAim)) {
      return found;
    }
    GraphReading reading = found.values();
    if (!Occurrences.of(reading, this::isAim).isEmpty()) {
      return found;
    }
    List<Node> nodes =
        found.graph().nodes().stream()
            .filter(n -> !free(model, found, n).isEmpty())
            .filter(n -> !Occurrences.possible(reading, n, this::isAim).isEmpty())
            .toList();
    for (int k = 0; k < TRIES && !nodes.isEmpty(); k++) {
      Node node = choices.of(nodes);
      Behaviour behaviour =
          choices.of(List.copyOf(Occurrences.possible(reading, node, this::isAim)));
      Found other = lured(model, found, node, behaviour, choices);
      if (meets(other, node, behaviour)) {
        return other;
      }
    }
    return found;
  }

  private static boolean meets(Found found, Node node, Behaviour behaviour) {
    GraphReading reading = found.values();
    return !Occurrences.at(reading, node, behaviour::equals).isEmpty();
  }

  /** The free tensors that a node reads. */
  private static List<String> free(Model model, Found found, Node node) {
    return node.inputs().stream().distinct().filter(n -> isFree(model, found, n)).toList();
  }

  private static boolean isFree(Model model, Found found, String name) {
    return model.data().containsKey(name) && tensor(found, name).size() > 0;
  }

  private static Tensor tensor(Found found, String name) {
    Tensor input = found.inputs().get(name);
    return input != null ? input : Objects.requireNonNull(found.graph().constants().get(name));
  }

  private static Found lured(
      Model model, Found found, Node node, Behaviour behaviour, Choices choices) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(found.inputs());
    Map<String, Tensor> constants = new LinkedHashMap<>(found.graph().constants());
    for (String name : free(model, found, node)) {
      Range range = model.free(name).range();
      if (choices.chance(TENSORS)) {
        Tensor t = lured(tensor(found, name), behaviour, range, choices);
        (inputs.containsKey(name) ? inputs : constants).put(name, t);
      }
    }
    Graph g = found.graph();
    return new Found(
        new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs()),
        inputs,
        found.how(),
        found.readings() + 1,
        Optional.empty(),
        found.kernels());
  }

  private static Tensor lured(Tensor t, Behaviour behaviour, Range range, Choices choices) {
    boolean real = t.type().isFloat();
    if (real && !DType.FLOATS.contains(t.type()) || !real && !t.type().isInteger()) {
      return t;
    }
    List<Integer> places = places(t.size(), choices);
    if (real) {
      List<Double> lures = Lures.reals(behaviour, t.type());
      double[] reals = t.reals().clone();
      places.forEach(k -> reals[k] = lures.isEmpty() ? reals[k] : choices.of(lures));
      return Tensor.of(t.type(), t.shape(), reals);
    }
    List<Long> lures = Lures.integers(behaviour, t.type(), range);
    long[] integers = t.integers().clone();
    places.forEach(k -> integers[k] = lures.isEmpty() ? integers[k] : choices.of(lures));
    return Tensor.of(t.type(), t.shape(), integers);
  }

  /** All places, or a few. */
  private static List<Integer> places(int size, Choices choices) {
    boolean all = choices.flag();
    int count = all ? size : choices.between(1, 1 + size / FEWER);
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      places.add(all ? k : choices.between(0, size - 1));
    }
    return places;
  }
}
