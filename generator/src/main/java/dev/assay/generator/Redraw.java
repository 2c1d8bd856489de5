package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Draws again one free tensor that the node at fault hangs on: all of it, or only the elements at
 * the points of the fault. So what is right already stays, and integers, truth values and texts
 * come to keep conditions element by element, where no gradient leads.
 */
final class Redraw {
  private static final double IN_PART = 0.6;
  private static final double FROM_AFAR = 0.3;

  /** How often integers become all different, as the places of updates have to be. */
  private static final double COUNTED = 0.25;

  private static final double THINNED = 0.25;

  private final Model model;
  private final Choices choices;

  Redraw(Model model, Choices choices) {
    this.model = model;
    this.choices = choices;
  }

  /** Another tensor for one; empty where the node at fault hangs on none. */
  Map<String, Tensor> of(Trial trial, Fault fault) {
    List<String> suspects = suspects(trial, model.graph().nodes().get(fault.place()));
    if (suspects.isEmpty()) {
      return Map.of();
    }
    String name = choices.of(suspects);
    Tensor before = Objects.requireNonNull(trial.data().get(name));
    FreeData free = model.free(name);
    if (before.type().isInteger() && choices.chance(COUNTED)) {
      return Map.of(name, InputDraw.COUNTING.draw(choices, before.type(), free, before.shape()));
    }
    Tensor fresh = fresh(free, before);
    return Map.of(
        name, choices.chance(IN_PART) ? mixed(before, fresh, places(fault, before)) : fresh);
  }

  private Tensor fresh(FreeData free, Tensor before) {
    if (before.type().isInteger() && free.isUnbounded() && choices.chance(THINNED)) {
      return thinned(before);
    }
    InputDraw how =
        before.type().isFloat()
            ? model.policy().redraw(choices)
            : choices.of(List.of(InputDraw.UNIT, InputDraw.POSITIVE, InputDraw.POSITIVE));
    return how.draw(choices, before.type(), free, before.shape());
  }

  /** Half of the elements become zero, the place and the count that is most often allowed. */
  private Tensor thinned(Tensor before) {
    long[] integers = before.integers().clone();
    for (int k = 0; k < integers.length; k++) {
      integers[k] = choices.flag() ? 0 : integers[k];
    }
    return Tensor.of(before.type(), before.shape(), integers);
  }

  /** The elements at the points of the fault; some or other where these say nothing of them. */
  private BitSet places(Fault fault, Tensor t) {
    return fault.elements(t.shape()).orElseGet(() -> some(t.size()));
  }

  private BitSet some(int size) {
    BitSet some = new BitSet();
    double part = choices.unit() / 2;
    for (int k = 0; k < size; k++) {
      some.set(k, choices.chance(part));
    }
    return some;
  }

  private static Tensor mixed(Tensor before, Tensor fresh, BitSet places) {
    if (before.type() == DType.STRING) {
      String[] texts = before.texts().clone();
      places.stream().forEach(k -> texts[k] = fresh.texts()[k]);
      return Tensor.of(before.shape(), texts);
    }
    if (before.type().isFloat()) {
      double[] reals = before.reals().clone();
      places.stream().forEach(k -> reals[k] = fresh.reals()[k]);
      return Tensor.of(before.type(), before.shape(), reals);
    }
    long[] integers = before.integers().clone();
    places.stream().forEach(k -> integers[k] = fresh.integers()[k]);
    return Tensor.of(before.type(), before.shape(), integers);
  }

  /** The free tensors that the node at fault hangs on: most often its own inputs only. */
  private List<String> suspects(Trial trial, Node fault) {
    List<String> direct = fault.inputs().stream().filter(n -> isMovable(trial, n)).toList();
    return direct.isEmpty() || choices.chance(FROM_AFAR)
        ? ancestors(fault).stream().filter(n -> isMovable(trial, n)).toList()
        : direct;
  }

  private static boolean isMovable(Trial trial, String name) {
    Tensor t = trial.data().get(name);
    return t != null && t.size() > 0;
  }

  private Set<String> ancestors(Node node) {
    Set<String> names = new LinkedHashSet<>(node.inputs());
    List<Node> nodes = model.graph().nodes();
    for (int k = nodes.size() - 1; k >= 0; k--) {
      List<String> made = new ArrayList<>(nodes.get(k).outputs());
      made.retainAll(names);
      if (!made.isEmpty()) {
        names.addAll(nodes.get(k).inputs());
      }
    }
    return names;
  }
}
