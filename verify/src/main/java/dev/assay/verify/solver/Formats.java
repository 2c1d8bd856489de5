package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPRMExpr;
import com.microsoft.z3.FPSort;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** The float types as Z3 knows them, and their numbers. */
final class Formats {
  private static final int DOUBLE = 64;

  private final Context context;
  private final FPRMExpr nearest;

  Formats(Context context) {
    this.context = context;
    this.nearest = context.mkFPRNE();
  }

  /** The mode in which models round: to the nearest, ties to even. */
  FPRMExpr nearest() {
    return nearest;
  }

  /** The sort of a type that is as IEEE 754 says. */
  FPSort sort(DType type) {
    return switch (type) {
      case FLOAT16 -> context.mkFPSort16();
      case BFLOAT16 -> context.mkFPSort(8, 8);
      case FLOAT32 -> context.mkFPSort32();
      case FLOAT64 -> context.mkFPSort64();
      default -> throw new UnsupportedOperationException(type + ", which is not of IEEE 754");
    };
  }

  /** A number, rounded to a sort. */
  FPExpr number(double x, FPSort sort) {
    BitVecExpr bits = context.mkBV(Double.doubleToRawLongBits(x), DOUBLE);
    FPExpr exact = context.mkFPToFP(bits, context.mkFPSort64());
    return (FPExpr) to(exact, sort).simplify();
  }

  /** A number in another sort. */
  FPExpr to(FPExpr x, FPSort sort) {
    return to(x, sort, nearest);
  }

  FPExpr to(FPExpr x, FPSort sort, FPRMExpr mode) {
    return x.getSort().equals(sort) ? x : context.mkFPToFP(mode, x, sort);
  }

  /** The number with some bits. */
  FPExpr ofBits(BitVecExpr bits, DType type) {
    return context.mkFPToFP(bits, sort(type));
  }

  /** The lesser or greater of two as models have it: NaN if one is, and -0 is below 0. */
  FPExpr extreme(Prim prim, FPExpr x, FPExpr y) {
    BoolExpr less = prim == Prim.MAX ? context.mkFPLt(x, y) : context.mkFPLt(y, x);
    FPExpr giving = prim == Prim.MAX ? x : y;
    BoolExpr equal = context.mkAnd(context.mkFPEq(x, y), context.mkFPIsNegative(giving));
    Expr<FPSort> chosen = context.mkITE(context.mkOr(less, equal), y, x);
    BoolExpr anyNan = context.mkOr(context.mkFPIsNaN(x), context.mkFPIsNaN(y));
    return (FPExpr) context.mkITE(anyNan, context.mkFPNaN(x.getSort()), chosen);
  }

  /** Whether a function of the four kinds that round to whole numbers. */
  FPExpr whole(Prim prim, FPExpr x) {
    FPRMExpr mode =
        switch (prim) {
          case FLOOR -> context.mkFPRTN();
          case CEIL -> context.mkFPRTP();
          case TRUNC -> context.mkFPRTZ();
          default -> nearest;
        };
    return context.mkFPRoundToIntegral(mode, x);
  }
}
