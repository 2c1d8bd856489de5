package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.tensor.DType;
import java.util.function.Function;

/**
 * How the size of an axis changes.
 *
 * @param input the size before
 * @param size the size after
 * @param rest 0 where the ratio is surely that of the sizes
 * @param factors the ratio as an element of a type
 */
record Scaling(Dim input, Dim size, Dim rest, Function<DType, Expr> factors) {

  /** To a size, by the ratio of the sizes. */
  static Scaling to(Dim input, Dim size) {
    return new Scaling(
        input, size, Dim.dim(0), type -> number(type, size).over(number(type, input)));
  }

  /** By a factor that is given as a float, to the size rounded down. */
  static Scaling by(Dim input, double factor) {
    long[] fraction = fraction((float) factor);
    Dim whole = input.times(fraction[0]);
    return new Scaling(
        input, whole.over(fraction[1]), whole.mod(fraction[1]), type -> number(type, factor));
  }

  /** Whether the float of a factor is less than the fraction that it stands for. */
  static boolean isBelowItsFraction(double factor) {
    long[] fraction = fraction((float) factor);
    return (double) (float) factor * fraction[1] < fraction[0];
  }

  /** Whether every position stays what it was. */
  boolean isIdentity() {
    return size.is(input).decided().orElse(false) && rest.is(0).decided().orElse(false);
  }

  Expr factor(DType type) {
    return factors.apply(type);
  }

  /**
   * The simplest fraction that a float stands for: the first convergent of its continued fraction
   * that rounds to it. So 10 elements by 0.7f are 7, as in ONNX's own shape inference.
   */
  private static long[] fraction(float x) {
    long p = 1;
    long q = 0;
    long beforeP = 0;
    long beforeQ = 1;
    double rest = x;
    while (true) {
      long whole = (long) Math.floor(rest);
      long nextP = whole * p + beforeP;
      long nextQ = whole * q + beforeQ;
      if ((float) ((double) nextP / nextQ) == x) {
        return new long[] {nextP, nextQ};
      }
      beforeP = p;
      beforeQ = q;
      p = nextP;
      q = nextQ;
      rest = 1 / (rest - whole);
    }
  }
}
