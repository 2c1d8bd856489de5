package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operator that is one function of each number, or of each row, and the numbers that stress it:
 * a third of them even between the usual ends, a third of all magnitudes, a third near the middle.
 *
 * @param domain of the operator
 * @param prim the function where it is a primitive
 * @param least of its domain
 * @param most up to which it is tried
 * @param usual the size up to which its arguments are in models
 * @param rows of how many numbers it takes, if it takes rows
 */
record StressedFunction(
    String domain,
    String operator,
    Optional<Prim> prim,
    double least,
    double most,
    double usual,
    int rows) {

  /** How many numbers. */
  static final int POINTS = 4096;

  static final List<StressedFunction> ALL =
      List.of(
          of(Prim.SQRT, 0, 1e30, 4),
          of(Prim.EXP, -700, 700, 10),
          of(Prim.LOG, 1e-30, 1e30, 4),
          of(Prim.SIN, -1e8, 1e8, 10),
          of(Prim.COS, -1e8, 1e8, 10),
          of(Prim.TAN, -1e4, 1e4, 10),
          of(Prim.ASIN, -1, 1, 1),
          of(Prim.ACOS, -1, 1, 1),
          of(Prim.ATAN, -1e8, 1e8, 4),
          of(Prim.SINH, -80, 80, 4),
          of(Prim.COSH, -80, 80, 4),
          of(Prim.TANH, -30, 30, 8),
          of(Prim.ASINH, -1e8, 1e8, 4),
          of(Prim.ACOSH, 1, 1e8, 4),
          of(Prim.ATANH, -0.999, 0.999, 1),
          of(Prim.ERF, -6, 6, 3),
          of(Prim.SIGMOID, -80, 80, 10),
          new StressedFunction("", "Reciprocal", Optional.of(Prim.DIV), -1e8, 1e8, 4, 1),
          made("Softplus", 30, 1),
          made("Softsign", 30, 1),
          made("Elu", 30, 1),
          made("Selu", 30, 1),
          made("Celu", 30, 1),
          made("Gelu", 8, 1),
          made("HardSigmoid", 8, 1),
          made("HardSwish", 8, 1),
          made("Mish", 20, 1),
          made("Swish", 20, 1),
          fused("FastGelu"),
          fused("QuickGelu"),
          made("Softmax", 30, 256),
          made("LogSoftmax", 30, 256));

  private static StressedFunction of(Prim prim, double least, double most, double usual) {
    String name = prim.name().charAt(0) + prim.name().substring(1).toLowerCase(Locale.ROOT);
    return new StressedFunction("", name, Optional.of(prim), least, most, usual, 1);
  }

  private static StressedFunction made(String operator, double most, int rows) {
    return new StressedFunction("", operator, Optional.empty(), -most, most, 4, rows);
  }

  /** One that ONNX Runtime's optimiser makes of several. */
  private static StressedFunction fused(String operator) {
    return new StressedFunction("com.microsoft", operator, Optional.empty(), -8, 8, 4, 1);
  }

  static Optional<StressedFunction> named(String operator) {
    return ALL.stream().filter(f -> f.operator().equals(operator)).findFirst();
  }

  /** The numbers of a type. */
  Tensor points(DType type, Choices choices) {
    double[] x = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      double drawn =
          switch (k / rows % 3) {
            case 0 -> usual * (2 * choices.unit() - 1);
            case 1 ->
                sign(choices) * Math.exp(Math.log(1e-6) + choices.unit() * Math.log(most * 1e6));
            default -> usual * choices.normal() / 4;
          };
      x[k] = type.nearest(inDomain(drawn, type));
    }
    return Tensor.of(type, new int[] {POINTS / rows, rows}, x);
  }

  private static double sign(Choices choices) {
    return choices.flag() ? 1 : -1;
  }

  /** A number where the function and the type have it; of one side where they have but one. */
  private double inDomain(double x, DType type) {
    double size = Math.min(Math.abs(x), Math.min(most, type.max() / 2));
    double y = least < 0 ? Math.copySign(size, x) : size;
    return y < least ? type.up(least + size) : y;
  }
}
