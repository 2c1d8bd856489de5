package dev.assay.core.reading;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Expectation;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The behaviours that a model meets on given tensors, at which nodes and points: its conditions on
 * data, stated and derived, held against the values of a reading.
 */
public final class Occurrences {
  private Occurrences() {}

  /** All of a model, in the order of its nodes; of a structure those of what it unrolled to. */
  public static List<Occurrence> of(GraphReading reading, Predicate<Behaviour> wanted) {
    return of(reading, reading.steps(), wanted);
  }

  /** Those of nodes on which some values hang. */
  public static List<Occurrence> before(GraphReading reading, Collection<String> values) {
    Set<String> matters = new HashSet<>(values);
    List<Node> steps = reading.steps();
    List<Node> nodes = new ArrayList<>();
    for (int k = steps.size() - 1; k >= 0; k--) {
      if (steps.get(k).outputs().stream().anyMatch(matters::contains)) {
        matters.addAll(steps.get(k).inputs());
        matters.remove("");
        nodes.add(0, steps.get(k));
      }
    }
    return of(reading, nodes, behaviour -> true);
  }

  private static List<Occurrence> of(
      GraphReading reading, List<Node> nodes, Predicate<Behaviour> wanted) {
    return nodes.stream().flatMap(n -> at(reading, n, wanted).stream()).toList();
  }

  /** Those of one node, which has been read. */
  public static List<Occurrence> at(GraphReading reading, Node node, Predicate<Behaviour> wanted) {
    NodeReading meaning = reading.reading(node);
    NodeRun run = reading.run(node, meaning);
    List<Occurrence> found = new ArrayList<>();
    for (Expectation e : meaning.conditions(wanted)) {
      BitSet breaches = run.breaches(e);
      if (!breaches.isEmpty()) {
        int[] shape = e.truth().shape().numbers();
        found.add(occurrence(node, e.behaviour(), e.why(), breaches, shape));
      }
    }
    if (wanted.test(Behaviour.SPECIAL_FLOATS)) {
      node.inputs().stream()
          .filter(name -> !name.isEmpty())
          .distinct()
          .forEach(name -> addSpecial(found, node, reading.value(name)));
    }
    return found;
  }

  /** The behaviours that a node which has been read may meet on other data. */
  public static Set<Behaviour> possible(
      GraphReading reading, Node node, Predicate<Behaviour> wanted) {
    Set<Behaviour> possible = EnumSet.noneOf(Behaviour.class);
    reading.reading(node).conditions(wanted).forEach(e -> possible.add(e.behaviour()));
    return possible;
  }

  private static void addSpecial(List<Occurrence> found, Node node, Tensor t) {
    BitSet special = new BitSet();
    for (int k = 0; DType.FLOATS.contains(t.type()) && k < t.size(); k++) {
      special.set(k, isSpecial(t.type(), t.reals()[k]));
    }
    if (!special.isEmpty()) {
      found.add(
          occurrence(node, Behaviour.SPECIAL_FLOATS, "all floats are plain", special, t.shape()));
    }
  }

  private static boolean isSpecial(DType type, double x) {
    double size = Math.abs(x);
    return !(size < type.max())
        || size == 0 && 1 / x < 0
        || size > 0 && size < Math.scalb(1.0, type.leastExponent());
  }

  private static Occurrence occurrence(
      Node node, Behaviour behaviour, String why, BitSet points, int... shape) {
    List<Integer> first = new ArrayList<>();
    int rest = points.nextSetBit(0);
    for (int stride : Array.strides(shape)) {
      first.add(rest / stride);
      rest %= stride;
    }
    return new Occurrence(node, behaviour, why, points.cardinality(), List.copyOf(first));
  }
}
