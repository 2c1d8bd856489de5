package dev.assay.verify.robustness;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.ExactReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries inputs out: whether a case comes true on them, in exact rationals and on a real system.
 * What is no witness by these is none.
 */
final class Trials {
  private final Model model;
  private final Property property;
  private final Replay replay;
  private final List<Box> boxes;
  private Optional<Witness> best = Optional.empty();

  Trials(Model model, Property property, Replay replay) {
    this.model = model;
    this.property = property;
    this.replay = replay;
    this.boxes = property.cases().stream().map(Case::box).distinct().toList();
  }

  /** The best witness so far: one that is in both arithmetics, if there is one. */
  synchronized Optional<Witness> best() {
    return best;
  }

  /**
   * Tries an input, rounded to the type of the model, in the box of each case.
   *
   * @param likely whether to look at it over the reals even if the model that runs does well
   */
  synchronized boolean isWitness(double[] near, boolean likely) {
    boolean found = false;
    double[] last = {};
    for (Box box : boxes) {
      double[] point = model.rounded(near, box);
      if (!Arrays.equals(point, last)) {
        found |= isWitnessAt(point, box, likely);
      }
      last = point;
    }
    return found;
  }

  private boolean isWitnessAt(double[] point, Box box, boolean likely) {
    List<BigDecimal> given = Arrays.stream(point).mapToObj(BigDecimal::new).toList();
    List<BigDecimal> exact = box.nearest(given);
    boolean isRounded = !box.holds(given);
    if (isRounded && !rounds(exact, point)) {
      return false;
    }
    Map<String, Tensor> inputs = model.tensors(point);
    Optional<List<Tensor>> run = replay.run(inputs);
    boolean inFloats = run.isPresent() && comesTrue(exact, rationals(run.get()));
    Optional<List<Rational>> ideal =
        isRounded || !inFloats && !likely ? Optional.empty() : exact(inputs);
    boolean inReals = ideal.isPresent() && comesTrue(exact, ideal.get());
    if ((inReals || inFloats) && (best.isEmpty() || inReals && inFloats)) {
      best = Optional.of(new Witness(exact, point, inReals, inFloats, run));
    }
    return inReals || inFloats;
  }

  /** Whether a model that is given some numbers gets a point. */
  private boolean rounds(List<BigDecimal> exact, double[] point) {
    for (int k = 0; k < point.length; k++) {
      if (model.inputType().nearest(exact.get(k).doubleValue()) != point[k]) {
        return false;
      }
    }
    return true;
  }

  private Optional<List<Rational>> exact(Map<String, Tensor> inputs) {
    Graph graph = model.graph();
    try {
      GraphReading sizes = GraphReading.values(graph, inputs);
      ExactReading exact = ExactReading.of(sizes);
      List<Rational> all = new ArrayList<>();
      for (String output : model.outputs()) {
        for (int k = 0; k < sizes.value(output).size(); k++) {
          all.add(Rational.of(exact.numerator(output, k), exact.denominator(output, k)));
        }
      }
      return Optional.of(all);
    } catch (UnsupportedNodeException e) {
      return Optional.empty();
    }
  }

  private static List<Rational> rationals(List<Tensor> outputs) {
    List<Rational> all = new ArrayList<>();
    for (Tensor t : outputs) {
      for (int k = 0; k < t.size(); k++) {
        double x = t.real(k);
        if (Double.isNaN(x) || Double.isInfinite(x)) {
          return List.of();
        }
        all.add(Rational.of(x));
      }
    }
    return all;
  }

  private boolean comesTrue(List<BigDecimal> point, List<Rational> outputs) {
    return !outputs.isEmpty()
        && property.cases().stream()
            .anyMatch(
                c ->
                    c.box().holds(point)
                        && c.constraints().stream().allMatch(r -> isKept(r, point, outputs)));
  }

  private static boolean isKept(Constraint c, List<BigDecimal> point, List<Rational> outputs) {
    Rational sum = Rational.ZERO;
    for (Map.Entry<Integer, BigDecimal> w : c.inputs().entrySet()) {
      sum = sum.plus(Rational.of(point.get(w.getKey())).times(Rational.of(w.getValue())));
    }
    for (Map.Entry<Integer, BigDecimal> w : c.outputs().entrySet()) {
      sum = sum.plus(outputs.get(w.getKey()).times(Rational.of(w.getValue())));
    }
    int order = sum.compareTo(Rational.of(c.bound()));
    return c.strict() ? order < 0 : order <= 0;
  }
}
