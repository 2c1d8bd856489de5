package dev.assay.verify.layer;

import dev.assay.core.Choices;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where an input grows, outputs do not fall (or do not grow). Of two runs the second has the
 * greater input; all else is the same.
 *
 * @param element which element of the input grows; all may if there is none
 * @param of which element of the outputs it is about; all if there is none
 */
record Monotone(boolean rises, String input, OptionalInt element, OptionalInt of) implements Fact {
  @Override
  public int runs() {
    return 2;
  }

  @Override
  public boolean isKeptByOrder() {
    return true;
  }

  @Override
  public void requireFit(Layer layer) {
    layer.requireInput(input);
    if (element.orElse(0) >= Tensor.size(layer.shape(input))) {
      throw new IllegalArgumentException("an element of " + input + " is not there\n  " + this);
    }
    for (String y : layer.outputs()) {
      if (of.orElse(0) >= Tensor.size(layer.shapeOfOutput(y))) {
        throw new IllegalArgumentException("an element of " + y + " is not there\n  " + this);
      }
    }
  }

  boolean isAbout(int k) {
    return of.isEmpty() || of.getAsInt() == k;
  }

  boolean moves(String name, int k) {
    return name.equals(input) && (element.isEmpty() || element.getAsInt() == k);
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    Seen from = runs.get(rises ? 0 : 1);
    Seen to = runs.get(rises ? 1 : 0);
    for (String y : layer.outputs()) {
      for (int k = 0; k < from.of(y).size(); k++) {
        if (isAbout(k) && !from.of(y).get(k).isAtMost(to.of(y).get(k))) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    Run first = runs.get(0);
    Run second = runs.get(1);
    List<Condition> all = new ArrayList<>();
    for (String name : layer.inputs()) {
      for (int k = 0; k < Tensor.size(layer.shape(name)); k++) {
        all.add(
            moves(name, k)
                ? claims.atMost(first, second, name, k)
                : claims.same(first, second, name, k));
      }
    }
    Run from = rises ? first : second;
    Run to = rises ? second : first;
    List<Condition> kept = new ArrayList<>();
    for (String y : layer.outputs()) {
      for (int k = 0; k < Tensor.size(layer.shapeOfOutput(y)); k++) {
        if (isAbout(k)) {
          kept.add(claims.atMost(from, to, y, k));
        }
      }
    }
    all.add(claims.notAll(kept));
    return all;
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.keepOrder(this);
  }

  @Override
  public Map<String, Tensor> partner(Layer layer, Map<String, Tensor> first, Choices choices) {
    Map<String, Tensor> second = new LinkedHashMap<>(first);
    double[] numbers = Points.numbers(Objects.requireNonNull(first.get(input)));
    boolean isStep = choices.flag();
    for (int k = 0; k < numbers.length; k++) {
      if (moves(input, k)) {
        double above = Points.above(layer, input, numbers[k], isStep, choices);
        numbers[k] = Math.max(numbers[k], layer.within(input, above));
      }
    }
    second.put(input, layer.tensor(input, numbers));
    return second;
  }

  private static String place(OptionalInt k) {
    return k.isPresent() ? "[" + k.getAsInt() + "]" : "";
  }

  @Override
  public String toString() {
    String about = of.isPresent() ? " " + of.getAsInt() : "";
    return (rises ? "rising " : "falling ") + input + place(element) + about;
  }
}
