package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.erf;
import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.sigmoid;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Expr.tanh;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Elementwise.function;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;
import static dev.assay.core.tensor.DType.UINT32;
import static dev.assay.core.tensor.DType.UINT64;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Functions of one element that stand between the layers of networks. */
final class Activations {
  private Activations() {}

  private static final Set<DType> SLOPES =
      setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT32, INT64, UINT32, UINT64);

  /** max(x, 0). */
  static final Operator RELU =
      function("Relu", 13, "X -> Y", Functions.SIGNED, op -> x -> x.max(0));

  /** x, or alpha x below 0. */
  static final Operator LEAKY_RELU =
      function(
          "LeakyRelu",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 0.01f);
            return x -> leakyRelu(x, alpha);
          });

  static Expr leakyRelu(Expr x, double alpha) {
    return x.lessThan(0).then(x.times(alpha), x);
  }

  /** x, or the slope times x below 0; the slope broadcasts to X. */
  static final Operator PRELU =
      operator(
          "PRelu",
          13,
          "X slope -> Y",
          op -> {
            Stage x = op.input("X", SLOPES);
            Stage slope = op.input("slope", Set.of(x.type()));
            op.spreadsTo(slope.shape(), x.shape(), "the slope broadcasts to X");
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> x.at(i).lessThan(0).then(slope.spread(i).times(x.at(i)), x.at(i))));
          });

  /** x, or alpha (exp(x) - 1) below 0 (Clevert, Unterthiner, Hochreiter 2016). */
  static final Operator ELU =
      function(
          "Elu",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 1);
            return x -> elu(x, alpha);
          });

  static Expr elu(Expr x, double alpha) {
    return x.lessThan(0).then(exp(x.min(0)).minus(1).times(alpha), x);
  }

  /** max(0, x) + min(0, alpha (exp(x / alpha) - 1)) (Barron 2017). */
  static final Operator CELU =
      function(
          "Celu",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 1);
            op.require(alpha != 0, "alpha divides");
            return x -> x.max(0).plus(exp(x.over(alpha)).minus(1).times(alpha).min(0));
          });

  /**
   * gamma x, or gamma (alpha exp(x) - alpha) up to 0 (Klambauer and others 2017). The product of
   * both numbers, which implementations round once, is taken out.
   */
  static final Operator SELU =
      function(
          "Selu",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 1.67326319217681884765625f);
            double gamma = op.real("gamma", 1.05070102214813232421875f);
            return x -> {
              Expr scale = x.like(gamma);
              Expr below = exp(x.min(0)).minus(1).times(scale.times(alpha));
              return x.moreThan(0).then(x.times(scale), below);
            };
          });

  /** x above alpha, else 0. */
  static final Operator THRESHOLDED_RELU =
      function(
          "ThresholdedRelu",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 1);
            return x -> x.moreThan(alpha).then(x, x.like(0));
          });

  /** alpha x + beta, held between 0 and 1. */
  static final Operator HARD_SIGMOID =
      function(
          "HardSigmoid",
          13,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 0.2f);
            double beta = op.real("beta", 0.5);
            return x -> hardSigmoid(x, alpha, beta);
          });

  /** x times the hard sigmoid of slope 1/6 in float32 and offset 1/2 (Howard and others 2019). */
  static final Operator HARD_SWISH =
      function("HardSwish", 14, "X -> Y", FLOATS, op -> x -> x.times(hardSigmoid(x, 1f / 6, 0.5)));

  static Expr hardSigmoid(Expr x, double alpha, double beta) {
    return x.times(alpha).plus(beta).min(1).max(0);
  }

  /** log(1 + exp(x)), as max(x, 0) + log1p(exp(-|x|)), which cannot overflow. */
  static final Operator SOFTPLUS =
      function("Softplus", 13, "X -> Y", FLOATS, op -> Activations::softplus);

  static Expr softplus(Expr x) {
    return x.max(0).plus(Expr.apply(Prim.LOG1P, exp(abs(x).negated())));
  }

  /** x tanh(softplus(x)) (Misra 2019). */
  static final Operator MISH =
      function("Mish", 18, "X -> Y", FLOATS, op -> x -> x.times(tanh(softplus(x))));

  /** x / (1 + |x|). */
  static final Operator SOFTSIGN =
      function("Softsign", 13, "input -> output", FLOATS, op -> Activations::softsign);

  static Expr softsign(Expr x) {
    return x.over(abs(x).plus(1));
  }

  /** 1 / (1 + exp(-x)). */
  static final Operator SIGMOID = function("Sigmoid", "X -> Y", FLOATS, Prim.SIGMOID);

  /**
   * x times the normal distribution's share below x: x/2 (1 + erf(x / sqrt 2)), or its
   * approximation by tanh (Hendrycks and Gimpel 2016), with the constants of ONNX's function body.
   */
  static final Operator GELU =
      function(
          "Gelu",
          20,
          "X -> Y",
          FLOATS,
          op ->
              op.word("approximate", "none", "tanh").equals("none")
                  ? x -> x.times(0.5).times(erf(x.times(Math.sqrt(0.5))).plus(1))
                  : x -> {
                    Expr cubic = x.plus(x.times(x).times(x).times(0.044715f));
                    Expr slope = sqrt(x.like(0.63661975f)); // of 2 / pi, in float32 for every type
                    return x.times(0.5).times(tanh(cubic.times(slope)).plus(1));
                  });

  /** x sigmoid(alpha x) (Ramachandran, Zoph, Le 2017). */
  static final Operator SWISH =
      function(
          "Swish",
          24,
          "X -> Y",
          FLOATS,
          op -> {
            double alpha = op.real("alpha", 1);
            return x -> swish(x, alpha);
          });

  private static Expr swish(Expr x, double alpha) {
    return x.times(sigmoid(x.times(alpha)));
  }

  /** The swish of a gate, times what passes through it (Shazeer 2020). */
  static final Operator SWIGLU =
      operator(
          "SwiGLU",
          28,
          "A B -> Y",
          op -> {
            Stage gate = op.input("A", FLOATS);
            Stage x = op.input("B", gate.type(), gate.shape(), "one gate for each element");
            double alpha = op.real("alpha", 1);
            op.output("Y", stage(x.shape(), i -> swish(gate.at(i), alpha).times(x.at(i))));
          });

  /** min(max, max(min, x)): where the bounds cross, max. */
  static final Operator CLIP =
      operator(
          "Clip",
          13,
          "input min? max? -> output",
          op -> {
            Stage x = op.input("input", NUMBERS);
            Optional<Stage> low = op.optional("min", x.type(), 0);
            Optional<Stage> high = op.optional("max", x.type(), 0);
            op.output(
                "output",
                stage(
                    x.shape(),
                    i -> {
                      Expr raised = low.map(b -> x.at(i).max(b.at())).orElse(x.at(i));
                      return high.map(b -> raised.min(b.at())).orElse(raised);
                    }));
          });

  static final List<Operator> ALL =
      List.of(
          RELU,
          LEAKY_RELU,
          PRELU,
          ELU,
          CELU,
          SELU,
          THRESHOLDED_RELU,
          HARD_SIGMOID,
          HARD_SWISH,
          SOFTPLUS,
          MISH,
          SOFTSIGN,
          SIGMOID,
          GELU,
          SWISH,
          SWIGLU,
          CLIP);
}
