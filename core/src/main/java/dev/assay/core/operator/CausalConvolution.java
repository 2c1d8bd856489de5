package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.sigmoid;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A convolution that sees the past only, and hands its end on to the next call. */
final class CausalConvolution {
  private CausalConvolution() {}

  /** Each channel under its own kernel, after what the last call left over. */
  static final Operator CAUSAL_CONV_WITH_STATE =
      operator(
          "CausalConvWithState",
          27,
          "input weight bias? past_state? -> output present_state",
          op -> {
            Stage x = op.input("input", setOf(FLOAT32, FLOAT16, BFLOAT16), 3, 3);
            Stage weight = op.input("weight", Set.of(x.type()), 3, 3);
            Dim channels = x.dim(1);
            Dim taps = weight.dim(2);
            op.require(taps.atLeast(1), "the kernel has a tap");
            op.require(weight.dim(0).is(channels), "one kernel for each channel");
            op.require(weight.dim(1).is(1), "a kernel sees one channel");
            Optional<Stage> bias =
                op.optional("bias", x.type(), Dims.of(channels), "one bias for each channel");
            Dim kept = taps.minus(1);
            Dims state = x.shape().with(2, kept);
            Optional<Stage> past =
                op.optional("past_state", x.type(), state, "all that the kernel reaches back");
            Stage padded =
                stage(
                    x.shape().with(2, x.dim(2).plus(kept)),
                    i ->
                        x.at(
                            i.with(2, i.get(2).minus(kept)),
                            past.map(p -> p.at(i, p.zero())).orElse(x.zero())));
            Stage y =
                stage(
                    x.shape(),
                    i -> {
                      Dim c = i.get(1);
                      Expr taken =
                          sum(
                              taps,
                              k ->
                                  padded
                                      .at(i.with(2, i.get(2).plus(k)))
                                      .times(weight.at(c, Dim.dim(0), k)));
                      return bias.map(b -> taken.plus(b.at(c))).orElse(taken);
                    });
            boolean plain = op.word("activation", "none", "silu", "swish").equals("none");
            op.output("output", plain ? y : stage(y.shape(), i -> silu(y.at(i))));
            op.output(
                "present_state", view(padded, state, i -> i.with(2, i.get(2).plus(x.dim(2)))));
          });

  /** In float32, as ONNX's function body says. */
  private static Expr silu(Expr y) {
    Expr wide = y.as(FLOAT32);
    return wide.times(sigmoid(wide)).as(y.type());
  }

  static final List<Operator> ALL = List.of(CAUSAL_CONV_WITH_STATE);
}
