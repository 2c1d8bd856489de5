package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** The primitives on integers and truth values: exact, modulo the width of the type. */
final class Integers {
  private Integers() {}

  /** One column from one or two; {@code y} is ignored by functions of one argument. */
  static void apply(Prim prim, DType type, long[] out, long[] x, long[] y, int n) {
    switch (prim) {
      case EQUAL -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] == y[k] ? 1 : 0;
        }
      }
      case AND -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] & y[k];
        }
      }
      case OR -> {
        for (int k = 0; k < n; k++) {
          out[k] = x[k] | y[k];
        }
      }
      case ADD -> {
        for (int k = 0; k < n; k++) {
          out[k] = type.wrap(x[k] + y[k]);
        }
      }
      case MUL -> {
        for (int k = 0; k < n; k++) {
          out[k] = type.wrap(x[k] * y[k]);
        }
      }
      case LESS -> {
        for (int k = 0; k < n; k++) {
          out[k] = type.compare(x[k], y[k]) < 0 ? 1 : 0;
        }
      }
      default -> {
        boolean two = prim.arity() == 2;
        for (int k = 0; k < n; k++) {
          out[k] = of(prim, type, x[k], two ? y[k] : 0);
        }
      }
    }
  }

  /**
   * One result.
   *
   * @param type the type of the arguments
   */
  static long of(Prim prim, DType type, long x, long y) {
    return switch (prim) {
      case ADD -> type.wrap(x + y);
      case SUB -> type.wrap(x - y);
      case MUL -> type.wrap(x * y);
      case DIV -> y == 0 ? 0 : type.wrap(type == DType.UINT64 ? Long.divideUnsigned(x, y) : x / y);
      case MOD ->
          y == 0 ? 0 : type == DType.UINT64 ? Long.remainderUnsigned(x, y) : Math.floorMod(x, y);
      case REM -> y == 0 ? 0 : type == DType.UINT64 ? Long.remainderUnsigned(x, y) : x % y;
      case POW -> power(type, x, y);
      case MIN -> type.compare(x, y) <= 0 ? x : y;
      case MAX -> type.compare(x, y) >= 0 ? x : y;
      case NEG -> type.wrap(-x);
      case ABS -> type.isSigned() ? type.wrap(Math.abs(x)) : x;
      case FLOOR, CEIL, ROUND, TRUNC -> x;
      case EQUAL -> x == y ? 1 : 0;
      case LESS -> type.compare(x, y) < 0 ? 1 : 0;
      case LESS_EQUAL -> type.compare(x, y) <= 0 ? 1 : 0;
      case AND -> x & y;
      case OR -> x | y;
      case XOR -> x ^ y;
      case NOT -> type == DType.BOOL ? 1 - x : type.wrap(~x);
      case SHIFT_LEFT -> isShift(type, y) ? type.wrap(x << y) : 0;
      case SHIFT_RIGHT -> isShift(type, y) ? type.wrap((x & mask(type)) >>> y) : 0;
      case IS_NAN, IS_INFINITE -> 0;
      case SQRT,
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
          SELECT,
          CAST,
          CAST_WRAPPING,
          CONVERT ->
          throw new IllegalArgumentException(prim + " of integers");
    };
  }

  private static boolean isShift(DType type, long by) {
    return by >= 0 && by < type.bits();
  }

  private static long mask(DType type) {
    return type.bits() == 64 ? -1L : (1L << type.bits()) - 1;
  }

  /** Power by repeated squaring, modulo the width; a negative exponent rounds towards zero. */
  private static long power(DType type, long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : type.wrap(-1)) : 0;
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return type.wrap(result);
  }
}
