package dev.assay.verify.check;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import dev.assay.verify.check.Meant.Whole;
import dev.assay.verify.exact.Rational;

/** The primitives that sums and rectifiers say. */
final class Primitives {
  private static final Rational MINUS = Rational.ONE.negated();

  private final Units units;

  Primitives(Units units) {
    this.units = units;
  }

  static Combination number(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      throw new UnsupportedOperationException("the constant " + x);
    }
    return Combination.of(Rational.of(x));
  }

  Meant of(Prim prim, DType of, DType to, Meant x) {
    if (x instanceof Whole w) {
      return whole(prim, to, w.value());
    }
    Combination c = (Combination) x;
    return switch (prim) {
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
    if (!(x instanceof Combination c) || !(y instanceof Combination d)) {
      throw new UnsupportedOperationException(prim + " of a float and an integer");
    }
    return switch (prim) {
      case ADD -> new Total(to).add(c).add(d).get();
      case SUB -> new Total(to).add(c).add(d.negated()).get();
      case MUL -> product(c, d, to);
      case DIV -> quotient(c, d, to);
      case MAX -> greatest(c, d, to);
      case MIN -> greatest(c.negated(), d.negated(), to).negated();
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

  private static Combination product(Combination x, Combination y, DType type) {
    if (x.is(Rational.ONE) || y.is(Rational.ONE)) {
      return x.is(Rational.ONE) ? y : x;
    }
    if (!x.isConstant() && !y.isConstant()) {
      throw new UnsupportedOperationException("a product of what moves");
    }
    Rational error = Combination.roundoff(type);
    return x.isConstant() ? y.times(x, error, type) : x.times(y, error, type);
  }

  private static Combination quotient(Combination x, Combination y, DType type) {
    if (!y.isRelative()) {
      throw new UnsupportedOperationException("a quotient by what moves");
    }
    Rational ulps = Rational.of(FunctionErrors.COMMON.of(Prim.DIV, type).ulps());
    Rational error = ulps.plus(ulps).times(Combination.roundoff(type));
    return x.times(y.inverse(), error.plus(Combination.roundoff(type)), type);
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
