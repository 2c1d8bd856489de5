package dev.assay.core.reading;

import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The gradient reading of one node, in reverse mode: from the adjoints of its outputs (derivatives
 * of some number by their elements) to the adjoints of its inputs, stage by stage against the order
 * in which they are computed; the steps of a loop go from the last to the first.
 */
final class Gradients {
  private final Derivatives derivatives;
  private final Machine machine = new Machine(new Values());
  private final Set<Stage> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Stage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Expr, Boolean> hangs = new IdentityHashMap<>();
  private final Map<Stage, double[]> adjoints = new IdentityHashMap<>();

  /** Each after those that it reads; the stages of a loop together. */
  private final List<List<Stage>> order = new ArrayList<>();

  private Gradients(Derivatives derivatives) {
    this.derivatives = derivatives;
  }

  /**
   * The adjoints of a node's inputs.
   *
   * @param inputs the values of the node's inputs, by place
   * @param seeds the adjoints of outputs, by place
   * @param wanted the places of the inputs whose adjoints are asked for
   * @return adjoints by the place of the input; none for an input that no output hangs on
   */
  static Map<Integer, double[]> of(
      NodeReading reading,
      IntFunction<Array> inputs,
      Map<Integer, double[]> seeds,
      IntPredicate wanted,
      Derivatives derivatives) {
    Gradients g = new Gradients(derivatives);
    reading
        .given()
        .forEach(
            (stage, place) -> {
              g.machine.give(stage, inputs.apply(place));
              g.seen.add(stage);
              if (stage.type().isFloat() && wanted.test(place)) {
                g.wanted.add(stage);
              }
            });
    reading.outputs().forEach((place, stage) -> g.seed(stage, seeds.get(place)));
    g.reverse();
    Map<Integer, double[]> results = new HashMap<>();
    reading
        .given()
        .forEach(
            (stage, place) -> {
              double[] adjoint = g.adjoints.get(stage);
              if (adjoint != null) {
                results.merge(place, adjoint, Gradients::sum);
              }
            });
    return results;
  }

  /** Adds up two lists of adjoints. */
  static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int k = 0; k < sum.length; k++) {
      sum[k] += b[k];
    }
    return sum;
  }

  private void seed(Stage stage, double @Nullable [] seed) {
    if (seed == null || !visit(stage)) {
      return;
    }
    machine.run(stage);
    double[] to = Objects.requireNonNull(adjoints(stage));
    for (int k = 0; k < to.length; k++) {
      to[k] += seed[k];
    }
  }

  private void reverse() {
    for (int s = order.size() - 1; s >= 0; s--) {
      List<Stage> stages = order.get(s);
      List<StageGradient> runs =
          stages.stream().map(t -> new StageGradient(this, machine, t)).toList();
      switch (stages.get(0).kind()) {
        case GIVEN, HELD -> throw new IllegalStateException("such a stage is not computed");
        case POINTWISE -> runs.get(0).pointwise();
        case SCAN -> runs.get(0).scan(machine.run(stages.get(0)));
        case STEP -> {
          for (int step = stages.get(0).dim(0).number() - 1; step >= 0; step--) {
            for (int r = runs.size() - 1; r >= 0; r--) {
              runs.get(r).step(step);
            }
          }
        }
      }
    }
  }

  Derivatives derivatives() {
    return derivatives;
  }

  /** Where the adjoints of a stage are added up; null where none are wanted. */
  double @Nullable [] adjoints(Stage stage) {
    return wanted.contains(stage)
        ? adjoints.computeIfAbsent(stage, s -> new double[Tensor.size(s.shape().numbers())])
        : null;
  }

  // ---- what hangs on what is wanted

  /** Places a stage and all that it reads in the order; says whether it hangs on what is wanted. */
  private boolean visit(Stage stage) {
    if (stage.kind() != Stage.Kind.HELD && seen.add(stage)) {
      Loop loop = stage.loop();
      List<Stage> together = loop == null ? List.of(stage) : loop.stages();
      seen.addAll(together);
      boolean any = false;
      for (Stage s : together) {
        any |= visit(Objects.requireNonNull(s.body()));
      }
      if (any) {
        together.stream().filter(s -> s.type().isFloat()).forEach(wanted::add);
        order.add(together);
      }
    }
    return wanted.contains(stage);
  }

  private boolean visit(Expr e) {
    Boolean known = hangs.get(e);
    if (known == null) {
      known = hangs(e);
      hangs.put(e, known);
    }
    return known;
  }

  private boolean hangs(Expr e) {
    boolean any = false;
    if (e instanceof Expr.Read r) {
      any = visit(r.stage());
      if (r.outside() != null) {
        any |= visit(r.outside());
      }
    } else if (e instanceof Expr.Apply a) {
      for (Expr arg : a.args()) {
        any |= visit(arg);
      }
    } else if (e instanceof Expr.Fold f) {
      any = visit(f.body());
    }
    return any;
  }
}
