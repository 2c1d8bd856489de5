package dev.assay.verify.robustness;

import dev.assay.core.Choices;
import dev.assay.core.reading.GraphGradient;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks for a witness of one case: the centre, then from random points along the gradient to the
 * corners of the box, in steps that become shorter (FGSM and PGD; Madry et al. 2018).
 */
final class Attack {
  private static final int STEPS = 20;

  private final Model model;
  private final Trials trials;
  private final BooleanSupplier isOver;

  Attack(Model model, Trials trials, BooleanSupplier isOver) {
    this.model = model;
    this.trials = trials;
    this.isOver = isOver;
  }

  /** Tries from some starts; says whether one led to a witness. */
  boolean succeeds(Case c, int starts, Choices choices) {
    for (int s = 0; s < starts && !isOver.getAsBoolean(); s++) {
      if (descend(c, start(c.box(), s, choices))) {
        return true;
      }
    }
    return false;
  }

  private static double[] start(Box box, int number, Choices choices) {
    double[] low = box.lowDoubles();
    double[] high = box.highDoubles();
    double[] x = new double[low.length];
    for (int k = 0; k < x.length; k++) {
      double part = number == 0 ? 0.5 : choices.unit();
      x[k] = low[k] + part * (high[k] - low[k]);
    }
    return x;
  }

  private boolean descend(Case c, double[] from) {
    double[] low = c.box().lowDoubles();
    double[] high = c.box().highDoubles();
    double[] x = from;
    double[] best = x;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && !isOver.getAsBoolean(); step++) {
      double[] point = model.rounded(x, c.box());
      GraphReading values = GraphReading.values(model.graph(), model.tensors(point));
      Loss loss = Loss.of(model, c, point, values);
      if (loss.value() < least) {
        least = loss.value();
        best = point;
      }
      if (loss.value() <= 0) {
        return trials.isWitness(point);
      }
      double reach = step == 0 ? 1 : 0.5 * Math.pow(0.85, step);
      double[] slope = loss.gradient(model, values);
      x = point.clone();
      for (int k = 0; k < x.length; k++) {
        double to = x[k] - reach * (high[k] - low[k]) * Math.signum(slope[k]);
        x[k] = Math.min(high[k], Math.max(low[k], to));
      }
    }
    return least < Double.POSITIVE_INFINITY && trials.isWitness(best);
  }

  /**
   * How far a case is from coming true at a point: the most that a constraint is broken by.
   *
   * @param worst the constraint that is broken most
   */
  private record Loss(double value, Constraint worst) {

    static Loss of(Model model, Case c, double[] point, GraphReading values) {
      List<Tensor> outputs = values.outputs();
      double most = Double.NEGATIVE_INFINITY;
      Constraint worst = c.constraints().get(0);
      for (Constraint r : c.constraints()) {
        double sum = -r.bound().doubleValue();
        for (Map.Entry<Integer, BigDecimal> w : r.inputs().entrySet()) {
          sum += w.getValue().doubleValue() * point[w.getKey()];
        }
        for (Map.Entry<Integer, BigDecimal> w : r.outputs().entrySet()) {
          sum += w.getValue().doubleValue() * element(outputs, w.getKey());
        }
        if (!(sum <= most)) {
          most = sum;
          worst = r;
        }
      }
      return new Loss(most, worst);
    }

    private static double element(List<Tensor> outputs, int place) {
      int rest = place;
      for (Tensor t : outputs) {
        if (rest < t.size()) {
          return t.real(rest);
        }
        rest -= t.size();
      }
      throw new IllegalArgumentException("the model has no output Y_" + place);
    }

    double[] gradient(Model model, GraphReading values) {
      Map<String, double[]> seeds = new HashMap<>();
      int from = 0;
      for (String output : model.outputs()) {
        double[] seed = new double[values.value(output).size()];
        for (int k = 0; k < seed.length; k++) {
          seed[k] = worst.outputs().getOrDefault(from + k, BigDecimal.ZERO).doubleValue();
        }
        from += seed.length;
        seeds.put(output, seed);
      }
      Set<String> inputs = model.tensors(new double[model.size()]).keySet();
      GraphGradient gradient = GraphGradient.of(values, seeds, inputs, 0.01);
      double[] all = new double[model.size()];
      int at = 0;
      for (String input : inputs) {
        double[] part = gradient.adjoint(input);
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      worst.inputs().forEach((k, w) -> all[k] += w.doubleValue());
      return all;
    }
  }
}
