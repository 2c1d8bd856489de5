package dev.assay.verify.check;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import dev.assay.verify.check.Meant.Below;
import dev.assay.verify.check.Meant.Whole;
import dev.assay.verify.exact.Rational;

/** The primitives that units say. */
final class Primitives {
  private static final Rational MINUS = Rational.ONE.negated();

  private final Units units;

  Primitives(Units units) {
    this.units = units;
  }

  static Meant number(double x) {
    if (Double.isInfinite(x) && Double.doubleToRawLongBits(x) < 0) {
      return new Meant.Least();
    }
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      throw new UnsupportedOperationException("the constant " + x);
    }
    return Combination.of(Rational.of(x));
  }

  Meant of(Prim prim, DType of, DType to, Meant x) {
    if (x instanceof Whole w) {
      return whole(prim, to, w.value());
    }
    Combination c = Meant.number(x, prim);
    return switch (prim) {
      case EXP -> curve(Function.EXP, c, prim, to);
      case SIGMOID -> curve(Function.SIGMOID, c, prim, to);
      case TANH -> curve(Function.TANH, c, prim, to);
      case SQRT -> curve(Function.SQRT, c, prim, to);
      case NEG -> c.negated();
      case ABS -> rectified(c, to).plusExactly(Rational.ONE, rectified(c.negated(), to));
      case CONVERT, CAST, CAST_WRAPPING -> converted(c, of, to);
      default -> throw new UnsupportedOperationException("" + prim);
    };
  }

  private static Meant whole(Prim prim, DType to, long x) {
    return switch (prim) {
      case NEG -> new Whole(to.wrap(-x));
      case NOT -> new Whole(to == DType.BOOL ? 1 - x : to.wrap(~x));
      case CAST, CAST_WRAPPING ->
          to.isFloat() ? Combination.of(Units.whole(x)).rounded(to) : new Whole(to.wrap(x));
      default -> throw new UnsupportedOperationException(prim + " of an integer");
    };
  }

  private static Combination converted(Combination c, DType of, DType to) {
    if (!to.isFloat()) {
      throw new UnsupportedOperationException("a cast to " + to + " of what moves");
    }
    boolean isWider = to.precision() >= of.precision() && to.leastExponent() <= of.leastExponent();
    return isWider ? c : c.rounded(to);
  }

  Meant of(Prim prim, DType of, DType to, Meant x, Meant y) {
    if (x instanceof Whole a && y instanceof Whole b) {
      return new Whole(to.wrap(whole(prim, of, a.value(), b.value())));
    }
    if (prim == Prim.MAX && (x instanceof Meant.Least || y instanceof Meant.Least)) {
      return x instanceof Meant.Least ? y : x;
    }
    Combination c = Meant.number(x, prim);
    Combination d = Meant.number(y, prim);
    return switch (prim) {
      case ADD -> new Total(to).add(c).add(d).get();
      case SUB -> new Total(to).add(c).add(d.negated()).get();
      case MUL -> product(c, d, to);
      case DIV -> quotient(c, d, to);
      case MAX -> greatest(c, d, to);
      case MIN -> greatest(c.negated(), d.negated(), to).negated();
      case LESS, LESS_EQUAL -> below(prim, c, d, of);
      default -> throw new UnsupportedOperationException("" + prim);
    };
  }

  private static long whole(Prim prim, DType of, long x, long y) {
    return switch (prim) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case MOD -> Math.floorMod(x, y);
      case MIN -> of.compare(x, y) <= 0 ? x : y;
      case MAX -> of.compare(x, y) >= 0 ? x : y;
      case EQUAL -> x == y ? 1 : 0;
      case LESS -> of.compare(x, y) < 0 ? 1 : 0;
      case LESS_EQUAL -> of.compare(x, y) <= 0 ? 1 : 0;
      case AND -> x & y;
      case OR -> x | y;
      default -> throw new UnsupportedOperationException(prim + " of integers");
    };
  }

  /** A product of an element with itself. */
  Combination square(Combination x, DType type) {
    return x.isConstant() ? product(x, x, type) : curve(Function.SQUARE, x, Prim.MUL, type);
  }

  private Combination curve(Function f, Combination x, Prim prim, DType type) {
    if (f == Function.SQRT && x.isConstant()) {
      throw new UnsupportedOperationException("a root of a constant");
    }
    FunctionErrors.Bound bound = FunctionErrors.COMMON.of(prim, type);
    Rational ulps = Rational.of(bound.ulps());
    Rational u = Combination.roundoff(type);
    Rational relative = ulps.plus(ulps).plus(Rational.ONE).times(u);
    Rational absolute = Rational.of(bound.units()).times(u).plus(Combination.leastNormal(type));
    return Combination.ofUnit(units.curve(f, units.unit(x, type), relative, absolute, type));
  }

  private Combination product(Combination x, Combination y, DType type) {
    if (x.is(Rational.ONE) || y.is(Rational.ONE)) {
      return x.is(Rational.ONE) ? y : x;
    }
    Rational error = Combination.roundoff(type);
    if (!x.isConstant() && !y.isConstant()) {
      return product(units.unit(x, type), units.unit(y, type), error, type);
    }
    return x.isConstant() ? y.times(x, error, type) : x.times(y, error, type);
  }

  private Combination product(int x, int y, Rational relative, DType type) {
    return Combination.ofUnit(units.product(x, y, relative, Combination.leastNormal(type), type));
  }

  private Combination quotient(Combination x, Combination y, DType type) {
    Rational ulps = Rational.of(FunctionErrors.COMMON.of(Prim.DIV, type).ulps());
    Rational error =
        ulps.plus(ulps).times(Combination.roundoff(type)).plus(Combination.roundoff(type));
    if (y.isRelative()) {
      return x.times(y.inverse(), error, type);
    }
    Rational none = Rational.ZERO;
    int inverse = units.curve(Function.RECIPROCAL, units.unit(y, type), none, none, type);
    return product(units.unit(x, type), inverse, error, type);
  }

  private Meant below(Prim prim, Combination x, Combination y, DType type) {
    Combination difference = settled(x, type).plusExactly(MINUS, settled(y, type));
    if (difference.isConstant()) {
      int order = difference.constant().signum();
      return new Whole(order < 0 || order == 0 && prim == Prim.LESS_EQUAL ? 1 : 0);
    }
    return new Below(units.exact(difference));
  }

  /** One of two multiples of a unit, by its sign: they meet at 0, so that is a line and a bend. */
  Meant choice(Below truth, Meant yes, Meant no) {
    Combination first = Meant.number(yes, Prim.SELECT);
    Combination second = Meant.number(no, Prim.SELECT);
    if (!first.isMultipleOf(truth.unit()) || !second.isMultipleOf(truth.unit())) {
      throw new UnsupportedOperationException("a choice between two that do not meet");
    }
    Combination back = Combination.ofUnit(truth.unit()).negated();
    Combination bend = Combination.ofUnit(units.rectifier(units.exact(back)));
    Rational turn = second.slope().minus(first.slope());
    return second.plusExactly(turn, bend).allowing(first).allowing(second);
  }

  /** The greater of two is the second, and what the first is above it: no rounding. */
  private Combination greatest(Combination x, Combination y, DType type) {
    Combination first = settled(x, type);
    Combination second = settled(y, type);
    Combination above = first.plusExactly(MINUS, second);
    return second.plusExactly(Rational.ONE, rectified(above, DType.FLOAT64));
  }

  /** What is computed as the number that it is: an exact constant, or a unit. */
  private Combination settled(Combination c, DType type) {
    return c.isConstant() && c.isExact() ? c : Combination.ofUnit(units.unit(c, type));
  }

  private Combination rectified(Combination c, DType type) {
    if (c.isConstant() && c.isExact()) {
      return c.constant().signum() > 0 ? c : Combination.of(Rational.ZERO);
    }
    return Combination.ofUnit(units.rectifier(units.unit(c, type)));
  }
}
