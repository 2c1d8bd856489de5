package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Channels shifted by a mean and divided by the root of a variance, either given or, in training,
 * their own (Ioffe and Szegedy 2015).
 */
final class BatchNormalization {
  private BatchNormalization() {}

  private static final Operator WITH_TRAINING =
      operator(
          "BatchNormalization",
          14,
          "X scale B input_mean input_var -> Y running_mean? running_var?",
          op -> normalise(op, "input_mean", "input_var"));

  /** The form without training_mode: outside of training there is one output. */
  private static final Operator WITHOUT_TRAINING =
      operator(
          "BatchNormalization", 13, "X scale B mean var -> Y", op -> normalise(op, "mean", "var"));

  private static void normalise(Draft op, String meanPort, String variancePort) {
    Stage x = op.input("X", FLOATS, 2, Draft.ANY_RANK);
    Set<DType> same = Set.of(x.type());
    Stage scale = channels(op, "scale", op.opset() < 15 ? same : FLOATS, x);
    Stage bias = channels(op, "B", Set.of(scale.type()), x);
    Stage mean = channels(op, meanPort, op.opset() < 14 ? same : FLOATS, x);
    Stage variance = channels(op, variancePort, Set.of(mean.type()), x);
    double epsilon = Standardisations.epsilon(op);
    if (op.opset() < 14 || !op.flag("training_mode", false)) {
      op.output("Y", normalised(x, mean, variance, epsilon, scale, bias));
      return;
    }
    op.usual("running_mean");
    op.usual("running_var");
    op.require(
        op.has("running_mean") && op.has("running_var"), "training tells the running statistics");
    List<Integer> axes = new ArrayList<>(Draft.allAxes(x.rank()));
    axes.remove(1);
    Group batch = Group.of(x, axes);
    op.require(batch.over().product().atLeast(1), "the mean of nothing is not defined");
    Stage ownMean = batch.mean();
    Stage ownVariance = batch.variance(ownMean);
    op.output("Y", normalised(x, ownMean, ownVariance, epsilon, scale, bias));
    double momentum = op.real("momentum", 0.9f);
    running(op, "running_mean", mean, ownMean, momentum);
    running(op, "running_var", variance, ownVariance, momentum);
  }

  private static Stage normalised(
      Stage x, Stage mean, Stage variance, double epsilon, Stage scale, Stage bias) {
    DType inner = widest(x.type(), scale.type(), mean.type());
    Stage factor =
        stage(
            scale.shape(),
            i -> scale.at(i).as(inner).over(sqrt(variance.at(i).as(inner).plus(epsilon))));
    return Standardisations.scaled(x, mean, factor, bias);
  }

  private static DType widest(DType... types) {
    return Stream.of(types)
        .reduce((a, b) -> a == b ? a : a == FLOAT64 || b == FLOAT64 ? FLOAT64 : FLOAT32)
        .orElseThrow();
  }

  private static void running(Draft op, String port, Stage before, Stage now, double momentum) {
    if (op.has(port)) {
      Stage next =
          stage(
              before.shape(),
              i -> {
                Expr fresh = now.at(i).as(before.type());
                return before.at(i).times(momentum).plus(fresh.times(1 - momentum));
              });
      op.output(
          port, view(next, Dims.of(next.dim(1)), c -> Dims.zeros(next.rank()).with(1, c.get(0))));
    }
  }

  /** An input with one number for each channel, to be broadcast over all else. */
  private static Stage channels(Draft op, String port, Set<DType> types, Stage x) {
    Stage s = op.input(port, types, 1, 1);
    op.require(s.shape(), Dims.of(x.dim(1)), "one " + port + " for each channel");
    return Standardisations.alongChannels(s, x.rank());
  }

  static final List<Operator> ALL = List.of(WITHOUT_TRAINING, WITH_TRAINING);
}
