package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds inputs on which a model computes numbers: no NaN and no infinity anywhere, and no result
 * that ONNX leaves open.
 *
 * <pre>
 *   draw every free tensor
 *   while a node is at fault, rounds are left and the last one led on
 *     some times: draw again one free tensor that the first such node hangs on
 *     some times: step from there against the gradient of that node's loss
 *     keep what is no worse
 * </pre>
 *
 * <p>Bounded by a number of readings and by the work in them, never by time.
 */
public final class InputSearch {
  /** Elements evaluated, the steps of folds counted: some 20 ms. */
  private static final long WORK = 500_000;

  private final int rounds;
  private final int redraws;
  private final int steps;

  private InputSearch(int rounds, int redraws, int steps) {
    this.rounds = rounds;
    this.redraws = redraws;
    this.steps = steps;
  }

  /** A search with bounds of its own; zeros leave the first draw as it is. */
  public static InputSearch of(int rounds, int redraws, int steps) {
    return new InputSearch(rounds, redraws, steps);
  }

  public static InputSearch standard() {
    return of(2, 8, 12);
  }

  /** Searches inputs for a model; its free constants may change. */
  public Found find(Model model, Choices choices) {
    Trial best = Trial.of(model, draw(model, choices));
    int readings = 1;
    long work = best.work();
    if (best.isGood()) {
      return best.found(Found.How.DRAWN, readings);
    }
    for (int round = 0; round < rounds; round++) {
      int fault = best.fault();
      for (int k = 0; k < redraws && work < WORK; k++) {
        Trial next = best.with(redrawn(model, best, choices));
        readings++;
        work += next.work();
        if (next.isGood()) {
          return next.found(Found.How.REDRAWN, readings);
        }
        best = next.isWorseThan(best) ? best : next;
      }
      Descent descent = new Descent(model);
      Trial at = best;
      int drawn = readings;
      for (int k = 0; k < steps && work < WORK; k++) {
        Map<String, Tensor> moved = descent.step(at);
        if (moved == null) {
          break;
        }
        at = at.with(moved);
        readings++;
        work += at.work();
        if (at.isGood()) {
          return at.found(Found.How.DESCENDED, readings);
        }
        best = at.isWorseThan(best) ? best : at;
      }
      if (readings > drawn && best.fault() == fault) {
        break;
      }
    }
    return best.found(Found.How.NONE, readings);
  }

  private static Map<String, Tensor> redrawn(Model model, Trial best, Choices choices) {
    List<String> suspects = suspects(model, best, choices);
    if (suspects.isEmpty()) {
      return Map.of();
    }
    String name = choices.of(suspects);
    Tensor before = Objects.requireNonNull(best.data().get(name));
    return Map.of(name, again(model, name, before, choices));
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
                    model
                        .policy()
                        .draw(choices, v.type().element(), model.free(v.name()))
                        .draw(
                            choices,
                            v.type().element(),
                            model.free(v.name()),
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
    FreeData free = model.free(name);
    if (before.type().isInteger() && choices.chance(0.5)) {
      return free.isUnbounded()
          ? thinned(before, choices)
          : InputDraw.COUNTING.draw(choices, before.type(), free, before.shape());
    }
    InputDraw how =
        before.type().isFloat()
            ? model.policy().redraw(choices)
            : choices.of(List.of(InputDraw.UNIT, InputDraw.POSITIVE, InputDraw.COUNTING));
    return how.draw(choices, before.type(), free, before.shape());
  }

  /** Half of the elements become zero, the place and the count that is most often allowed. */
  private static Tensor thinned(Tensor before, Choices choices) {
    long[] integers = before.integers().clone();
    for (int k = 0; k < integers.length; k++) {
      integers[k] = choices.flag() ? 0 : integers[k];
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
