package dev.assay.generator;

import dev.assay.core.graph.Node;
import dev.assay.core.reading.DomainLoss;
import dev.assay.core.reading.GraphGradient;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves free tensors of a float type so that the first node at fault comes into its domain: steps
 * of Adam (Kingma and Ba 2015) against the gradient of {@link DomainLoss}, with proxy slopes where
 * the true one is zero. It begins anew when another node is the first at fault, as NNSmith does.
 */
final class Descent {
  private static final double RATE = 0.4;
  private static final double LEAK = 0.1;

  /** Beyond this a step grows with the number that it moves. */
  private static final double FAR = 2;

  /** Greater slopes count as this: those of exponentials would still all later ones. */
  private static final double CLIP = 1;

  private static final double MEAN = 0.9;
  private static final double SQUARE = 0.99;

  private final Model model;
  private final Map<String, double[]> means = new HashMap<>();
  private final Map<String, double[]> squares = new HashMap<>();
  private @Nullable Node fault;
  private int steps;

  Descent(Model model) {
    this.model = model;
  }

  /** The free tensors that one more step moves; null where no way leads down. */
  @Nullable Map<String, Tensor> step(Trial trial) {
    if (!trial.firstFault().equals(fault)) {
      means.clear();
      squares.clear();
      steps = 0;
      fault = trial.firstFault();
    }
    steps++;
    Set<String> movable = new LinkedHashSet<>();
    trial
        .data()
        .forEach(
            (name, t) -> {
              if (t.type().isFloat() && t.type().bits() >= 16 && model.free(name).isUnbounded()) {
                movable.add(name);
              }
            });
    Map<String, double[]> seeds = seeds(trial);
    GraphGradient gradient = GraphGradient.of(trial.reading(), seeds, movable, LEAK);
    Map<String, Tensor> moved = new LinkedHashMap<>();
    for (String name : movable) {
      double[] slope = gradient.adjoint(name);
      if (hasSlope(slope)) {
        moved.put(name, moved(name, Objects.requireNonNull(trial.data().get(name)), slope));
      }
    }
    return moved.isEmpty() ? null : moved;
  }

  /** The slope of the loss by the inputs of the node; without a loss, towards smaller numbers. */
  private static Map<String, double[]> seeds(Trial trial) {
    Node node = trial.firstFault();
    Map<String, double[]> loss = DomainLoss.gradient(trial.reading(), node);
    if (loss.values().stream().anyMatch(Descent::hasSlope) || trial.fault().open()) {
      return loss;
    }
    Map<String, double[]> smaller = new LinkedHashMap<>();
    for (String name : node.inputs()) {
      if (!name.isEmpty() && trial.reading().value(name).type().isFloat()) {
        double[] slope = trial.reading().value(name).reals().clone();
        for (int k = 0; k < slope.length; k++) {
          slope[k] = Math.signum(slope[k]);
        }
        smaller.put(name, slope);
      }
    }
    return smaller;
  }

  private static boolean hasSlope(double[] slope) {
    for (double s : slope) {
      if (s != 0 && Double.isFinite(s)) {
        return true;
      }
    }
    return false;
  }

  private Tensor moved(String name, Tensor before, double[] slope) {
    double[] mean = means.computeIfAbsent(name, n -> new double[slope.length]);
    double[] square = squares.computeIfAbsent(name, n -> new double[slope.length]);
    double[] x = before.reals().clone();
    for (int k = 0; k < x.length; k++) {
      double s = Double.isNaN(slope[k]) ? 0 : Math.max(-CLIP, Math.min(CLIP, slope[k]));
      mean[k] = MEAN * mean[k] + (1 - MEAN) * s;
      square[k] = SQUARE * square[k] + (1 - SQUARE) * s * s;
      double first = mean[k] / (1 - StrictMath.pow(MEAN, steps));
      double second = square[k] / (1 - StrictMath.pow(SQUARE, steps));
      double length = RATE * Math.max(1, Math.abs(x[k]) / FAR);
      double next = x[k] - length * first / (Math.sqrt(second) + 1e-12);
      x[k] = within(before.type(), model.policy().nearest(next));
    }
    return Tensor.of(before.type(), before.shape(), x);
  }

  private static double within(DType type, double x) {
    return type.nearest(Math.max(-type.max(), Math.min(type.max(), x)));
  }
}
