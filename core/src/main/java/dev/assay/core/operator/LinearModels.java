package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Features.narrowed;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;

/** Models that weigh the features of samples. */
final class LinearModels {
  private LinearModels() {}

  /** A weighted sum of the features for each target. */
  static final Operator REGRESSOR =
      operator(
          Features.DOMAIN,
          "LinearRegressor",
          1,
          "X -> Y",
          op -> {
            Stage x = op.input("X", Features.TYPES, 2, 2);
            Stage scores = scores(op, x, op.number("targets", dim(1), Range.from(1)));
            op.output("Y", PostTransform.byWord(op).of(op, scores));
          });

  /** The class with the greatest of the weighted sums, and these, transformed. */
  static final Operator CLASSIFIER =
      operator(
          Features.DOMAIN,
          "LinearClassifier",
          1,
          "X -> Y Z",
          op -> {
            Stage x = op.input("X", Features.TYPES, 2, 2);
            Classes classes = Classes.of(op, "classlabels_ints");
            op.require(classes.count() >= 2, "there are classes to choose among");
            Stage scores = scores(op, x, dim(classes.count()));
            Stage transformed = PostTransform.byWord(op).of(op, scores);
            op.output("Y", classes.chosen(op, transformed));
            op.output("Z", transformed);
          });

  private static Stage scores(Draft op, Stage x, Dim targets) {
    Stage weights = held(op.tensor("coefficients", Set.of(FLOAT32)));
    op.require(weights.dim(0).is(targets.times(x.dim(1))), "a weight for each feature and target");
    op.usual("intercepts");
    boolean biased = op.has("intercepts");
    Stage bias = held(biased ? op.tensor("intercepts", Set.of(FLOAT32)) : Tensor.zeros(FLOAT32, 1));
    op.require(bias.dim(0).is(biased ? targets : dim(1)), "one intercept for each target");
    return stage(
        Dims.of(x.dim(0), targets),
        i ->
            sum(
                    x.dim(1),
                    f ->
                        narrowed(x.at(i.get(0), f))
                            .times(weights.at(i.get(1).times(x.dim(1)).plus(f))))
                .plus(bias.spread(i)));
  }

  static final List<Operator> ALL = List.of(REGRESSOR, CLASSIFIER);
}
