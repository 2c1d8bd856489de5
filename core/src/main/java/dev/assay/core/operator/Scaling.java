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
 * @param factors the ratio, which need not be that of the sizes, as an element of a type
 */
record Scaling(Dim input, Dim size, Function<DType, Expr> factors) {

  /** To a size, by the ratio of the sizes. */
  static Scaling to(Dim input, Dim size) {
    return new Scaling(input, size, type -> number(type, size).over(number(type, input)));
  }

  /** By a factor that is given as a float, to the size rounded down. */
  static Scaling by(Dim input, double factor) {
    long[] fraction = fraction((float) factor);
    Dim size = input.times(fraction[0]).over(fraction[1]);
    return new Scaling(input, size, type -> number(type, factor));
  }

  /** Whether every position stays what it was. */
  boolean isIdentity() {
    return input.equals(size) && size.is(input).decided().orElse(false)
        && !(factors.apply(DType.FLOAT32) instanceof Expr.Const c && c.real() != 1);
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
