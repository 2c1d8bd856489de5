package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.FPExpr;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Traced;

/** Integers that move, as bit-vectors of the width of their type: they wrap around as it does. */
final class BitTerms {
  private static final int LONG = 64;

  private final Context context;
  private final Formats formats;

  BitTerms(Context context, Formats formats) {
    this.context = context;
    this.formats = formats;
  }

  /** An integer that moves. */
  record Bits(BitVecExpr term, DType type) implements Traced {}

  BitVecExpr number(long x, DType type) {
    return context.mkBV(x, type.bits());
  }

  Bits apply(Prim prim, DType type, BitVecExpr x) {
    BoolExpr isNegative = context.mkBVSLT(x, number(0, type));
    return new Bits(
        switch (prim) {
          case NEG -> context.mkBVNeg(x);
          case ABS ->
              type.isSigned() ? (BitVecExpr) context.mkITE(isNegative, context.mkBVNeg(x), x) : x;
          case NOT -> context.mkBVNot(x);
          case FLOOR, CEIL, ROUND, TRUNC -> x;
          default -> throw new UnsupportedOperationException(prim + " of integers that move");
        },
        type);
  }

  Bits apply(Prim prim, DType type, BitVecExpr x, BitVecExpr y) {
    return new Bits(
        switch (prim) {
          case ADD -> context.mkBVAdd(x, y);
          case SUB -> context.mkBVSub(x, y);
          case MUL -> context.mkBVMul(x, y);
          case DIV -> unlessZero(y, type, divided(type, x, y));
          case MOD -> unlessZero(y, type, modulo(type, x, y));
          case REM -> unlessZero(y, type, remainder(type, x, y));
          case MIN -> (BitVecExpr) context.mkITE(isLess(type, y, x), y, x);
          case MAX -> (BitVecExpr) context.mkITE(isLess(type, x, y), y, x);
          case AND -> context.mkBVAND(x, y);
          case OR -> context.mkBVOR(x, y);
          case XOR -> context.mkBVXOR(x, y);
          case SHIFT_LEFT -> context.mkBVSHL(x, y);
          case SHIFT_RIGHT -> context.mkBVLSHR(x, y);
          default -> throw new UnsupportedOperationException(prim + " of integers that move");
        },
        type);
  }

  private BitVecExpr divided(DType type, BitVecExpr x, BitVecExpr y) {
    return type.isSigned() ? context.mkBVSDiv(x, y) : context.mkBVUDiv(x, y);
  }

  private BitVecExpr modulo(DType type, BitVecExpr x, BitVecExpr y) {
    return type.isSigned() ? context.mkBVSMod(x, y) : context.mkBVURem(x, y);
  }

  private BitVecExpr remainder(DType type, BitVecExpr x, BitVecExpr y) {
    return type.isSigned() ? context.mkBVSRem(x, y) : context.mkBVURem(x, y);
  }

  /** What the reading gives by zero, where ONNX leaves the result open: 0. */
  private BitVecExpr unlessZero(BitVecExpr divisor, DType type, BitVecExpr result) {
    BitVecExpr zero = number(0, type);
    return (BitVecExpr) context.mkITE(context.mkEq(divisor, zero), zero, result);
  }

  private BoolExpr isLess(DType type, BitVecExpr x, BitVecExpr y) {
    return type.isSigned() ? context.mkBVSLT(x, y) : context.mkBVULT(x, y);
  }

  BoolExpr test(Prim prim, DType type, BitVecExpr x, BitVecExpr y) {
    return switch (prim) {
      case EQUAL -> context.mkEq(x, y);
      case LESS -> isLess(type, x, y);
      case LESS_EQUAL -> context.mkNot(isLess(type, y, x));
      default -> throw new UnsupportedOperationException(prim + " of integers that move");
    };
  }

  /** An integer in another type, modulo its width. */
  Bits cast(Bits x, DType to) {
    int more = to.bits() - x.type.bits();
    return new Bits(
        more == 0
            ? x.term
            : more < 0
                ? context.mkExtract(to.bits() - 1, 0, x.term)
                : x.type.isSigned()
                    ? context.mkSignExt(more, x.term)
                    : context.mkZeroExt(more, x.term),
        to);
  }

  /**
   * A float in an integer type: towards zero. What 64 bits do not hold is cut to their range as
   * Java has it, and then wraps around; ONNX leaves that open.
   */
  Bits cast(FPExpr x, DType to) {
    if (to == DType.UINT64) {
      throw new UnsupportedOperationException("CAST of floats to " + to);
    }
    BitVecExpr whole = context.mkFPToBV(context.mkFPRTZ(), x, LONG, true);
    BoolExpr fits =
        context.mkAnd(
            context.mkFPLt(x, formats.number(0x1p63, x.getSort())),
            context.mkFPGEq(x, formats.number(-0x1p63, x.getSort())));
    BitVecExpr beyond =
        (BitVecExpr)
            context.mkITE(
                context.mkFPIsNaN(x),
                context.mkBV(0, LONG),
                context.mkITE(
                    context.mkFPIsNegative(x),
                    context.mkBV(Long.MIN_VALUE, LONG),
                    context.mkBV(Long.MAX_VALUE, LONG)));
    BitVecExpr cut = (BitVecExpr) context.mkITE(fits, whole, beyond);
    return cast(new Bits(cut, DType.INT64), to);
  }

  /** An integer as the nearest float of a type. */
  FPExpr toFloat(Bits x, DType to) {
    return context.mkFPToFP(formats.nearest(), x.term, formats.sort(to), x.type.isSigned());
  }
}
