package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import java.util.List;

/** The activation that a product takes in: an operator by its name, with parameters. */
final class FusedActivation {
  private static final double FAR = Float.MAX_VALUE;

  private FusedActivation() {}

  /** The activation of a convolution, whose parameters stand in one list; none if not named. */
  static Stage ofConvolution(Draft op, Stage x) {
    if (!op.has("activation")) {
      return x;
    }
    return switch (op.word(
        "activation", "Relu", "Tanh", "Sigmoid", "LeakyRelu", "Clip", "HardSigmoid")) {
      case "Relu" -> Call.of(op, Activations.RELU).on(x);
      case "Tanh" -> Call.of(op, Functions.TANH).on(x);
      case "Sigmoid" -> Call.of(op, Activations.SIGMOID).on(x);
      case "LeakyRelu" ->
          Call.of(op, Activations.LEAKY_RELU).set("alpha", parameters(op, 1).get(0)).on(x);
      case "Clip" -> {
        List<Double> ends = parameters(op, 2);
        op.require(ends.get(0) <= ends.get(1), "the bounds do not cross");
        yield Call.of(op, Activations.CLIP).on(x, single(x, ends.get(0)), single(x, ends.get(1)));
      }
      default -> {
        List<Double> line = parameters(op, 2);
        yield Call.of(op, Activations.HARD_SIGMOID)
            .set("alpha", line.get(0))
            .set("beta", line.get(1))
            .on(x);
      }
    };
  }

  private static List<Double> parameters(Draft op, int count) {
    return op.reals("activation_params", count, -FAR, FAR);
  }

  private static Stage single(Stage like, double value) {
    return stage(Dims.of(), i -> number(like.type(), value));
  }

  /** The activation of a product of matrices, whose parameters stand in attributes. */
  static Stage ofMatrices(Draft op, Stage x) {
    return switch (op.word(
        "activation",
        "Relu",
        "Tanh",
        "Sigmoid",
        "Softplus",
        "Softsign",
        "LeakyRelu",
        "Elu",
        "ThresholdedRelu",
        "HardSigmoid",
        "Selu")) {
      case "Relu" -> Call.of(op, Activations.RELU).on(x);
      case "Tanh" -> Call.of(op, Functions.TANH).on(x);
      case "Sigmoid" -> Call.of(op, Activations.SIGMOID).on(x);
      case "Softplus" -> Call.of(op, Activations.SOFTPLUS).on(x);
      case "Softsign" -> Call.of(op, Activations.SOFTSIGN).on(x);
      case "LeakyRelu" -> with(op, Activations.LEAKY_RELU, "alpha").on(x);
      case "Elu" -> with(op, Activations.ELU, "alpha").on(x);
      case "ThresholdedRelu" -> with(op, Activations.THRESHOLDED_RELU, "alpha").on(x);
      case "HardSigmoid" -> with(op, Activations.HARD_SIGMOID, "alpha", "beta").on(x);
      default -> with(op, Activations.SELU, "alpha", "gamma").on(x);
    };
  }

  /** A call with parameters that stand in attributes of the node, which are always given. */
  private static Call with(Draft op, Operator function, String... parameters) {
    Call call = Call.of(op, function);
    for (String name : parameters) {
      op.usual("activation_" + name);
      call.from(name, "activation_" + name);
    }
    return call;
  }
}
