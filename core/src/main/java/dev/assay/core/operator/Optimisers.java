package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One step of training: weights move along their gradients. */
final class Optimisers {
  private Optimisers() {}

  private static final String DOMAIN = "ai.onnx.preview.training";
  private static final String PORTS = "R T inputs* -> outputs*";
  private static final Set<DType> TYPES = DType.setOf(FLOAT32, FLOAT64);

  /** By the root of all squared gradients so far (Duchi, Hazan, Singer 2011). */
  static final Operator ADAGRAD =
      operator(
          DOMAIN,
          "Adagrad",
          1,
          PORTS,
          op -> {
            double decay = op.real("decay_factor", 0);
            double epsilon = op.real("epsilon", 1e-6f);
            for (Weights w : Weights.of(op, 3)) {
              Stage squares = w.stage(i -> w.state(0, i).plus(w.gradient(i).squared()));
              Expr rate = w.rate().over(w.number(w.updates()).times(decay).plus(1));
              w.output(
                  0,
                  i ->
                      w.weight(i)
                          .minus(
                              rate.times(w.gradient(i)).over(sqrt(squares.at(i)).plus(epsilon))));
              w.output(1, squares::at);
            }
          });

  /** By running means of gradients and of their squares (Kingma and Ba 2015). */
  static final Operator ADAM =
      operator(
          DOMAIN,
          "Adam",
          1,
          PORTS,
          op -> {
            double alpha = op.real("alpha", 0.9f, 0, 1);
            double beta = op.real("beta", 0.999f, 0, 1);
            double epsilon = op.real("epsilon", 1e-6f);
            double shrink = 1 - op.real("norm_coefficient_post", 0);
            for (Weights w : Weights.of(op, 4)) {
              Stage means =
                  w.stage(i -> w.state(0, i).times(alpha).plus(w.gradient(i).times(1 - alpha)));
              Stage squares =
                  w.stage(
                      i -> w.state(1, i).times(beta).plus(w.gradient(i).squared().times(1 - beta)));
              Expr warm = sqrt(rest(w, beta)).over(rest(w, alpha)).times(w.rate());
              Expr rate = w.updates().moreThan(0).then(warm, w.rate());
              w.output(
                  0,
                  i ->
                      w.weight(i)
                          .minus(rate.times(means.at(i)).over(sqrt(squares.at(i)).plus(epsilon)))
                          .times(shrink));
              w.output(1, means::at);
              w.output(2, squares::at);
            }
          });

  /** How far a running mean has come from its beginning at 0. */
  private static Expr rest(Weights w, double factor) {
    Expr base = number(w.type(), factor);
    return base.power(w.number(w.updates())).negated().plus(1);
  }

  /** By a velocity that gradients accelerate, with a look ahead or without (Nesterov 1983). */
  static final Operator MOMENTUM =
      operator(
          DOMAIN,
          "Momentum",
          1,
          PORTS,
          op -> {
            double alpha = op.real("alpha", 0);
            double beta = op.real("beta", 0);
            boolean ahead = op.word("mode", "standard", "nesterov").equals("nesterov");
            for (Weights w : Weights.of(op, 3)) {
              Expr fresh = w.updates().moreThan(0).then(w.rate().like(beta), w.rate().like(1));
              Stage velocity =
                  w.stage(i -> w.state(0, i).times(alpha).plus(fresh.times(w.gradient(i))));
              w.output(
                  0,
                  i -> {
                    Expr v = velocity.at(i);
                    Expr way = ahead ? w.gradient(i).plus(v.times(alpha)) : v;
                    return w.weight(i).minus(w.rate().times(way));
                  });
              w.output(1, velocity::at);
            }
          });

  static final List<Operator> ALL = List.of(ADAGRAD, ADAM, MOMENTUM);

  /** One of the tensors that are trained, with its gradient and what is remembered of those. */
  private record Weights(
      Draft op, int place, int count, Stage r, Stage t, List<Stage> tensors, double norm) {

    static List<Weights> of(Draft op, int parts) {
      double norm = op.real("norm_coefficient", 0);
      Stage r = op.input("R", TYPES, 0, 0);
      Stage t = op.input("T", INT64, 0);
      int count = op.groups("inputs", parts, "each tensor has its gradient and all of its state");
      return Draft.allAxes(count).stream()
          .map(
              k -> {
                Stage first = op.member("inputs", k, TYPES, 0, Draft.ANY_RANK);
                int rank = first.rank();
                List<Stage> tensors = new ArrayList<>(List.of(first));
                for (int p = 1; p < parts; p++) {
                  Stage s = op.member("inputs", p * count + k, Set.of(first.type()), rank, rank);
                  op.require(s.shape(), first.shape(), "a tensor and its state are alike");
                  tensors.add(s);
                }
                return new Weights(op, k, count, r, t, tensors, norm);
              })
          .toList();
    }

    DType type() {
      return tensors.get(0).type();
    }

    Expr rate() {
      return r.at().as(type());
    }

    Expr updates() {
      return t.at();
    }

    Expr number(Expr count) {
      return count.to(type());
    }

    Expr weight(Dims i) {
      return tensors.get(0).at(i);
    }

    /** With that of half the squared norm. */
    Expr gradient(Dims i) {
      return weight(i).times(norm).plus(tensors.get(1).at(i));
    }

    Expr state(int k, Dims i) {
      return tensors.get(2 + k).at(i);
    }

    Stage stage(Function<Dims, Expr> formula) {
      return Stage.stage(tensors.get(0).shape(), formula);
    }

    void output(int part, Function<Dims, Expr> formula) {
      op.output("outputs", part * count + place, stage(formula));
    }
  }
}
