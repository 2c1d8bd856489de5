package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPRMExpr;
import com.microsoft.z3.FPSort;
import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Traced;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be asked about the elements of models.
 *
 * <p>What is asked about differences and sums is asked in a wider type and rounded so that every
 * violation in exact arithmetic is one here; that a found one is real, others say.
 */
final class FloatConditions {
  private final Context context;
  private final FloatTerms terms;
  private final Formats formats;
  private final FPRMExpr up;
  private final FPRMExpr down;

  /** Elements of a tensor. */
  record Elements(Traced[] all, DType type) {}

  FloatConditions(Context context, FloatTerms terms) {
    this.context = context;
    this.terms = terms;
    this.formats = new Formats(context);
    this.up = context.mkFPRTP();
    this.down = context.mkFPRTN();
  }

  /** The bits of an element. */
  BitVecExpr bits(Traced x, DType type) {
    if (type == DType.BOOL) {
      BitVecExpr one = context.mkBV(1, type.bits());
      return (BitVecExpr) context.mkITE(terms.truth(x), one, context.mkBV(0, type.bits()));
    }
    return type.isFloat() ? context.mkFPToIEEEBV(real(x, type)) : terms.whole(x, type).term();
  }

  private FPExpr real(Traced x, DType type) {
    return formats.to(terms.real(x, type), formats.sort(type));
  }

  BoolExpr nan(Elements x) {
    return any(x, e -> context.mkFPIsNaN(real(e, x.type)));
  }

  BoolExpr infinite(Elements x) {
    return any(x, e -> context.mkFPIsInfinite(real(e, x.type)));
  }

  /** Whether anything that was stored, or any sum, is no finite number. */
  BoolExpr overflow() {
    return or(
        terms.stored().stream()
            .map(x -> context.mkOr(context.mkFPIsInfinite(x), context.mkFPIsNaN(x)))
            .toList());
  }

  /** Whether an element is no number between two ends. */
  BoolExpr outside(Elements x, double low, double high) {
    return context.mkNot(and(x, e -> within(e, x.type, low, high)));
  }

  /** Whether all elements lie between two ends. */
  BoolExpr within(Elements x, double low, double high) {
    return and(x, e -> within(e, x.type, low, high));
  }

  private BoolExpr within(Traced x, DType type, double low, double high) {
    if (type.isFloat()) {
      FPExpr term = real(x, type);
      FPSort sort = formats.sort(type);
      return context.mkAnd(
          context.mkFPLEq(formats.number(type.up(low), sort), term),
          context.mkFPLEq(term, formats.number(type.down(high), sort)));
    }
    BitVecExpr term = bits(x, type);
    BitVecExpr from = context.mkBV((long) Math.ceil(Math.max(low, type.low())), type.bits());
    double most = type.toDouble(type.high());
    BitVecExpr to =
        context.mkBV(high >= most ? type.high() : (long) Math.floor(high), type.bits());
    return type.isSigned()
        ? context.mkAnd(context.mkBVSLE(from, term), context.mkBVSLE(term, to))
        : context.mkAnd(context.mkBVULE(from, term), context.mkBVULE(term, to));
  }

  /** Whether an element is not at most another. */
  BoolExpr above(Elements x, FloatConditions others, Elements y, int k) {
    if (x.type.isFloat()) {
      return context.mkNot(
          context.mkFPLEq(real(x.all[k], x.type), others.real(y.all[k], y.type)));
    }
    BitVecExpr a = bits(x.all[k], x.type);
    BitVecExpr b = others.bits(y.all[k], y.type);
    return x.type.isSigned() ? context.mkBVSGT(a, b) : context.mkBVUGT(a, b);
  }

  /** Whether two floats are further apart than a number. */
  BoolExpr apart(Traced x, DType xType, FloatConditions others, Traced y, DType yType, Bound than) {
    FPSort wide = wide(xType);
    FPExpr a = number(x, xType, wide);
    FPExpr b = others.number(y, yType, wide);
    FPExpr most = than.in(wide);
    return context.mkNot(
        context.mkAnd(
            context.mkFPLEq(context.mkFPSub(up, a, b), most),
            context.mkFPLEq(context.mkFPSub(up, b, a), most)));
  }

  /** A number that is known, or as far as some numbers are apart times a factor, rounded down. */
  interface Bound {
    FPExpr in(FPSort wide);
  }

  Bound constant(double x) {
    return wide -> formats.number(x, wide);
  }

  /** How far apart a pair is, times a factor. */
  Bound apart(Traced x, FloatConditions others, Traced y, DType type, double factor) {
    return wide -> {
      FPExpr a = number(x, type, wide);
      FPExpr b = others.number(y, type, wide);
      FPExpr apart =
          formats.extreme(
              dev.assay.core.expr.Prim.MAX,
              context.mkFPSub(down, a, b),
              context.mkFPSub(down, b, a));
      return context.mkFPMul(down, formats.number(factor, wide), apart);
    };
  }

  /** Whether the sum of some elements is not between two ends. */
  BoolExpr sumOutside(List<Traced> x, DType type, double low, double high) {
    FPSort wide = wide(type);
    FPExpr least = formats.number(0, wide);
    FPExpr most = least;
    for (Traced e : x) {
      FPExpr term = number(e, type, wide);
      least = context.mkFPAdd(down, least, term);
      most = context.mkFPAdd(up, most, term);
    }
    return context.mkNot(
        context.mkAnd(
            context.mkFPLEq(formats.number(low, wide), least),
            context.mkFPLEq(most, formats.number(high, wide))));
  }

  private FPExpr number(Traced x, DType type, FPSort wide) {
    if (type.isFloat()) {
      return formats.to(real(x, type), wide);
    }
    return context.mkFPToFP(formats.nearest(), bits(x, type), wide, type.isSigned());
  }

  private FPSort wide(DType type) {
    return type.bits() > DType.FLOAT32.bits() ? context.mkFPSort128() : context.mkFPSort64();
  }

  private BoolExpr any(Elements x, java.util.function.Function<Traced, BoolExpr> of) {
    return or(java.util.Arrays.stream(x.all).map(of).toList());
  }

  private BoolExpr and(Elements x, java.util.function.Function<Traced, BoolExpr> of) {
    return context.mkAnd(
        java.util.Arrays.stream(x.all).map(of).toArray(BoolExpr[]::new));
  }

  BoolExpr or(List<BoolExpr> parts) {
    return context.mkOr(parts.toArray(new BoolExpr[0]));
  }
}
