package dev.assay.verify.solver;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.IntSort;
import com.microsoft.z3.RealExpr;
import com.microsoft.z3.RealSort;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What each primitive means to a solver over the reals: what is affine is folded into one exact
 * expression, and only what bends either way over the box of the inputs becomes a variable of its
 * own, with a condition. What is not piecewise linear has no term.
 */
final class Terms implements Algebra {
  private final Context context;
  private final Variables variables = new Variables();
  private final List<Named> names = new ArrayList<>();

  /**
   * A variable as Z3 knows it, with what it keeps, and the variables that these conditions read.
   */
  private record Named(RealExpr name, List<BoolExpr> conditions, Set<Integer> reads) {}

  /** A truth value that moves, and the variables that it hangs on. */
  record Truth(BoolExpr holds, Set<Integer> reads) implements Traced {}

  Terms(Context context) {
    this.context = context;
  }

  /** An input between two numbers; just a number where they are the same. */
  Linear input(Rational low, Rational high) {
    Linear input = variables.input(low, high);
    name();
    return low.equals(high) ? Linear.of(low) : input;
  }

  private void name() {
    int variable = names.size();
    RealExpr name = context.mkRealConst("v" + variable);
    List<BoolExpr> conditions = new ArrayList<>();
    conditions.add(context.mkLe(number(variables.low(variable)), name));
    conditions.add(context.mkLe(name, number(variables.high(variable))));
    names.add(new Named(name, conditions, new TreeSet<>()));
  }

  /** Says what the last variable keeps. */
  private void require(Collection<Integer> reads, BoolExpr... conditions) {
    Named last = names.get(names.size() - 1);
    last.conditions.addAll(List.of(conditions));
    last.reads.addAll(reads);
  }

  private Linear named(Linear variable) {
    name();
    return variable;
  }

  RealExpr name(int variable) {
    return names.get(variable).name;
  }

  /** The variables that an expression hangs on, by way of others as well. */
  SortedSet<Integer> reads(Linear l) {
    TreeSet<Integer> all = new TreeSet<>(l.weights().keySet());
    for (Integer v = all.isEmpty() ? null : all.last(); v != null; v = all.lower(v)) {
      all.addAll(names.get(v).reads);
    }
    return all;
  }

  /** What some variables keep. */
  BoolExpr[] conditions(Collection<Integer> some) {
    return some.stream().flatMap(v -> names.get(v).conditions.stream()).toArray(BoolExpr[]::new);
  }

  /** An expression as a term of Z3. */
  ArithExpr<RealSort> term(Linear l) {
    List<ArithExpr<RealSort>> parts = new ArrayList<>();
    parts.add(number(l.constant()));
    for (Map.Entry<Integer, Rational> w : l.weights().entrySet()) {
      parts.add(context.mkMul(number(w.getValue()), name(w.getKey())));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    ArithExpr<RealSort> sum = context.mkAdd(parts.toArray(new ArithExpr[0]));
    return sum;
  }

  private ArithExpr<RealSort> number(Rational x) {
    return context.mkReal(x.toString());
  }

  private BoolExpr atMostZero(Linear l) {
    return context.mkLe(term(l), number(Rational.ZERO));
  }

  @Override
  public Linear number(double x) {
    return Linear.of(Rational.of(x));
  }

  @Override
  public Linear number(long x, DType type) {
    return number((double) x);
  }

  @Override
  public Traced settled(Traced x, DType type) {
    return x;
  }

  @Override
  public Linear sum(List<Traced> summands, DType type) {
    Linear.Sum sum = new Linear.Sum();
    summands.forEach(s -> sum.add(linear(Prim.ADD, s), Rational.ONE));
    return sum.get();
  }

  @Override
  public Linear square(Traced x, DType type) {
    Linear l = linear(Prim.MUL, x);
    return product(l, l);
  }

  private static Linear product(Linear x, Linear y) {
    if (!x.isConstant() && !y.isConstant()) {
      throw refused(Prim.MUL);
    }
    return x.isConstant() ? y.times(x.constant()) : x.times(y.constant());
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    if (x instanceof Truth t) {
      return type.isFloat() ? choice(t, number(1), number(0), type) : inverse(prim, t);
    }
    Linear l = linear(prim, x);
    return switch (prim) {
      case NEG -> l.times(Rational.ONE.negated());
      case ABS -> rectified(l).plus(rectified(l.times(Rational.ONE.negated())), Rational.ONE);
      case CAST, CAST_WRAPPING, CONVERT -> converted(prim, type, l);
      case FLOOR -> floor(l);
      case CEIL -> floor(l.times(Rational.ONE.negated())).times(Rational.ONE.negated());
      case IS_NAN, IS_INFINITE -> new Whole(0);
      case TRUNC, ROUND, SQRT, EXP, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN ->
          throw refused(prim);
      case SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID, NOT -> throw refused(prim);
      case ADD, SUB, MUL, DIV, MOD, REM, POW, MIN, MAX, EQUAL, LESS, LESS_EQUAL ->
          throw refused(prim);
      case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, SELECT -> throw refused(prim);
    };
  }

  private Truth inverse(Prim prim, Truth t) {
    if (prim != Prim.NOT) {
      throw refused(prim);
    }
    return new Truth(context.mkNot(t.holds), t.reads);
  }

  private static Linear converted(Prim prim, DType type, Linear l) {
    if (!type.isFloat()) {
      throw refused(prim);
    }
    return l;
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    return switch (prim) {
      case ADD -> linear(prim, x).plus(linear(prim, y), Rational.ONE);
      case SUB -> linear(prim, x).minus(linear(prim, y));
      case MUL -> product(linear(prim, x), linear(prim, y));
      case DIV -> quotient(linear(prim, x), linear(prim, y));
      case POW -> power(linear(prim, x), y);
      case MAX -> greatest(linear(prim, x), linear(prim, y));
      case MIN ->
          linear(prim, x)
              .plus(linear(prim, y), Rational.ONE)
              .minus(greatest(linear(prim, x), linear(prim, y)));
      case EQUAL, LESS, LESS_EQUAL -> compared(prim, linear(prim, x), linear(prim, y));
      case AND -> both(x, y, context.mkAnd(truth(prim, x), truth(prim, y)));
      case OR -> both(x, y, context.mkOr(truth(prim, x), truth(prim, y)));
      case XOR -> both(x, y, context.mkXor(truth(prim, x), truth(prim, y)));
      case MOD, REM, SHIFT_LEFT, SHIFT_RIGHT -> throw refused(prim);
      case NEG, ABS, FLOOR, CEIL, ROUND, TRUNC, SQRT, EXP, LOG, LOG1P -> throw refused(prim);
      case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH -> throw refused(prim);
      case ACOSH, ATANH, ERF, SIGMOID, NOT, IS_NAN, IS_INFINITE, SELECT -> throw refused(prim);
      case CAST, CAST_WRAPPING, CONVERT -> throw refused(prim);
    };
  }

  private static Truth both(Traced x, Traced y, BoolExpr holds) {
    Set<Integer> reads = new TreeSet<>(readsOf(x));
    reads.addAll(readsOf(y));
    return new Truth(holds, reads);
  }

  private static Set<Integer> readsOf(Traced x) {
    return x instanceof Truth t ? t.reads : x instanceof Linear l ? l.weights().keySet() : Set.of();
  }

  private static Linear quotient(Linear x, Linear y) {
    if (!y.isConstant() || y.constant().signum() == 0) {
      throw refused(Prim.DIV);
    }
    return x.times(Rational.ONE.over(y.constant()));
  }

  private static Linear power(Linear x, Traced exponent) {
    Rational e =
        exponent instanceof Whole w
            ? Rational.of(w.value())
            : linear(Prim.POW, exponent).isConstant()
                ? linear(Prim.POW, exponent).constant()
                : Rational.ZERO;
    if (e.equals(Rational.ONE)) {
      return x;
    }
    if (e.equals(Rational.of(2)) && x.isConstant()) {
      return product(x, x);
    }
    throw refused(Prim.POW);
  }

  /** The greater of two is one of them, plus what the other is above it. */
  private Linear greatest(Linear x, Linear y) {
    return y.plus(rectified(x.minus(y)), Rational.ONE);
  }

  private Linear rectified(Linear l) {
    Rational low = variables.least(l);
    Rational high = variables.greatest(l);
    if (low.signum() >= 0) {
      return l;
    }
    if (high.signum() <= 0) {
      return Linear.ZERO;
    }
    Linear r = named(variables.rectified(l, low, high));
    BoolExpr off = context.mkAnd(atMostZero(r), atMostZero(l));
    BoolExpr on = atMostZero(r.minus(l));
    require(readsOf(l), atMostZero(l.minus(r)), context.mkOr(off, on));
    return r;
  }

  private Linear floor(Linear l) {
    Rational low = floor(variables.least(l));
    Rational high = floor(variables.greatest(l));
    if (low.equals(high)) {
      return Linear.of(low);
    }
    Linear whole = named(variables.between(low, high));
    ArithExpr<IntSort> integer = context.mkIntConst("i" + names.size());
    require(
        readsOf(l),
        context.mkEq(term(whole), context.mkInt2Real(integer)),
        atMostZero(whole.minus(l)),
        context.mkLt(term(l.minus(whole)), number(Rational.ONE)));
    return whole;
  }

  private static Rational floor(Rational x) {
    BigInteger[] parts = x.above().divideAndRemainder(x.below());
    BigInteger down = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return Rational.of(down, BigInteger.ONE);
  }

  private Traced compared(Prim prim, Linear x, Linear y) {
    Linear difference = x.minus(y);
    Rational low = variables.least(difference);
    Rational high = variables.greatest(difference);
    ArithExpr<RealSort> term = term(difference);
    ArithExpr<RealSort> zero = number(Rational.ZERO);
    boolean isFixed = low.equals(high);
    return switch (prim) {
      case LESS ->
          low.signum() >= 0 || high.signum() < 0
              ? whole(high.signum() < 0)
              : new Truth(context.mkLt(term, zero), readsOf(difference));
      case LESS_EQUAL ->
          low.signum() > 0 || high.signum() <= 0
              ? whole(high.signum() <= 0)
              : new Truth(context.mkLe(term, zero), readsOf(difference));
      default ->
          isFixed || low.signum() > 0 || high.signum() < 0
              ? whole(isFixed && low.signum() == 0)
              : new Truth(context.mkEq(term, zero), readsOf(difference));
    };
  }

  private static Whole whole(boolean holds) {
    return new Whole(holds ? 1 : 0);
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    Linear x = linear(Prim.SELECT, yes);
    Linear y = linear(Prim.SELECT, no);
    Rational low = least(variables.least(x), variables.least(y));
    Rational high = least(variables.greatest(x).negated(), variables.greatest(y).negated());
    Linear chosen = named(variables.between(low, high.negated()));
    BoolExpr holds = truth(Prim.SELECT, truth);
    BoolExpr first = context.mkImplies(holds, context.mkEq(term(chosen), term(x)));
    require(readsOf(truth), first, context.mkOr(holds, context.mkEq(term(chosen), term(y))));
    require(readsOf(x));
    require(readsOf(y));
    return chosen;
  }

  private static Rational least(Rational x, Rational y) {
    return x.compareTo(y) < 0 ? x : y;
  }

  private BoolExpr truth(Prim prim, Traced x) {
    if (x instanceof Truth t) {
      return t.holds;
    }
    if (x instanceof Whole w) {
      return context.mkBool(w.value() != 0);
    }
    throw refused(prim);
  }

  private static Linear linear(Prim prim, Traced x) {
    if (x instanceof Linear l) {
      return l;
    }
    throw refused(prim);
  }

  private static UnsupportedOperationException refused(Prim prim) {
    return new UnsupportedOperationException(prim + " of what moves so");
  }
}
