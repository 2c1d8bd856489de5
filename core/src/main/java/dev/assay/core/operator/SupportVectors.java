package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Features.narrowed;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Support vector machines. */
final class SupportVectors {
  private SupportVectors() {}

  /**
   * Kernels of a sample and each support vector, weighted and added; or whether that is above 0.
   */
  static final Operator REGRESSOR =
      operator(
          Features.DOMAIN,
          "SVMRegressor",
          1,
          "X -> Y",
          op -> {
            Stage x = features(op);
            op.usual("n_supports");
            int vectors = op.integer("n_supports", 0, Range.from(0));
            Tensor weights = list(op, "coefficients");
            Kernel kernel = Kernel.of(op);
            Stage kernels = vectors == 0 ? x : kernel.of(x, supports(op, x, vectors));
            Stage score = weighted(op, kernels, Pairs.single(weights));
            boolean decides = op.flag("one_class", false);
            Stage decided =
                stage(
                    score.shape(),
                    i -> {
                      Expr v = score.at(i);
                      return decides ? v.moreThan(0).then(v.like(1), v.like(-1)) : v;
                    });
            op.output("Y", PostTransform.byWord(op).of(op, decided));
          });

  /**
   * The class that wins most of the decisions between two classes, and these, transformed; without
   * support vectors the class with the greatest weighted sum.
   */
  static final Operator CLASSIFIER =
      operator(
          Features.DOMAIN,
          "SVMClassifier",
          1,
          "X -> Y Z",
          op -> {
            Stage x = features(op);
            Classes classes = Classes.of(op, "classlabels_ints");
            int n = classes.count();
            op.require(n >= 2, "there are classes to choose among");
            op.usual("vectors_per_class");
            if (!op.has("vectors_per_class")) {
              linear(op, x, classes, weighing(op, list(op, "coefficients")));
              return;
            }
            Kernel kernel = Kernel.of(op);
            List<Integer> counts =
                op.drawn("vectors_per_class", n, Range.of(0, op.bound(2, Integer.MAX_VALUE)));
            Pairs pairs = Pairs.of(counts, weighing(op, Pairs.coefficients(op, counts)));
            Stage decisions = weighted(op, kernel.of(x, supports(op, x, pairs.vectors())), pairs);
            Stage votes = pairs.votes(decisions, n);
            if (op.bound(0, 1) == 1 && op.has("prob_a")) {
              op.output("Y", given("Y", classes.labels().type(), Dims.of(x.dim(0))));
              op.output("Z", given("Z", FLOAT32, Dims.of(x.dim(0), dim(n))));
              op.opaque(
                  "probabilities of pairs are coupled by an iteration",
                  in -> {
                    throw new UnsupportedOperationException(
                        "ONNX does not say how the probabilities of pairs are coupled");
                  });
              return;
            }
            op.output("Y", classes.chosen(op, votes));
            Stage scores = n == 2 ? bothSides(decisions) : decisions;
            op.output("Z", PostTransform.byWord(op).of(op, scores));
          });

  private static Tensor weighing(Draft op, Tensor weights) {
    op.expect(
        Behaviour.TEXTS_DIFFER,
        stage(
            Dims.of(),
            i -> number(FLOAT32, Arrays.stream(weights.reals()).min().orElse(0)).lessThan(0)),
        "some weight is negative, or else implementations have another rule");
    return weights;
  }

  private static void linear(Draft op, Stage x, Classes classes, Tensor weights) {
    Stage weight = held(weights);
    int n = classes.count();
    op.require(weight.dim(0).is(x.dim(1).times(n)), "a weight for each feature and class");
    Stage rho = held(list(op, "rho"));
    op.expect(
        Behaviour.TEXTS_DIFFER,
        stage(Dims.of(), i -> number(FLOAT32, n == 2 ? dim(2) : rho.dim(0)).moreThan(1)),
        "more than two classes have more than one offset, or else labels are truths");
    Stage scores =
        stage(
            Dims.of(x.dim(0), dim(n)),
            i ->
                sum(
                        x.dim(1),
                        f -> x.at(i.get(0), f).times(weight.at(i.get(1).times(x.dim(1)).plus(f))))
                    .plus(rho.at(dim(0))));
    op.output("Y", classes.chosen(op, scores));
    op.output("Z", PostTransform.byWord(op).of(op, scores));
  }

  private static Stage features(Draft op) {
    Stage x = op.input("X", Features.TYPES, 2, 2);
    return stage(x.shape(), i -> narrowed(x.at(i)));
  }

  private static Tensor list(Draft op, String name) {
    return op.tensor(name, Set.of(FLOAT32));
  }

  /** A decision between two classes is against the one or the other. */
  private static Stage bothSides(Stage decision) {
    return stage(
        Dims.of(decision.dim(0), dim(2)),
        i -> {
          Expr v = decision.at(i.get(0), dim(0));
          return number(FLOAT32, i.get(1)).is(0).then(v.negated(), v);
        });
  }

  /** The support vectors, one after the other. */
  private static Stage supports(Draft op, Stage x, int count) {
    Stage vectors = held(list(op, "support_vectors"));
    op.require(vectors.dim(0).is(x.dim(1).times(count)), "a support vector has all features");
    return vectors;
  }

  private static Stage weighted(Draft op, Stage kernels, Pairs pairs) {
    Stage weight = pairs.weights();
    Stage rho = held(list(op, "rho"));
    op.require(kernels.dim(1).is(weight.dim(1)), "each support vector has its weight");
    op.require(rho.dim(0).atLeast(weight.dim(0)), "each decision has its offset");
    return stage(
        Dims.of(kernels.dim(0), weight.dim(0)),
        i ->
            sum(kernels.dim(1), k -> weight.at(i.get(1), k).times(kernels.at(i.get(0), k)))
                .plus(rho.at(i.get(1))));
  }

  static final List<Operator> ALL = List.of(REGRESSOR, CLASSIFIER);
}
