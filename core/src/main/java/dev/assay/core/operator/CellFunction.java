package dev.assay.core.operator;

import dev.assay.core.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The activation functions of recurrent operators, by their ONNX names. */
enum CellFunction {
  RELU("Relu", 0, 0, 0, 0),
  TANH("Tanh", 0, 0, 0, 0),
  SIGMOID("Sigmoid", 0, 0, 0, 0),
  AFFINE("Affine", 1, Double.NaN, 1, Double.NaN),
  LEAKY_RELU("LeakyRelu", 1, 0.01f, 0, 0),
  THRESHOLDED_RELU("ThresholdedRelu", 1, 1, 0, 0),
  SCALED_TANH("ScaledTanh", 1, Double.NaN, 1, Double.NaN),
  HARD_SIGMOID("HardSigmoid", 1, 0.2f, 1, 0.5),
  ELU("Elu", 1, 1, 0, 0),
  SOFTSIGN("Softsign", 0, 0, 0, 0),
  SOFTPLUS("Softplus", 0, 0, 0, 0);

  private static final double FAR = Float.MAX_VALUE;

  private final String label;
  private final int alphas;
  private final double alpha;
  private final int betas;
  private final double beta;

  /** The defaults of alpha and beta count where the function takes them; NaN is none. */
  CellFunction(String label, int alphas, double alpha, int betas, double beta) {
    this.label = label;
    this.alphas = alphas;
    this.alpha = alpha;
    this.betas = betas;
    this.beta = beta;
  }

  /**
   * The functions that a node's attributes name, for each direction those of one step.
   *
   * @param defaults the names for one direction
   */
  static List<UnaryOperator<Expr>> of(Draft op, int directions, String... defaults) {
    List<String> otherwise =
        Stream.generate(() -> List.of(defaults)).limit(directions).flatMap(List::stream).toList();
    String[] labels = Stream.of(values()).map(a -> a.label).toArray(String[]::new);
    List<CellFunction> all =
        op.words("activations", otherwise, labels).stream().map(CellFunction::parse).toList();
    op.require(all.size() == otherwise.size(), "one activation for each gate and direction");
    List<Double> alphas = parameters(op, "activation_alpha", all.stream().map(a -> a.alphas));
    List<Double> betas = parameters(op, "activation_beta", all.stream().map(a -> a.betas));
    List<UnaryOperator<Expr>> functions = new ArrayList<>();
    int nextAlpha = 0;
    int nextBeta = 0;
    for (CellFunction a : all) {
      double alpha = a.alphas > 0 && !alphas.isEmpty() ? alphas.get(nextAlpha) : a.alpha;
      double beta = a.betas > 0 && !betas.isEmpty() ? betas.get(nextBeta) : a.beta;
      op.require(
          !Double.isNaN(alpha) && !Double.isNaN(beta),
          "a parameter is given where ONNX has no default");
      nextAlpha += a.alphas;
      nextBeta += a.betas;
      functions.add(x -> a.at(x, alpha, beta));
    }
    return functions;
  }

  private static CellFunction parse(String label) {
    return Stream.of(values()).filter(a -> a.label.equals(label)).findFirst().orElseThrow();
  }

  private static List<Double> parameters(Draft op, String name, Stream<Integer> counts) {
    int n = counts.mapToInt(Integer::intValue).sum();
    return n > 0 && op.has(name) ? op.reals(name, n, -FAR, FAR) : List.of();
  }

  private Expr at(Expr x, double alpha, double beta) {
    return switch (this) {
      case RELU -> x.max(0);
      case TANH -> tanh(x);
      case SIGMOID -> Expr.sigmoid(x);
      case AFFINE -> x.times(alpha).plus(beta);
      case LEAKY_RELU -> Activations.leakyRelu(x, alpha);
      case THRESHOLDED_RELU -> x.lessThan(alpha).then(x.like(0), x);
      case SCALED_TANH -> tanh(x.times(beta)).times(alpha);
      case HARD_SIGMOID -> Activations.hardSigmoid(x, alpha, beta);
      case ELU -> Activations.elu(x, alpha);
      case SOFTSIGN -> Activations.softsign(x);
      case SOFTPLUS -> Activations.softplus(x);
    };
  }

  /** As ONNX says, of exponentials: what is near 0 has the error of a difference from 1. */
  private static Expr tanh(Expr x) {
    return Expr.sigmoid(x.times(2)).times(2).minus(1);
  }
}
