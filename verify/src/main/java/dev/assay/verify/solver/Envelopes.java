package dev.assay.verify.solver;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPSort;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions that IEEE 754 does not say, as numbers of which only that is known which every faithful
 * implementation keeps: their ranges and their values at zero. What follows from so little holds of
 * all of them; what does not follow may still hold.
 */
final class Envelopes {
  /** How much of the greatest argument of an exponential is surely within the type. */
  private static final double SURELY = 0.99;

  private final Context context;
  private final Formats formats;
  private final List<BoolExpr> conditions = new ArrayList<>();
  private final Map<Prim, Map<FPExpr, FPExpr>> known = new HashMap<>();

  Envelopes(Context context, Formats formats) {
    this.context = context;
    this.formats = formats;
  }

  List<BoolExpr> conditions() {
    return conditions;
  }

  /** The value of a function: the same wherever its argument is. */
  FPExpr of(Prim prim, FPExpr x, DType type) {
    return known
        .computeIfAbsent(prim, p -> new HashMap<>())
        .computeIfAbsent(x, argument -> made(prim, argument, type));
  }

  private FPExpr made(Prim prim, FPExpr x, DType type) {
    FPSort sort = x.getSort();
    FPExpr y = (FPExpr) context.mkConst("f" + conditions.size(), sort);
    FPExpr zero = formats.number(0, sort);
    FPExpr one = formats.number(1, sort);
    BoolExpr below = context.mkFPLEq(x, zero);
    BoolExpr above = context.mkFPGEq(x, zero);
    BoolExpr values =
        switch (prim) {
          case EXP -> {
            FPExpr greatest = formats.number(Math.log(type.max()) * SURELY, sort);
            yield context.mkAnd(
                context.mkFPGEq(y, zero),
                context.mkImplies(below, context.mkFPLEq(y, one)),
                context.mkImplies(above, context.mkFPGEq(y, one)),
                context.mkImplies(
                    context.mkFPLEq(x, greatest), context.mkNot(context.mkFPIsInfinite(y))));
          }
          case SIGMOID -> between(y, zero, one);
          case TANH, ERF ->
              context.mkAnd(
                  between(y, context.mkFPNeg(one), one),
                  context.mkImplies(below, context.mkFPLEq(y, zero)),
                  context.mkImplies(above, context.mkFPGEq(y, zero)));
          case SIN, COS -> {
            BoolExpr finite = context.mkNot(context.mkFPIsInfinite(x));
            yield context.mkImplies(finite, between(y, context.mkFPNeg(one), one));
          }
          default -> throw new UnsupportedOperationException(prim + "");
        };
    BoolExpr nan = context.mkFPIsNaN(x);
    conditions.add((BoolExpr) context.mkITE(nan, context.mkFPIsNaN(y), values));
    return y;
  }

  private BoolExpr between(FPExpr y, FPExpr low, FPExpr high) {
    return context.mkAnd(context.mkFPLEq(low, y), context.mkFPLEq(y, high));
  }
}
