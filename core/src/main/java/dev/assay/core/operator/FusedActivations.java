package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions of one element with the sums that compilers fuse into them. */
final class FusedActivations {
  private FusedActivations() {}

  /** ONNX's Gelu before it had one. */
  static final Operator GELU =
      contributed("Gelu", "X -> Y", op -> op.output("Y", gelu(op, op.input("X", FLOATS), "none")));

  private static Stage gelu(Draft op, Stage x, String approximation) {
    return Call.of(op, Activations.GELU).set("approximate", approximation).on(x);
  }

  /** Gelu of a sum with a bias for each place of the last axis. */
  static final Operator BIAS_GELU =
      contributed(
          "BiasGelu",
          "A B -> C",
          op -> {
            Stage x = op.input("A", FLOATS, 1, Draft.ANY_RANK);
            op.output("C", gelu(op, plus(op, x, bias(op, "B", x)), "none"));
          });

  /** Gelu by tanh, of a sum with a bias for each place of the last axis if there is one. */
  static final Operator FAST_GELU =
      contributed(
          "FastGelu",
          "X bias? -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 1, Draft.ANY_RANK);
            Stage sum = op.has("bias") ? plus(op, x, bias(op, "bias", x)) : x;
            op.output("Y", gelu(op, sum, "tanh"));
          });

  private static Stage bias(Draft op, String port, Stage x) {
    return op.input(port, x.type(), x.shape().last(1), "one bias for each place of the last axis");
  }

  private static Stage plus(Draft op, Stage a, Stage b) {
    return Call.of(op, Arithmetic.ADD).on(a, b);
  }

  /** x sigmoid(alpha x). */
  static final Operator QUICK_GELU =
      contributed(
          "QuickGelu",
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS);
            double alpha = op.real("alpha", 1.702f);
            op.output("Y", Call.of(op, Activations.SWISH).set("alpha", alpha).on(x));
          });

  /** A sum with a bias, its first half times the Gelu of its second. */
  static final Operator BIAS_SPLIT_GELU =
      contributed(
          "BiasSplitGelu",
          "X bias -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, 3);
            Stage sum = plus(op, x, bias(op, "bias", x));
            Dim half = x.dim(2).over(2);
            op.require(x.dim(2).is(half.times(2)), "the last axis has two halves");
            Dims shape = x.shape().with(2, half);
            Stage left = view(sum, shape, i -> i);
            Stage right = view(sum, shape, i -> i.with(2, i.get(2).plus(half)));
            op.output("Y", Call.of(op, Arithmetic.MUL).on(left, gelu(op, right.stored(), "none")));
          });

  /** A sum with a bias for each place of the last axis and what skipped a layer. */
  static final Operator BIAS_ADD =
      contributed(
          "BiasAdd",
          "X bias skip -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, 3);
            Stage skip = op.input("skip", x.type(), x.shape(), "one summand for each element");
            op.output("Y", plus(op, plus(op, x, bias(op, "bias", x)), skip));
          });

  /** Softmax over all axes from one on, of a sum. */
  static final Operator BIAS_SOFTMAX =
      contributed(
          "BiasSoftmax",
          "data bias -> output",
          op -> {
            Stage x = op.input("data", FLOATS, 1, Draft.ANY_RANK);
            Stage bias = op.input("bias", Set.of(x.type()));
            op.spreadsTo(bias.shape(), x.shape(), "the bias broadcasts to the data");
            op.flag("is_inner_broadcast", false); // how an implementation finds the element
            int axis = op.axis("axis", 1, x.rank());
            op.output("output", softmaxFrom(op, plus(op, x, bias), axis));
          });

  /** Softmax over all axes from one on. */
  static Stage softmaxFrom(Draft op, Stage x, int axis) {
    Dims row = x.shape().from(axis);
    Stage rows =
        view(
            x,
            x.shape().first(axis).and(row.product()),
            i -> i.first(axis).and(RowMajor.point(i.get(axis), row)));
    Stage y = Call.of(op, Normalisations.SOFTMAX).set("axis", axis).on(rows.stored());
    return view(y, x.shape(), i -> i.first(axis).and(RowMajor.offset(i.from(axis), row)));
  }

  /** A sum, from which training drops elements. */
  static final Operator BIAS_DROPOUT =
      contributed(
          "BiasDropout",
          "data bias residual? ratio? training_mode? -> output mask?",
          op -> {
            Stage x = op.input("data", FLOATS, 1, Draft.ANY_RANK);
            Call dropout = Call.of(op, Functions.DROPOUT);
            Stage kept = dropout.on(plus(op, x, bias(op, "bias", x)));
            Optional<Stage> residual =
                op.optional("residual", x.type(), x.shape(), "one summand for each element");
            op.output("output", residual.map(r -> plus(op, kept, r)).orElse(kept));
            op.output("mask", dropout.output("mask"));
          });

  static final List<Operator> ALL =
      List.of(
          GELU,
          BIAS_GELU,
          FAST_GELU,
          QUICK_GELU,
          BIAS_SPLIT_GELU,
          BIAS_ADD,
          BIAS_SOFTMAX,
          BIAS_DROPOUT);
}
