package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.log;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sigmoid;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;

/** What becomes of the scores of each sample in the end; in the order of TreeEnsemble's numbers. */
enum PostTransform {
  NONE,
  SOFTMAX,
  LOGISTIC,
  SOFTMAX_ZERO,
  PROBIT;

  private static final String NAME = "post_transform";

  /** Scores nearer to 0 count as 0 in ONNX's reference. */
  private static final double ZERO = 1e-7;

  /** The one that a word names. */
  static PostTransform byWord(Draft op) {
    return valueOf(
        op.word(NAME, Arrays.stream(values()).map(PostTransform::name).toArray(String[]::new)));
  }

  /** The one that a number names. */
  static PostTransform byNumber(Draft op) {
    return values()[op.integer(NAME, 0, Range.of(0, values().length - 1))];
  }

  /** Changes a matrix with a row of scores for each sample. */
  Stage of(Draft op, Stage scores) {
    return switch (this) {
      case NONE -> scores;
      case SOFTMAX -> Normalisations.softmax(scores, 1);
      case LOGISTIC -> stage(scores.shape(), i -> sigmoid(scores.at(i)));
      case SOFTMAX_ZERO -> softmaxZero(op, scores);
      case PROBIT -> probit(op, scores);
    };
  }

  /** A softmax in which a score of 0 keeps no share. */
  private static Stage softmaxZero(Draft op, Stage x) {
    op.expect(
        Behaviour.TEXTS_DIFFER,
        stage(x.shape().but(1), i -> Expr.fold(Prim.OR, x.dim(1), k -> isSome(x.at(i.and(k))))),
        "a score is not 0, or else implementations differ");
    Stage top = Group.of(x, List.of(1)).extreme(Prim.MAX);
    Stage share =
        stage(
            x.shape(),
            i -> isSome(x.at(i)).then(exp(x.at(i).minus(top.spread(i))), x.at(i).like(0)));
    Stage sum = Group.of(share, List.of(1)).fold(Prim.ADD, e -> e);
    return stage(x.shape(), i -> share.at(i).over(sum.spread(i)));
  }

  private static Expr isSome(Expr x) {
    return abs(x).moreThan(ZERO);
  }

  /**
   * The inverse of the normal distribution, by Winitzki's approximation of the error function's, as
   * in ONNX's reference; its text names no formula.
   */
  private static Stage probit(Draft op, Stage x) {
    op.expect(
        Behaviour.TEXTS_DIFFER,
        stage(Dims.of(), i -> number(DType.BOOL, 0L)),
        "the transform is not PROBIT, of which ONNX gives no formula");
    double a = 0.147;
    return stage(
        x.shape(),
        i -> {
          Expr u = x.at(i).times(2).minus(1);
          Expr log = log(u.like(1).minus(u.squared()));
          Expr v = log.times(0.5).plus(2 / (Math.PI * a));
          Expr size = sqrt(sqrt(v.squared().minus(log.over(a))).minus(v)).times(Math.sqrt(2));
          return u.lessThan(0).then(size.negated(), size);
        });
  }
}
