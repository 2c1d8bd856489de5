package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds inputs on which a model computes numbers: no NaN and no infinity anywhere, and no result
 * that ONNX leaves open.
 *
 * <pre>
 *   draw every free tensor
 *   while a node is at fault and steps are left
 *     draw again one free tensor that the first such node hangs on
 *     keep it unless more nodes are at fault than before
 * </pre>
 *
 * <p>Bounded by a number of readings, never by time.
 */
public final class InputSearch {
  private final int redraws;

  private InputSearch(int redraws) {
    this.redraws = redraws;
  }

  /** A search that reads a model a given number of times at most, beside the first. */
  public static InputSearch of(int redraws) {
    return new InputSearch(redraws);
  }

  public static InputSearch standard() {
    return of(24);
  }

  /** Searches inputs for a model; its free constants may change. */
  public Found find(Model model, Choices choices) {
    Trial best = Trial.of(model, draw(model, choices));
    if (best.isGood()) {
      return best.found(Found.How.DRAWN, 1);
    }
    for (int k = 1; k <= redraws; k++) {
      List<String> suspects = suspects(model, best, choices);
      if (suspects.isEmpty()) {
        return best.found(Found.How.NONE, k);
      }
      String name = choices.of(suspects);
      Map<String, Tensor> data = new LinkedHashMap<>(best.data());
      data.computeIfPresent(name, (n, before) -> again(model, name, before, choices));
      Trial next = Trial.of(model, data);
      if (next.isGood()) {
        return next.found(Found.How.REDRAWN, k + 1);
      }
      best = next.isWorseThan(best) ? best : next;
    }
    return best.found(Found.How.NONE, redraws + 1);
  }

  private static Map<String, Tensor> draw(Model model, Choices choices) {
    Map<String, Tensor> data = new LinkedHashMap<>();
    model
        .graph()
        .feeds()
        .forEach(
            v ->
                data.put(
                    v.name(),
                    InputDraw.any(choices)
                        .draw(
                            choices,
                            v.type().element(),
                            model.data().getOrDefault(v.name(), Range.ALL),
                            v.type().shape().orElseThrow().numbers())));
    model
        .data()
        .keySet()
        .forEach(
            name -> {
              Tensor constant = model.graph().constants().get(name);
              if (constant != null) {
                data.put(name, constant);
              }
            });
    return data;
  }

  private static Tensor again(Model model, String name, Tensor before, Choices choices) {
    if (before.type().isInteger() && choices.chance(0.5)) {
      return thinned(before, model.data().getOrDefault(name, Range.ALL), choices);
    }
    InputDraw how =
        before.type().isFloat()
            ? choices.of(List.of(InputDraw.POSITIVE, InputDraw.UNIT, InputDraw.SCALED))
            : choices.of(List.of(InputDraw.UNIT, InputDraw.POSITIVE, InputDraw.COUNTING));
    return how.draw(
        choices, before.type(), model.data().getOrDefault(name, Range.ALL), before.shape());
  }

  /** Half of the elements become zero, the place and the count that is most often allowed. */
  private static Tensor thinned(Tensor before, Range range, Choices choices) {
    long[] integers = before.integers().clone();
    for (int k = 0; k < integers.length; k++) {
      integers[k] = range.holds(0) && choices.flag() ? 0 : integers[k];
    }
    return Tensor.of(before.type(), before.shape(), integers);
  }

  /** The free tensors that the first node at fault hangs on: most often its own inputs only. */
  private static List<String> suspects(Model model, Trial trial, Choices choices) {
    Node fault = trial.firstFault();
    List<String> direct = fault.inputs().stream().filter(n -> movable(trial, n)).toList();
    List<String> all = ancestors(model, fault).stream().filter(n -> movable(trial, n)).toList();
    return direct.isEmpty() || choices.chance(0.3) ? all : direct;
  }

  private static boolean movable(Trial trial, String name) {
    Tensor t = trial.data().get(name);
    return t != null && t.type() != DType.BOOL && t.type() != DType.STRING && t.size() > 0;
  }

  private static Set<String> ancestors(Model model, Node node) {
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
