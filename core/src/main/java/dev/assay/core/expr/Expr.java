package dev.assay.core.expr;

import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The value of one element, typed, as a formula over elements of earlier stages. */
public sealed interface Expr {
  DType type();

  /** A number: {@code real} for a float type, {@code integer} for any other. */
  record Const(DType type, double real, long integer) implements Expr {}

  /** An index or a size as a number. */
  record Index(DType type, Dim dim) implements Expr {}

  /** One element of a stage; outside of it, {@code outside} (null: never outside). */
  record Read(Stage stage, Dims at, @Nullable Expr outside) implements Expr {
    @Override
    public DType type() {
      return stage.type();
    }
  }

  /** A primitive of elements. */
  record Apply(DType type, Prim prim, List<Expr> args) implements Expr {}

  /** All values of the body, as the indices run, combined by ADD, MUL, MIN, MAX, AND or OR. */
  record Fold(Prim prim, List<Dim.Var> over, Expr body) implements Expr {
    @Override
    public DType type() {
      return body.type();
    }
  }

  static Expr number(DType type, double value) {
    return new Const(type, value, (long) value);
  }

  static Expr number(DType type, long value) {
    return new Const(type, value, value);
  }

  /** A size or an index as an element. */
  static Expr number(DType type, Dim value) {
    return value instanceof Dim.Const c ? number(type, c.value()) : new Index(type, value);
  }

  static Expr sum(Dims extents, Function<Dims, Expr> body) {
    return fold(Prim.ADD, extents, body);
  }

  static Expr sum(Dim extent, Function<Dim, Expr> body) {
    return fold(Prim.ADD, extent, body);
  }

  static Expr greatest(Dim extent, Function<Dim, Expr> body) {
    return fold(Prim.MAX, extent, body);
  }

  static Expr least(Dim extent, Function<Dim, Expr> body) {
    return fold(Prim.MIN, extent, body);
  }

  /** The body's values over one index, combined. */
  static Expr fold(Prim prim, Dim extent, Function<Dim, Expr> body) {
    return fold(prim, Dims.of(extent), k -> body.apply(k.get(0)));
  }

  /** The body's values over several indices, combined. */
  static Expr fold(Prim prim, Dims extents, Function<Dims, Expr> body) {
    if (extents.rank() == 0) {
      return body.apply(extents);
    }
    List<Dim.Var> vars = indices("k", extents);
    return new Fold(prim, vars, body.apply(Dims.of(vars)));
  }

  /** One index for each extent. */
  static List<Dim.Var> indices(String name, Dims extents) {
    Dim.Var[] vars = new Dim.Var[extents.rank()];
    for (int a = 0; a < vars.length; a++) {
      vars[a] = Dim.index(name, a, extents.get(a));
    }
    return List.of(vars);
  }

  /** A function of one element, in its type. */
  static Expr apply(Prim prim, Expr x) {
    if (prim.arity() != 1) {
      throw new IllegalArgumentException(prim + " takes " + prim.arity() + " arguments");
    }
    return new Apply(prim.isTest() ? DType.BOOL : x.type(), prim, List.of(x));
  }

  /** A function of two elements of the same type. */
  static Expr apply(Prim prim, Expr x, Expr y) {
    if (x.type() != y.type() && prim != Prim.POW) {
      throw new IllegalArgumentException(prim + " of " + x.type() + " and " + y.type());
    }
    return new Apply(prim.isTest() ? DType.BOOL : x.type(), prim, List.of(x, y));
  }

  static Expr exp(Expr x) {
    return apply(Prim.EXP, x);
  }

  static Expr log(Expr x) {
    return apply(Prim.LOG, x);
  }

  static Expr sqrt(Expr x) {
    return apply(Prim.SQRT, x);
  }

  static Expr abs(Expr x) {
    return apply(Prim.ABS, x);
  }

  static Expr floor(Expr x) {
    return apply(Prim.FLOOR, x);
  }

  static Expr tanh(Expr x) {
    return apply(Prim.TANH, x);
  }

  static Expr sigmoid(Expr x) {
    return apply(Prim.SIGMOID, x);
  }

  static Expr erf(Expr x) {
    return apply(Prim.ERF, x);
  }

  static Expr not(Expr x) {
    return apply(Prim.NOT, x);
  }

  /** A number in the type of this element. */
  default Expr like(double value) {
    return number(type(), value);
  }

  default Expr plus(Expr o) {
    return apply(Prim.ADD, this, o);
  }

  default Expr plus(double o) {
    return plus(like(o));
  }

  default Expr minus(Expr o) {
    return apply(Prim.SUB, this, o);
  }

  default Expr minus(double o) {
    return minus(like(o));
  }

  default Expr times(Expr o) {
    return apply(Prim.MUL, this, o);
  }

  default Expr times(double o) {
    return times(like(o));
  }

  default Expr over(Expr o) {
    return apply(Prim.DIV, this, o);
  }

  default Expr over(double o) {
    return over(like(o));
  }

  default Expr negated() {
    return apply(Prim.NEG, this);
  }

  default Expr squared() {
    return times(this);
  }

  default Expr power(Expr exponent) {
    return apply(Prim.POW, this, exponent);
  }

  default Expr min(Expr o) {
    return apply(Prim.MIN, this, o);
  }

  default Expr max(Expr o) {
    return apply(Prim.MAX, this, o);
  }

  default Expr max(double o) {
    return max(like(o));
  }

  default Expr min(double o) {
    return min(like(o));
  }

  default Expr is(Expr o) {
    return apply(Prim.EQUAL, this, o);
  }

  default Expr is(double o) {
    return is(like(o));
  }

  default Expr isNot(double o) {
    return not(is(o));
  }

  default Expr lessThan(Expr o) {
    return apply(Prim.LESS, this, o);
  }

  default Expr lessThan(double o) {
    return lessThan(like(o));
  }

  default Expr atMost(Expr o) {
    return apply(Prim.LESS_EQUAL, this, o);
  }

  default Expr atMost(double o) {
    return atMost(like(o));
  }

  default Expr moreThan(Expr o) {
    return o.lessThan(this);
  }

  default Expr moreThan(double o) {
    return moreThan(like(o));
  }

  default Expr atLeast(Expr o) {
    return o.atMost(this);
  }

  default Expr atLeast(double o) {
    return atLeast(like(o));
  }

  default Expr and(Expr o) {
    return apply(Prim.AND, this, o);
  }

  default Expr or(Expr o) {
    return apply(Prim.OR, this, o);
  }

  /** The same number in another type, as ONNX's Cast says. */
  default Expr to(DType t) {
    return t == type() ? this : new Apply(t, Prim.CAST, List.of(this));
  }

  /** The same number in another type; {@code saturate} matters for float8. */
  default Expr to(DType t, boolean saturate) {
    return saturate || t == type() ? to(t) : new Apply(t, Prim.CAST_WRAPPING, List.of(this));
  }

  /**
   * The same number in another float type between the steps of one operator, where an
   * implementation may as well compute on in the wider type.
   */
  default Expr as(DType t) {
    return t == type() ? this : new Apply(t, Prim.CONVERT, List.of(this));
  }

  /** The first where this is true, else the second. */
  default Expr then(Expr yes, Expr no) {
    if (type() != DType.BOOL || yes.type() != no.type()) {
      throw new IllegalArgumentException(
          "a choice by " + type() + " between " + yes.type() + " and " + no.type());
    }
    return new Apply(yes.type(), Prim.SELECT, List.of(this, yes, no));
  }
}
