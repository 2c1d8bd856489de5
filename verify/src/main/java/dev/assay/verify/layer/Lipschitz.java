package dev.assay.verify.layer;

import dev.assay.core.Choices;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** No output moves further than a factor times what the input that moves most does. */
record Lipschitz(double factor) implements Fact {
  @Override
  public int runs() {
    return 2;
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    Rational most = Rational.ZERO;
    for (String x : layer.inputs()) {
      for (Rational step : steps(runs, x)) {
        most = step.compareTo(most) > 0 ? step : most;
      }
    }
    Rational allowed = most.times(Rational.of(factor));
    for (String y : layer.outputs()) {
      List<Rational> steps = steps(runs, y);
      if (steps.size() < runs.get(0).of(y).size()
          || steps.stream().anyMatch(s -> s.compareTo(allowed) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** How far each element of a value moves, where both are finite. */
  private static List<Rational> steps(List<Seen> runs, String value) {
    List<Seen.Element> from = runs.get(0).of(value);
    List<Seen.Element> to = runs.get(1).of(value);
    return IntStream.range(0, from.size())
        .filter(k -> from.get(k).exact().isPresent() && to.get(k).exact().isPresent())
        .mapToObj(k -> from.get(k).exact().get().minus(to.get(k).exact().get()).abs())
        .toList();
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(
        claims.either(
            layer.outputs().stream()
                .map(y -> claims.movesFurther(runs.get(0), runs.get(1), y, layer.inputs(), factor))
                .toList()));
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.slopesAreAtMost(factor);
  }

  @Override
  public Map<String, Tensor> partner(Layer layer, Map<String, Tensor> first, Choices choices) {
    Map<String, Tensor> second = new LinkedHashMap<>();
    boolean isStep = choices.flag();
    first.forEach(
        (name, t) -> {
          double[] numbers = Points.numbers(t);
          for (int k = 0; k < numbers.length; k++) {
            double sign = choices.flag() ? 1 : -1;
            double to = sign * Points.above(layer, name, sign * numbers[k], isStep, choices);
            numbers[k] = layer.within(name, to);
          }
          second.put(name, layer.tensor(name, numbers));
        });
    return second;
  }

  @Override
  public String toString() {
    return "lipschitz " + Decimals.of(factor);
  }
}
