package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.sigmoid;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Operators on pictures whose channels are the last axis. */
final class ChannelsLast {
  private ChannelsLast() {}

  /** Axis 1 in place of the last. */
  static Stage first(Stage x) {
    return view(
        x,
        Dims.of(x.dim(0), x.dim(-1)).and(x.shape().from(1).but(1)),
        i -> i.first(1).and(i.from(2)).and(i.get(1)));
  }

  /** The last axis in place of axis 1. */
  static Stage last(Stage x) {
    return view(
        x,
        x.shape().first(1).and(x.shape().from(2)).and(x.dim(1)),
        i -> Dims.of(i.get(0), i.get(-1)).and(i.from(1).but(1)));
  }

  /** A convolution. */
  static final Operator NHWC_CONV =
      contributed(
          "NhwcConv",
          "X W B? -> Y",
          op ->
              op.output(
                  "Y", last(convolution(op, first(op.input("W", FLOATS, 3, Draft.ANY_RANK))))));

  /** A convolution, to which Z is added, under an activation. */
  static final Operator NHWC_FUSED_CONV =
      contributed(
          "NhwcFusedConv",
          "X W B? Z? -> Y",
          op ->
              op.output(
                  "Y",
                  FusedProducts.finished(
                      op,
                      "Z",
                      last(convolution(op, op.input("W", FLOATS, 3, Draft.ANY_RANK))).stored())));

  private static Stage convolution(Draft op, Stage filters) {
    Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
    return Call.of(op, Convolutions.CONV).on(first(x), filters);
  }

  /** The greatest element of each window. */
  static final Operator NHWC_MAX_POOL =
      contributed(
          "NhwcMaxPool",
          "x -> y",
          op -> {
            Stage x = op.input("x", setOf(INT8, UINT8), 3, Draft.ANY_RANK);
            op.output("y", last(Call.of(op, Pools.MAX_POOL).without("storage_order").on(first(x))));
          });

  /** Cross-correlation of quantised numbers, quantised again, wherever the channels stand. */
  static final Operator Q_LINEAR_CONV =
      contributed(
          "QLinearConv",
          "x x_scale x_zero_point w w_scale w_zero_point y_scale y_zero_point B? -> y",
          op -> {
            Stage x = op.input("x", setOf(INT8, UINT8), 3, Draft.ANY_RANK);
            boolean last = op.flag("channels_last", false);
            Stage y = Call.of(op, QuantisedProducts.Q_LINEAR_CONV).on(last ? first(x) : x);
            op.output("y", last ? last(y) : y);
          });

  /** Groups of channels, each with all its positions, under x sigmoid(x) where asked. */
  static final Operator GROUP_NORM =
      contributed(
          "GroupNorm",
          "X gamma beta -> Y",
          op -> op.output("Y", grouped(op, op.input("X", setOf(FLOAT32, FLOAT16), 4, 4))));

  /** The same of a sum with what skipped a layer, and a bias for each channel. */
  static final Operator SKIP_GROUP_NORM =
      contributed(
          "SkipGroupNorm",
          "X gamma beta skip bias? -> Y S?",
          op -> {
            Stage x = op.input("X", setOf(FLOAT32, FLOAT16), 4, 4);
            op.require(op.flag("channels_last", true), "the channels are the last axis");
            Dims channels = x.shape().last(1);
            Stage skip = op.input("skip", x.type(), 4);
            op.spreadsTo(skip.shape().but(1), x.shape().but(1), "a summand for each element");
            op.require(skip.shape().last(1), channels, "a summand for each channel");
            Optional<Stage> bias =
                op.optional("bias", x.type(), channels, "one bias for each channel");
            Stage skipped = Call.of(op, Arithmetic.ADD).on(x, skip);
            Stage sum = bias.map(b -> Call.of(op, Arithmetic.ADD).on(skipped, b)).orElse(skipped);
            op.output("Y", grouped(op, sum));
            op.output("S", sum);
          });

  private static Stage grouped(Draft op, Stage x) {
    boolean last = op.flag("channels_last", true);
    Stage gamma = op.input("gamma", setOf(FLOAT32, FLOAT16), 1, 1);
    Stage beta = op.input("beta", gamma.type(), 1);
    Stage y =
        Call.of(op, Standardisations.GROUP_NORMALIZATION)
            .from("num_groups", "groups")
            .without("stash_type")
            .on(last ? first(x) : x, as(gamma, x.type()), as(beta, x.type()));
    boolean swish = op.drawn("activation", 1, Range.of(0, 1)).get(0) == 1;
    Stage active = swish ? stage(y.shape(), i -> y.at(i).times(sigmoid(y.at(i)))) : y;
    return last ? last(active) : active;
  }

  private static Stage as(Stage x, DType type) {
    return x.type() == type ? x : stage(x.shape(), i -> x.at(i).as(type));
  }

  static final List<Operator> ALL =
      List.of(
          NHWC_CONV, NHWC_FUSED_CONV, NHWC_MAX_POOL, Q_LINEAR_CONV, GROUP_NORM, SKIP_GROUP_NORM);
}
