package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/** The primitives on doubles. */
public final class Reals {
  private Reals() {}

  /** One column from one or two; {@code y} is ignored by functions of one argument. */
  static void apply(Prim prim, double[] out, double[] x, double[] y, int n) {
    switch (prim) {
      case ADD -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] + y[k];
        }
      }
      case SUB -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] - y[k];
        }
      }
      case MUL -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] * y[k];
        }
      }
      case DIV -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] / y[k];
        }
      }
      case MIN -> {
        for (int k = 0; k < n; k++) {
          out[k] = Math.min(x[k], y[k]);
        }
      }
      case MAX -> {
        for (int k = 0; k < n; k++) {
          out[k] = Math.max(x[k], y[k]);
        }
      }
      default -> {
        for (int k = 0; k < n; k++) {
          out[k] = prim.arity() == 1 ? of(prim, x[k]) : of(prim, x[k], y[k]);
        }
      }
    }
  }

  /** A function of one number, to within a few units in the last place. */
  public static double of(Prim prim, double x) {
    return switch (prim) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SQRT -> Math.sqrt(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case ASINH -> Functions.asinh(x);
      case ACOSH -> Functions.acosh(x);
      case ATANH -> Functions.atanh(x);
      case ERF -> Functions.erf(x);
      case SIGMOID -> Functions.sigmoid(x);
      default -> throw new IllegalArgumentException(prim + " of one float");
    };
  }

  /** A function of two numbers. */
  static double of(Prim prim, double x, double y) {
    return switch (prim) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case MOD -> Functions.mod(x, y);
      case REM -> x % y;
      case POW -> Math.pow(x, y);
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      default -> throw new IllegalArgumentException(prim + " of two floats");
    };
  }

  /** A test of one or two numbers. */
  static boolean test(Prim prim, double x, double y) {
    return switch (prim) {
      case EQUAL -> x == y;
      case LESS -> x < y;
      case LESS_EQUAL -> x <= y;
      case IS_NAN -> Double.isNaN(x);
      case IS_INFINITE -> Double.isInfinite(x);
      default -> throw new IllegalArgumentException(prim + " is no test of floats");
    };
  }
}
