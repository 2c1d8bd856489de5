package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * The enclosure reading: for each element an interval that holds what every faithful implementation
 * may give.
 *
 * <p>Faithful is an implementation that adds in any order, with or without fused multiply-adds,
 * keeps intermediate results in the storage type or in a wider one, may flush subnormal numbers to
 * zero, and whose functions are within {@link FunctionErrors}. So after every operation on floats
 * the interval steps out to the storage grid of its type ({@link Grid}); what is exact stays a
 * point.
 *
 * <p>Floats: all numbers from {@code real} to {@code realHigh}, infinities included, and NaN
 * besides where {@code nan} says so. The interval from plus to minus infinity is empty: there, only
 * NaN is possible. The sign of zero is open. Integers and truth values: from {@code integer} to
 * {@code integerHigh}, in the order of their type.
 */
final class Enclosures implements Domain {
  private final FunctionErrors errors;

  Enclosures() {
    this(FunctionErrors.COMMON);
  }

  Enclosures(FunctionErrors errors) {
    this.errors = errors;
  }

  FunctionErrors errors() {
    return errors;
  }

  @Override
  public Lane lane(DType type, int n) {
    return Lane.ofIntervals(type, n);
  }

  @Override
  public Lane load(Tensor t) {
    return Lane.ofPoints(t);
  }

  /**
   * A constant that is not on the grid of its type may be used as it is or rounded; NaN is no
   * number.
   */
  @Override
  public void constant(Lane out, double real, long integer, int n) {
    if (!out.type.isFloat()) {
      Arrays.fill(out.integer, 0, n, integer);
      Arrays.fill(out.integerHigh, 0, n, integer);
      return;
    }
    boolean nan = Double.isNaN(real);
    double nearest = out.type.nearest(real);
    Arrays.fill(out.real, 0, n, nan ? Double.POSITIVE_INFINITY : Math.min(real, nearest));
    Arrays.fill(out.realHigh, 0, n, nan ? Double.NEGATIVE_INFINITY : Math.max(real, nearest));
    Arrays.fill(out.nan, 0, n, nan);
  }

  @Override
  public void index(Lane out, int[] least, int[] most, int n) {
    for (int k = 0; k < n; k++) {
      if (out.type.isFloat()) {
        Grid.of(out.type).put(out, k, least[k], most[k], false);
      } else {
        EnclosedIntegers.put(out, k, least[k], most[k]);
      }
    }
  }

  /** Intervals lie on their grid already. */
  @Override
  public void store(Lane out, int n) {}

  @Override
  public void round(Lane out, Supplier<Lane> sizes, int n) {
    Lane of = sizes.get();
    widen(
        out, 0, k -> out.type.unit() * Math.max(Math.abs(of.real[k]), Math.abs(of.realHigh[k])), n);
  }

  @Override
  public void err(String operator, Lane out, int n) {
    FunctionErrors.Bound error = errors.of(operator, out.type);
    if (!error.isNone()) {
      double absolute = error.units() * out.type.unit();
      widen(out, 2 * error.ulps() * out.type.unit(), k -> absolute, n);
    }
  }

  private static void widen(Lane out, double relative, IntToDoubleFunction absolute, int n) {
    Grid grid = Grid.of(out.type);
    for (int k = 0; k < n; k++) {
      double l = out.real[k];
      double h = out.realHigh[k];
      if (l <= h) {
        boolean infinite = l == h && Math.abs(l) == Double.POSITIVE_INFINITY;
        double off = absolute.applyAsDouble(k);
        EnclosedArithmetic.putWidened(grid, out, k, l, h, relative, off, infinite, out.nan[k]);
      }
    }
  }

  @Override
  public void hull(Lane out, int k, Lane from, int at) {
    hull(out, k, out, k, from, at);
  }

  /** The smallest interval around two. */
  static void hull(Lane out, int k, Lane x, int i, Lane y, int j) {
    if (out.type.isFloat()) {
      Grid.putRaw(
          out,
          k,
          Math.min(x.real[i], y.real[j]),
          Math.max(x.realHigh[i], y.realHigh[j]),
          x.nan[i] || y.nan[j]);
    } else {
      DType type = out.type;
      long l = type.compare(x.integer[i], y.integer[j]) <= 0 ? x.integer[i] : y.integer[j];
      boolean first = type.compare(x.integerHigh[i], y.integerHigh[j]) >= 0;
      EnclosedIntegers.put(out, k, l, first ? x.integerHigh[i] : y.integerHigh[j]);
    }
  }

  @Override
  public void apply(Prim prim, Lane out, Lane[] args, int n) {
    switch (prim) {
      case EQUAL, LESS, LESS_EQUAL, IS_NAN, IS_INFINITE ->
          EnclosedComparisons.apply(prim, out, args, n);
      case SELECT -> select(out, args[0], args[1], args[2], n);
      case CAST -> EnclosedCasts.apply(out, args[0], true, n);
      case CAST_WRAPPING -> EnclosedCasts.apply(out, args[0], false, n);
      case CONVERT -> EnclosedCasts.convert(out, args[0], n);
      default -> {
        if (out.type.isFloat()) {
          reals(prim, out, args[0], args[args.length - 1], n);
        } else {
          integers(prim, out, args[0], args[args.length - 1], n);
        }
      }
    }
  }

  private static void select(Lane out, Lane test, Lane yes, Lane no, int n) {
    for (int k = 0; k < n; k++) {
      if (test.integer[k] == test.integerHigh[k]) {
        out.copy(test.integer[k] != 0 ? yes : no, k, k, 1);
      } else {
        hull(out, k, yes, k, no, k);
      }
    }
  }

  private void reals(Prim prim, Lane out, Lane x, Lane y, int n) {
    FunctionErrors.Bound error = errors.of(prim, out.type);
    switch (prim) {
      case ADD -> EnclosedArithmetic.add(out, x, y, n);
      case SUB -> {
        if (x == y) {
          EnclosedArithmetic.cancel(out, x, n);
        } else {
          EnclosedArithmetic.subtract(out, x, y, n);
        }
      }
      case MUL -> {
        if (x == y) {
          EnclosedArithmetic.square(out, x, n);
        } else {
          EnclosedArithmetic.multiply(out, x, y, n);
        }
      }
      case DIV -> {
        if (x == y) {
          EnclosedArithmetic.divideBySelf(out, x, error, n);
        } else {
          EnclosedArithmetic.divide(out, x, y, error, n);
        }
      }
      case MOD -> EnclosedPowers.modulo(out, x, y, n);
      case REM -> EnclosedPowers.remainder(out, x, y, n);
      case POW -> EnclosedPowers.power(out, x, y, error, n);
      case MIN -> EnclosedArithmetic.extreme(false, out, x, y, n);
      case MAX -> EnclosedArithmetic.extreme(true, out, x, y, n);
      case NEG -> EnclosedArithmetic.negate(out, x, n);
      case ABS -> EnclosedArithmetic.absolute(out, x, n);
      case FLOOR, CEIL, ROUND, TRUNC -> EnclosedArithmetic.round(prim, out, x, n);
      case SQRT -> EnclosedArithmetic.squareRoot(out, x, error, n);
      case EXP,
          LOG,
          LOG1P,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          ERF,
          SIGMOID ->
          EnclosedFunctions.apply(prim, out, x, error, n);
      case EQUAL,
          LESS,
          LESS_EQUAL,
          AND,
          OR,
          XOR,
          NOT,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          IS_NAN,
          IS_INFINITE,
          SELECT,
          CAST,
          CAST_WRAPPING,
          CONVERT ->
          throw new IllegalArgumentException(prim + " gives no float");
    }
  }

  private static void integers(Prim prim, Lane out, Lane x, Lane y, int n) {
    switch (prim) {
      case ADD, SUB, MUL, DIV, MOD, REM, MIN, MAX, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT ->
          EnclosedIntegers.apply(prim, out, x, y, n);
      case POW -> {
        if (y.type.isFloat()) {
          EnclosedIntegers.powerOfReal(out, x, y, n);
        } else {
          EnclosedIntegers.apply(prim, out, x, y, n);
        }
      }
      case NEG -> EnclosedIntegers.negate(out, x, n);
      case ABS -> EnclosedIntegers.absolute(out, x, n);
      case NOT -> EnclosedIntegers.not(out, x, n);
      case FLOOR, CEIL, ROUND, TRUNC -> out.copy(x, 0, 0, n);
      case SQRT,
          EXP,
          LOG,
          LOG1P,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          ERF,
          SIGMOID,
          EQUAL,
          LESS,
          LESS_EQUAL,
          IS_NAN,
          IS_INFINITE,
          SELECT,
          CAST,
          CAST_WRAPPING,
          CONVERT ->
          throw new IllegalArgumentException(prim + " of integers");
    }
  }

  @Override
  public Folder folder(Prim prim, DType type, int n) {
    if (type.isFloat() && prim == Prim.ADD) {
      return new EnclosedSum(type, errors.accumulator(type), n);
    }
    if (type.isFloat() && prim == Prim.MUL) {
      return new EnclosedProduct(type, n);
    }
    return new EnclosedTotal(this, prim, lane(type, n));
  }
}
