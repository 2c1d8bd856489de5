package dev.assay.core.expr;

import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A truth value that is false where a primitive or a fold meets a behaviour, in the terms of its
 * arguments.
 *
 * @param cause what it hangs on: where that is no data, the behaviour cannot occur
 * @param why what holds where it is true
 */
record Guard(Behaviour behaviour, Expr cause, Expr truth, String why) {
  /** Beyond it, a double no longer tells one integer from the next. */
  private static final double EXACT = 0x1p53;

  Guard with(Expr other) {
    return new Guard(behaviour, cause, other, why);
  }

  /** The guards of one primitive, its arguments aside. */
  static List<Guard> of(Expr.Apply a) {
    Expr x = a.args().get(0);
    Expr y = a.args().get(a.args().size() - 1);
    boolean real = a.type().isFloat();
    return switch (a.prim()) {
      case DIV, MOD, REM -> real ? List.of() : ofQuotient(x, y);
      case POW -> real ? List.of() : ofPower(x, y);
      case SHIFT_LEFT, SHIFT_RIGHT -> List.of(ofShift(y));
      case CAST, CAST_WRAPPING ->
          x.type().isFloat() && a.type().isInteger() ? List.of(ofCast(x, a.type())) : List.of();
      case MIN, MAX -> real ? List.of(ofExtreme(a, isNumber(x).and(isNumber(y)))) : List.of();
      case ROUND -> real ? List.of(ofRounding(x)) : List.of();
      case ADD, SUB, MUL, NEG, ABS, FLOOR, CEIL, TRUNC, CONVERT -> List.of();
      case SQRT, EXP, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH -> List.of();
      case TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID -> List.of();
      case EQUAL, LESS, LESS_EQUAL, AND, OR, XOR, NOT, IS_NAN, IS_INFINITE, SELECT -> List.of();
    };
  }

  /** The guards of one fold, its body aside. */
  static List<Guard> of(Expr.Fold f) {
    List<Guard> guards = new ArrayList<>();
    Dim count = Dim.dim(1);
    for (Dim.Var v : f.over()) {
      count = count.times(Objects.requireNonNull(v.extent()));
    }
    Dim.Rule some = count.atLeast(1);
    if (!some.decided().orElse(false)) {
      Expr truth = number(INT64, count).atLeast(1);
      guards.add(new Guard(Behaviour.EMPTY_FOLD, truth, truth, "there is something to fold"));
    }
    if (isExtreme(f.prim(), f.type())) {
      guards.add(ofExtreme(f.body(), new Expr.Fold(Prim.AND, f.over(), isNumber(f.body()))));
    }
    return guards;
  }

  /** The guards of a stage that combines its terms, these aside. */
  static List<Guard> ofScan(Prim prim, Expr term) {
    return isExtreme(prim, term.type()) ? List.of(ofExtreme(term, isNumber(term))) : List.of();
  }

  private static boolean isExtreme(Prim prim, DType type) {
    return type.isFloat() && (prim == Prim.MIN || prim == Prim.MAX);
  }

  private static List<Guard> ofQuotient(Expr x, Expr y) {
    Guard byZero =
        new Guard(Behaviour.DIVISION_BY_ZERO, y, y.isNot(0), "no integer is divided by zero");
    if (!x.type().isSigned()) {
      return List.of(byZero);
    }
    Expr overflow = x.is(number(x.type(), x.type().low())).and(y.is(-1));
    return List.of(
        byZero,
        new Guard(
            Behaviour.QUOTIENT_OVERFLOW,
            y,
            not(overflow),
            "the least integer is not divided by -1"));
  }

  private static List<Guard> ofPower(Expr x, Expr y) {
    double limit = Math.min(x.type().high(), EXACT);
    return List.of(
        new Guard(
            Behaviour.POWER_OUT_OF_RANGE,
            y,
            abs(x.to(FLOAT64).power(y.to(FLOAT64))).atMost(limit),
            "an integer power fits its type"),
        new Guard(Behaviour.POWER_OUT_OF_RANGE, y, y.atLeast(0), "an integer power is an integer"));
  }

  private static Guard ofShift(Expr places) {
    DType type = places.type();
    Expr narrow = places.lessThan(number(type, (long) type.bits()));
    return new Guard(
        Behaviour.SHIFT_PAST_WIDTH,
        places,
        type.isSigned() ? narrow.and(places.atLeast(0)) : narrow,
        "bits move by less than the width");
  }

  private static Guard ofCast(Expr x, DType type) {
    double low = type.isSigned() ? -Math.scalb(1.0, type.bits() - 1) : 0;
    double beyond = Math.scalb(1.0, type.isSigned() ? type.bits() - 1 : type.bits());
    Expr whole = Expr.apply(Prim.TRUNC, x.to(FLOAT64));
    return new Guard(
        Behaviour.CAST_OUT_OF_RANGE,
        x,
        whole.atLeast(low).and(whole.lessThan(beyond)),
        "a float lies in the range of the integers that it becomes");
  }

  private static Guard ofExtreme(Expr cause, Expr truth) {
    return new Guard(Behaviour.NAN_EXTREME, cause, truth, "no NaN meets a minimum or a maximum");
  }

  private static Guard ofRounding(Expr x) {
    Expr rest = abs(x.minus(Expr.apply(Prim.TRUNC, x)));
    return new Guard(
        Behaviour.ROUNDING_TIE, x, rest.isNot(0.5), "no number lies half way between two integers");
  }

  private static Expr isNumber(Expr x) {
    return not(Expr.apply(Prim.IS_NAN, x));
  }
}
