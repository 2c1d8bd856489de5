package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/**
 * The partial derivatives of each primitive. Where the true one is zero almost everywhere a proxy
 * stands in for a search to follow: rounding functions count as the identity, and flat pieces may
 * be given a small slope. An infinite derivative counts as 1 of its sign, one that does not exist
 * as 0.
 */
final class Derivatives {
  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  /**
   * The least derivative of monotone functions, in place of 0; where it is positive, steps have the
   * derivative of the identity. 0 for true derivatives.
   */
  private final double leak;

  Derivatives(double leak) {
    this.leak = leak;
  }

  /** The derivative by the first argument. {@code y} counts where there are two. */
  double first(Prim prim, double x, double y, double result) {
    return proper(
        switch (prim) {
          case ADD, SUB, MOD, REM, CAST, CAST_WRAPPING, CONVERT -> 1;
          case FLOOR, CEIL, ROUND, TRUNC -> leak > 0 ? 1 : 0;
          case MUL -> y;
          case DIV -> 1 / y;
          case POW -> y == 0 ? 0 : y * Math.pow(x, y - 1);
          case MIN -> x <= y ? 1 : leak;
          case MAX -> x >= y ? 1 : leak;
          case NEG -> -1;
          case ABS -> Math.signum(x);
          case SQRT -> 0.5 / result;
          case EXP -> Math.max(leak, result);
          case LOG -> 1 / x;
          case LOG1P -> 1 / (1 + x);
          case SIN -> Math.cos(x);
          case COS -> -Math.sin(x);
          case TAN -> 1 + result * result;
          case ASIN -> 1 / Math.sqrt(1 - x * x);
          case ACOS -> -1 / Math.sqrt(1 - x * x);
          case ATAN -> 1 / (1 + x * x);
          case SINH -> Math.cosh(x);
          case COSH -> Math.sinh(x);
          case TANH -> Math.max(leak, 1 - result * result);
          case ASINH -> 1 / Math.sqrt(1 + x * x);
          case ACOSH -> 1 / Math.sqrt(x * x - 1);
          case ATANH -> 1 / (1 - x * x);
          case ERF -> Math.max(leak, TWO_OVER_ROOT_PI * Math.exp(-x * x));
          case SIGMOID -> Math.max(leak, result * (1 - result));
          case EQUAL,
              LESS,
              LESS_EQUAL,
              AND,
              OR,
              XOR,
              NOT,
              SHIFT_LEFT,
              SHIFT_RIGHT,
              IS_NAN,
              IS_INFINITE,
              SELECT ->
              0;
        });
  }

  /** The derivative by the second argument. */
  double second(Prim prim, double x, double y, double result) {
    return proper(
        switch (prim) {
          case ADD -> 1;
          case SUB -> -1;
          case MUL -> x;
          case DIV -> -x / y / y;
          case MOD -> -Math.floor(x / y);
          case REM -> -Reals.of(Prim.TRUNC, x / y);
          case POW -> x > 0 ? result * Math.log(x) : 0;
          case MIN -> y < x ? 1 : leak;
          case MAX -> y > x ? 1 : leak;
          case NEG,
              ABS,
              FLOOR,
              CEIL,
              ROUND,
              TRUNC,
              SQRT,
              EXP,
              LOG,
              LOG1P,
              SIN,
              COS,
              TAN,
              ASIN,
              ACOS,
              ATAN,
              SINH,
              COSH,
              TANH,
              ASINH,
              ACOSH,
              ATANH,
              ERF,
              SIGMOID,
              EQUAL,
              LESS,
              LESS_EQUAL,
              AND,
              OR,
              XOR,
              NOT,
              SHIFT_LEFT,
              SHIFT_RIGHT,
              IS_NAN,
              IS_INFINITE,
              SELECT,
              CAST,
              CAST_WRAPPING,
              CONVERT ->
              0;
        });
  }

  private static double proper(double derivative) {
    if (Double.isFinite(derivative)) {
      return derivative;
    }
    return Double.isNaN(derivative) ? 0 : Math.signum(derivative);
  }
}
