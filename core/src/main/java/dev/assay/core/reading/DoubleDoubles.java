package dev.assay.core.reading;

import dev.assay.core.expr.Prim;

/**
 * Arithmetic on sums of two doubles, with about 106 bits: the value reading of float64. By the
 * error-free sums and products of Knuth and Dekker; see Hida, Li and Bailey, "Algorithms for
 * quad-double precision floating point arithmetic" (2001).
 */
final class DoubleDoubles {
  private DoubleDoubles() {}

  /** Whether a primitive is computed to double-double precision; others use the high halves. */
  static boolean covers(Prim prim) {
    return switch (prim) {
      case ADD, SUB, MUL, DIV, SQRT, NEG, ABS -> true;
      default -> false;
    };
  }

  static void apply(Prim prim, Lane out, Lane x, Lane y, int n) {
    for (int k = 0; k < n; k++) {
      switch (prim) {
        case ADD -> add(out, k, x.real[k], x.rest[k], y.real[k], y.rest[k]);
        case SUB -> add(out, k, x.real[k], x.rest[k], -y.real[k], -y.rest[k]);
        case MUL -> multiply(out, k, x.real[k], x.rest[k], y.real[k], y.rest[k]);
        case DIV -> divide(out, k, x.real[k], x.rest[k], y.real[k], y.rest[k]);
        case SQRT -> root(out, k, x.real[k], x.rest[k]);
        case NEG -> put(out, k, -x.real[k], -x.rest[k]);
        case ABS -> {
          boolean flip = x.real[k] < 0;
          put(out, k, Math.abs(x.real[k]), flip ? -x.rest[k] : x.rest[k]);
        }
        default -> throw new IllegalArgumentException(prim + " of double-doubles");
      }
    }
  }

  static void add(Lane out, int k, double a, double aRest, double b, double bRest) {
    double sum = a + b;
    double part = sum - a;
    double error = (a - (sum - part)) + (b - part);
    put(out, k, sum, error + aRest + bRest);
  }

  private static void multiply(Lane out, int k, double a, double aRest, double b, double bRest) {
    double product = a * b;
    double error = Math.fma(a, b, -product);
    put(out, k, product, error + a * bRest + aRest * b);
  }

  private static void divide(Lane out, int k, double a, double aRest, double b, double bRest) {
    double quotient = a / b;
    double left = Math.fma(-quotient, b, a) + aRest - quotient * bRest;
    put(out, k, quotient, left / b);
  }

  private static void root(Lane out, int k, double a, double aRest) {
    double root = Math.sqrt(a);
    double left = Math.fma(-root, root, a) + aRest;
    put(out, k, root, root == 0 ? 0 : left / (2 * root));
  }

  /**
   * Stores a sum so that the high half is its nearest double; what is not finite, and so has no
   * finite error, has no rest.
   */
  static void put(Lane out, int k, double high, double low) {
    double sum = high + low;
    if (!Double.isFinite(low) || Double.isInfinite(sum)) {
      out.real[k] = high;
      out.rest[k] = 0;
    } else {
      out.real[k] = sum;
      out.rest[k] = low - (sum - high);
    }
  }
}
