package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INDICES;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Optional;

/** Losses of classifiers: how far the logarithms of probabilities are from the labels. */
final class Losses {
  private Losses() {}

  /** The negative logarithms of the labels' probabilities, weighed, on their own or combined. */
  static final Operator NEGATIVE_LOG_LIKELIHOOD =
      operator(
          "NegativeLogLikelihoodLoss",
          13,
          "input target weight? -> loss",
          op -> {
            Stage x = op.input("input", FLOATS, 2, Draft.ANY_RANK);
            op.output("loss", loss(op, x, "target", "weight"));
          });

  /** The loss of the logarithms of the softmax of scores. */
  static final Operator SOFTMAX_CROSS_ENTROPY =
      operator(
          "SoftmaxCrossEntropyLoss",
          13,
          "scores labels weights? -> output log_prob?",
          op -> {
            Stage scores = op.input("scores", FLOATS, 2, Draft.ANY_RANK);
            op.requireAtLeast(
                scores.shape().first(2), 1, "ONNX's function body infers a size of what is left");
            Stage logarithms = Normalisations.logSoftmax(scores, 1);
            op.output("output", loss(op, logarithms, "labels", "weights"));
            if (op.has("log_prob")) {
              op.output("log_prob", logarithms);
            }
          });

  private static Stage loss(Draft op, Stage x, String labelPort, String weightPort) {
    Dim classes = x.dim(1);
    Dims shape = x.shape().without(List.of(1));
    Stage label = op.input(labelPort, INDICES, x.rank() - 1, x.rank() - 1);
    op.require(label.shape(), shape, "one label for each position");
    Optional<Stage> weight =
        op.optional(weightPort, x.type(), Dims.of(classes), "one weight for each class");
    boolean ignores = op.has("ignore_index");
    long ignored = ignores ? op.drawn("ignore_index", 1, Range.ALL).get(0) : -1;
    String reduction = op.word("reduction", "mean", "sum", "none");

    Stage place = ignores ? stage(shape, i -> unless(label.at(i), ignored)) : label;
    op.within(place, Dim.dim(0), classes, "labels are classes");
    Stage share =
        stage(
            shape,
            i -> {
              Expr w = weight.map(s -> s.at(Dim.element(place.at(i)))).orElse(number(x.type(), 1L));
              return ignores ? label.at(i).is(ignored).then(w.like(0), w) : w;
            });
    Stage losses =
        stage(
            shape,
            i -> {
              Dims at = Dims.of(i.get(0), Dim.element(place.at(i))).and(i.from(1));
              return x.at(at).negated().times(share.at(i));
            });
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> stage(Dims.of(), i -> sum(shape, losses::at));
      default -> stage(Dims.of(), i -> sum(shape, losses::at).over(sum(shape, share::at)));
    };
  }

  private static Expr unless(Expr label, long ignored) {
    return label.is(ignored).then(label.like(0), label);
  }

  static final List<Operator> ALL = List.of(NEGATIVE_LOG_LIKELIHOOD, SOFTMAX_CROSS_ENTROPY);
}
