package dev.assay.verify.trace;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** The primitives on integers and truth values that are known. */
final class WholeNumbers {
  private WholeNumbers() {}

  static long of(Prim prim, DType type, long x) {
    return type.wrap(
        switch (prim) {
          case NEG -> -x;
          case ABS -> Math.abs(x);
          case NOT -> type == DType.BOOL ? 1 - x : ~x;
          case CAST, CAST_WRAPPING -> x;
          default -> throw new UnsupportedOperationException(prim + " of an integer");
        });
  }

  static long of(Prim prim, DType operand, DType result, long x, long y) {
    return result.wrap(
        switch (prim) {
          case ADD -> x + y;
          case SUB -> x - y;
          case MUL -> x * y;
          case MIN -> operand.compare(x, y) <= 0 ? x : y;
          case MAX -> operand.compare(x, y) >= 0 ? x : y;
          case EQUAL -> x == y ? 1 : 0;
          case LESS -> operand.compare(x, y) < 0 ? 1 : 0;
          case LESS_EQUAL -> operand.compare(x, y) <= 0 ? 1 : 0;
          case AND -> x & y;
          case OR -> x | y;
          case XOR -> x ^ y;
          case MOD -> Math.floorMod(x, y);
          case DIV -> x / y;
          default -> throw new UnsupportedOperationException(prim + " of integers");
        });
  }
}
