package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.FPExpr;
import com.microsoft.z3.FPRMExpr;
import com.microsoft.z3.FPSort;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import dev.assay.verify.trace.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What may be asked of the runs of a model: each a condition for Z3 to look for.
 *
 * <p>Sums and differences are taken in a wider type and rounded so that what comes true in exact
 * arithmetic comes true here; whether what Z3 finds is real, a run says.
 */
public final class FloatClaims {
  private final Context context;
  private final FloatTerms terms;
  private final Formats formats;
  private final FPRMExpr up;
  private final FPRMExpr down;

  /** The elements of a value of a model. */
  record Elements(Traced[] all, DType type) {}

  FloatClaims(Context context, FloatTerms terms) {
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

  /** Whether an element is NaN. */
  public Condition nan(Run run, String value) {
    Elements x = run.elements(value);
    return anyFloat(x, context::mkFPIsNaN);
  }

  /** Whether an element is infinite. */
  public Condition infinite(Run run, String value) {
    return anyFloat(run.elements(value), context::mkFPIsInfinite);
  }

  private Condition anyFloat(Elements x, Function<FPExpr, BoolExpr> test) {
    return x.type.isFloat()
        ? any(Arrays.stream(x.all).map(e -> test.apply(real(e, x.type))).toList())
        : any(List.of());
  }

  /** Whether a float that is stored on the way, or a sum, is infinite or NaN. */
  public Condition overflows() {
    return any(
        terms.stored().stream()
            .map(x -> context.mkOr(context.mkFPIsInfinite(x), context.mkFPIsNaN(x)))
            .toList());
  }

  /** Whether an element is no number between two ends. */
  public Condition outside(Run run, String value, double low, double high) {
    return new Condition(context.mkNot(within(run, value, low, high).holds()));
  }

  /** Whether all elements lie between two ends. */
  public Condition within(Run run, String value, double low, double high) {
    Elements x = run.elements(value);
    return all(Arrays.stream(x.all).map(e -> within(e, x.type, low, high)).toList());
  }

  private BoolExpr within(Traced x, DType type, double low, double high) {
    if (type.isFloat()) {
      FPExpr term = real(x, type);
      FPSort sort = formats.sort(type);
      return context.mkAnd(
          context.mkFPLEq(formats.number(type.up(low), sort), term),
          context.mkFPLEq(term, formats.number(type.down(high), sort)));
    }
    if (type == DType.BOOL) {
      return context.mkTrue();
    }
    BitVecExpr term = bits(x, type);
    double least = type.toDouble(type.low());
    double most = type.toDouble(type.high());
    BitVecExpr from = context.mkBV(low <= least ? type.low() : (long) Math.ceil(low), type.bits());
    BitVecExpr to = context.mkBV(high >= most ? type.high() : (long) Math.floor(high), type.bits());
    return type.isSigned()
        ? context.mkAnd(context.mkBVSLE(from, term), context.mkBVSLE(term, to))
        : context.mkAnd(context.mkBVULE(from, term), context.mkBVULE(term, to));
  }

  /** Whether an element of one run is at most that of another. */
  public Condition atMost(Run one, Run other, String value, int k) {
    Elements x = one.elements(value);
    Traced y = other.elements(value).all[k];
    if (x.type.isFloat()) {
      return new Condition(context.mkFPLEq(real(x.all[k], x.type), real(y, x.type)));
    }
    BitVecExpr a = bits(x.all[k], x.type);
    BitVecExpr b = bits(y, x.type);
    return new Condition(x.type.isSigned() ? context.mkBVSLE(a, b) : context.mkBVULE(a, b));
  }

  /** Whether an element has the same bits in two runs. */
  public Condition same(Run one, Run other, String value, int k) {
    Elements x = one.elements(value);
    return new Condition(
        context.mkEq(bits(x.all[k], x.type), bits(other.elements(value).all[k], x.type)));
  }

  /** Whether two values of one run are further apart somewhere than a number. */
  public Condition apart(Run run, String value, String other, double than) {
    Elements x = run.elements(value);
    Elements y = run.elements(other);
    FPSort wide = wide(x.type);
    List<BoolExpr> parts = new ArrayList<>();
    for (int k = 0; k < x.all.length; k++) {
      FPExpr a = number(x.all[k], x.type, wide);
      parts.add(apart(a, number(y.all[k], y.type, wide), formats.number(than, wide)));
    }
    return any(parts);
  }

  private BoolExpr apart(FPExpr a, FPExpr b, FPExpr than) {
    return context.mkNot(
        context.mkAnd(
            context.mkFPLEq(context.mkFPSub(up, a, b), than),
            context.mkFPLEq(context.mkFPSub(up, b, a), than)));
  }

  /**
   * Whether an element of a value moves further from one run to another than all inputs do, times a
   * factor.
   */
  public Condition movesFurther(
      Run one, Run other, String value, List<String> inputs, double factor) {
    Elements x = one.elements(value);
    Elements y = other.elements(value);
    FPSort wide = wide(x.type);
    List<BoolExpr> parts = new ArrayList<>();
    for (int k = 0; k < x.all.length; k++) {
      FPExpr a = number(x.all[k], x.type, wide);
      FPExpr b = number(y.all[k], y.type, wide);
      List<BoolExpr> beyond = new ArrayList<>();
      for (String input : inputs) {
        Elements p = one.elements(input);
        for (int i = 0; i < p.all.length; i++) {
          FPExpr from = number(p.all[i], p.type, wide);
          FPExpr to = number(other.elements(input).all[i], p.type, wide);
          FPExpr step =
              formats.extreme(
                  Prim.MAX, context.mkFPSub(down, from, to), context.mkFPSub(down, to, from));
          FPExpr most = context.mkFPMul(down, formats.number(factor, wide), step);
          beyond.add(apart(a, b, most));
        }
      }
      parts.add(all(beyond).holds());
    }
    return any(parts);
  }

  /** Whether the sum of some number of elements that lie together is not between two ends. */
  public Condition sumOutside(Run run, String value, int together, double low, double high) {
    Elements x = run.elements(value);
    FPSort wide = wide(x.type);
    List<BoolExpr> parts = new ArrayList<>();
    for (int from = 0; from < x.all.length; from += together) {
      FPExpr least = formats.number(0, wide);
      FPExpr most = least;
      for (Traced e : Arrays.asList(x.all).subList(from, from + together)) {
        FPExpr term = number(e, x.type, wide);
        least = context.mkFPAdd(down, least, term);
        most = context.mkFPAdd(up, most, term);
      }
      BoolExpr above = context.mkFPLEq(formats.number(low, wide), least);
      BoolExpr below = context.mkFPLEq(most, formats.number(high, wide));
      parts.add(context.mkNot(context.mkAnd(above, below)));
    }
    return any(parts);
  }

  private FPExpr number(Traced x, DType type, FPSort wide) {
    return type.isFloat()
        ? formats.to(real(x, type), wide)
        : context.mkFPToFP(formats.nearest(), bits(x, type), wide, type.isSigned());
  }

  private FPSort wide(DType type) {
    return type.bits() > DType.FLOAT32.bits() ? context.mkFPSort128() : context.mkFPSort64();
  }

  /** Whether some condition does not hold. */
  public Condition notAll(List<Condition> conditions) {
    return new Condition(
        context.mkNot(all(conditions.stream().map(Condition::holds).toList()).holds()));
  }

  /** Whether one of some conditions holds. */
  public Condition either(List<Condition> conditions) {
    return any(conditions.stream().map(Condition::holds).toList());
  }

  private Condition any(List<BoolExpr> parts) {
    return new Condition(context.mkOr(parts.toArray(new BoolExpr[0])));
  }

  private Condition all(List<BoolExpr> parts) {
    return new Condition(context.mkAnd(parts.toArray(new BoolExpr[0])));
  }
}
