package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPSort;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.solver.BitTerms.Bits;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * What each primitive means to a solver over IEEE floats and bit-vectors: one term for each
 * element, rounded as an implementation rounds that takes the steps of the formula in their order.
 * A function that IEEE 754 does not say is held between what any faithful one keeps.
 */
final class FloatTerms implements Algebra {
  private final Context context;
  private final Rounding rounding;
  private final Formats formats;
  private final BitTerms bits;
  private final Envelopes envelopes;
  private final List<FPExpr> stored = new ArrayList<>();

  /** A number of the model, of whatever type reads it. */
  record Number(double value) implements Traced {}

  /** A float that moves, as an element of a type. */
  record Real(FPExpr term, DType type) implements Traced {}

  /** A truth value that moves. */
  record Truth(BoolExpr holds) implements Traced {}

  FloatTerms(Context context, Rounding rounding) {
    this.context = context;
    this.rounding = rounding;
    this.formats = new Formats(context);
    this.bits = new BitTerms(context, formats);
    this.envelopes = new Envelopes(context, formats);
  }

  /** What the functions in the terms keep. */
  List<BoolExpr> conditions() {
    return envelopes.conditions();
  }

  /** All floats that were stored, and all sums. */
  List<FPExpr> stored() {
    return stored;
  }

  /** What stands for an element of an input with some bits. */
  Traced input(BitVecExpr given, DType type) {
    if (type == DType.BOOL) {
      return new Truth(context.mkNot(context.mkEq(given, context.mkBV(0, type.bits()))));
    }
    return type.isFloat()
        ? new Real(formats.to(formats.ofBits(given, type), sort(type)), type)
        : new Bits(given, type);
  }

  /** The sort in which steps are taken. */
  private FPSort sort(DType type) {
    FPSort own = formats.sort(type);
    if (rounding == Rounding.EACH_STEP) {
      return own;
    }
    if (type == DType.FLOAT64) {
      throw new UnsupportedOperationException(type + ", which is read in two doubles");
    }
    return context.mkFPSort64();
  }

  /** An element as a float of a type. */
  FPExpr real(Traced x, DType type) {
    if (x instanceof Real r) {
      return formats.to(r.term, sort(type));
    }
    if (x instanceof Number n) {
      return formats.number(n.value, sort(type));
    }
    throw new UnsupportedOperationException("a float that is no number");
  }

  /** An element as an integer of a type. */
  Bits whole(Traced x, DType type) {
    if (x instanceof Bits b) {
      return b;
    }
    if (x instanceof Whole w) {
      return new Bits(bits.number(w.value(), type), type);
    }
    throw new UnsupportedOperationException("an integer that is no number");
  }

  /** An element as a truth value. */
  BoolExpr truth(Traced x) {
    if (x instanceof Truth t) {
      return t.holds;
    }
    if (x instanceof Whole w) {
      return context.mkBool(w.value() != 0);
    }
    throw new UnsupportedOperationException("a truth value that is a number");
  }

  /** A float as its type holds it. */
  private FPExpr held(FPExpr x, DType type) {
    return formats.to(formats.to(x, formats.sort(type)), sort(type));
  }

  @Override
  public Traced number(double x) {
    return new Number(x);
  }

  @Override
  public Traced number(long x, DType type) {
    return new Number(type == DType.FLOAT32 ? (float) x : type.nearest(x));
  }

  @Override
  public boolean isNumber(double x) {
    return true;
  }

  @Override
  public boolean choosesIntegers() {
    return true;
  }

  @Override
  public Traced settled(Traced x, DType type) {
    return rounding == Rounding.EACH_STEP ? stored(x, type) : x;
  }

  @Override
  public Traced stored(Traced x, DType type) {
    if (!(x instanceof Real r)) {
      return x instanceof Number n ? new Number(type.nearest(n.value)) : x;
    }
    FPExpr held = held(r.term, type);
    stored.add(held);
    return new Real(held, type);
  }

  @Override
  public Traced widened(Prim prim, DType type, Traced x) {
    return x instanceof Real ? cast(prim, x, type) : x;
  }

  @Override
  public Traced sum(List<Traced> summands, DType type) {
    FPExpr sum = formats.number(0, sort(type));
    for (Traced s : summands) {
      sum = context.mkFPAdd(formats.nearest(), sum, real(s, type));
    }
    if (summands.size() > 1) {
      stored.add(sum);
    }
    return new Real(sum, type);
  }

  @Override
  public Traced square(Traced x, DType type) {
    return apply(Prim.MUL, type, x, x);
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    if (x instanceof Truth t) {
      return ofTruth(prim, type, t);
    }
    if (x instanceof Bits b) {
      return isCast(prim) ? cast(b, type) : bits.apply(prim, b.type(), b.term());
    }
    if (isCast(prim)) {
      return cast(prim, x, type);
    }
    return switch (prim) {
      case IS_NAN -> new Truth(context.mkFPIsNaN(own(x)));
      case IS_INFINITE -> new Truth(context.mkFPIsInfinite(own(x)));
      case NEG -> new Real(context.mkFPNeg(real(x, type)), type);
      case ABS -> new Real(context.mkFPAbs(real(x, type)), type);
      case SQRT -> new Real(context.mkFPSqrt(formats.nearest(), real(x, type)), type);
      case FLOOR, CEIL, ROUND, TRUNC ->
          new Real(formats.whole(prim, held(real(x, type), type)), type);
      default -> new Real(envelopes.of(prim, real(x, type), type), type);
    };
  }

  private static boolean isCast(Prim prim) {
    return prim == Prim.CAST || prim == Prim.CAST_WRAPPING || prim == Prim.CONVERT;
  }

  private static FPExpr own(Traced x) {
    if (x instanceof Real r) {
      return r.term;
    }
    throw new UnsupportedOperationException("a test of a number");
  }

  private Traced ofTruth(Prim prim, DType type, Truth t) {
    if (prim == Prim.NOT) {
      return new Truth(context.mkNot(t.holds));
    }
    if (!isCast(prim)) {
      throw new UnsupportedOperationException(prim + " of a truth value that moves");
    }
    return type.isFloat()
        ? choice(t, new Number(1), new Number(0), type)
        : choice(t, new Whole(1), new Whole(0), type);
  }

  private Traced cast(Bits x, DType to) {
    if (to == DType.BOOL) {
      return new Truth(context.mkNot(context.mkEq(x.term(), bits.number(0, x.type()))));
    }
    return to.isFloat()
        ? new Real(formats.to(bits.toFloat(x, to), sort(to)), to)
        : bits.cast(x, to);
  }

  /** An implementation may keep the wider number of a conversion, and the reading does. */
  private Traced cast(Prim prim, Traced x, DType to) {
    if (to.isFloat()) {
      FPExpr wide = formats.to(real(x, to), sort(to));
      return new Real(prim == Prim.CONVERT ? wide : held(wide, to), to);
    }
    FPExpr from = own(x);
    if (x instanceof Real r) {
      from = held(from, r.type);
    }
    return to == DType.BOOL
        ? new Truth(context.mkNot(context.mkFPIsZero(from)))
        : bits.cast(from, to);
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    if (x instanceof Truth || y instanceof Truth) {
      return logic(prim, truth(x), truth(y));
    }
    if (!type.isFloat()) {
      BitVecExpr a = whole(x, type).term();
      BitVecExpr b = whole(y, type).term();
      return prim.isTest() ? new Truth(bits.test(prim, type, a, b)) : bits.apply(prim, type, a, b);
    }
    if (prim == Prim.POW) {
      return power(real(x, type), y, type);
    }
    FPExpr a = real(x, type);
    FPExpr b = real(y, type);
    return switch (prim) {
      case ADD -> new Real(context.mkFPAdd(formats.nearest(), a, b), type);
      case SUB -> new Real(context.mkFPSub(formats.nearest(), a, b), type);
      case MUL -> new Real(context.mkFPMul(formats.nearest(), a, b), type);
      case DIV -> new Real(context.mkFPDiv(formats.nearest(), a, b), type);
      case MIN, MAX -> new Real(formats.extreme(prim, a, b), type);
      case EQUAL -> new Truth(context.mkFPEq(a, b));
      case LESS -> new Truth(context.mkFPLt(a, b));
      case LESS_EQUAL -> new Truth(context.mkFPLEq(a, b));
      default -> throw new UnsupportedOperationException(prim + " of floats that move");
    };
  }

  private Truth logic(Prim prim, BoolExpr x, BoolExpr y) {
    return new Truth(
        switch (prim) {
          case AND -> context.mkAnd(x, y);
          case OR -> context.mkOr(x, y);
          case XOR -> context.mkXor(x, y);
          case EQUAL -> context.mkEq(x, y);
          default -> throw new UnsupportedOperationException(prim + " of truth values that move");
        });
  }

  private Traced power(FPExpr x, Traced exponent, DType type) {
    double e =
        exponent instanceof Whole w
            ? w.value()
            : exponent instanceof Number n ? n.value : Double.NaN;
    if (e == 1) {
      return new Real(x, type);
    }
    if (e == 2) {
      return new Real(context.mkFPMul(formats.nearest(), x, x), type);
    }
    throw new UnsupportedOperationException("POW by " + (Double.isNaN(e) ? "what moves" : e));
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    BoolExpr holds = truth(truth);
    if (type.isFloat()) {
      return new Real((FPExpr) context.mkITE(holds, real(yes, type), real(no, type)), type);
    }
    if (type == DType.BOOL) {
      return new Truth((BoolExpr) context.mkITE(holds, truth(yes), truth(no)));
    }
    BitVecExpr a = whole(yes, type).term();
    return new Bits((BitVecExpr) context.mkITE(holds, a, whole(no, type).term()), type);
  }
}
