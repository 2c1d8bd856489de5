package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;

/**
 * The deviation reading: for each element an interval whose radius is how far the roundings of a
 * faithful implementation carry it, if they are independent of each other. The radii of the
 * arguments of a sum, a difference, a product, a quotient and of the terms of a fold are combined
 * as the root of their squares, with one rounding of the result; all else is as in {@link
 * Enclosures}. So it proves nothing, and does not grow with the length and the number of
 * contractions as an enclosure does.
 *
 * <p>An implementation may be a few radii away. Where that matters, before jumps such as Floor and
 * comparisons, {@link #BEFORE_JUMPS} radii are taken.
 */
final class Deviations implements Domain {
  /** How many radii are taken of an argument that a small error may carry over a jump. */
  static final double BEFORE_JUMPS = 8;

  private final Enclosures enclosures;

  Deviations(FunctionErrors errors) {
    this.enclosures = new Enclosures(errors);
  }

  @Override
  public Lane lane(DType type, int n) {
    return enclosures.lane(type, n);
  }

  @Override
  public Lane load(Tensor t) {
    return enclosures.load(t);
  }

  @Override
  public void constant(Lane out, double real, long integer, int n) {
    enclosures.constant(out, real, integer, n);
  }

  @Override
  public void index(Lane out, int[] least, int[] most, int n) {
    enclosures.index(out, least, most, n);
  }

  @Override
  public void store(Lane out, int n) {}

  @Override
  public void hull(Lane out, int k, Lane from, int at) {
    enclosures.hull(out, k, from, at);
  }

  @Override
  public void apply(Prim prim, Lane out, Lane[] args, int n) {
    switch (prim) {
      case ADD, SUB, MUL, DIV -> {
        if (out.type.isFloat() && args[0] != args[1]) {
          combine(prim, out, args, n);
        } else {
          enclosures.apply(prim, out, args, n);
        }
      }
      case FLOOR, CEIL, ROUND, TRUNC, MOD, REM, EQUAL, LESS, LESS_EQUAL ->
          enclosures.apply(prim, out, widened(args, n), n);
      case CAST, CAST_WRAPPING ->
          enclosures.apply(prim, out, out.type.isFloat() ? args : widened(args, n), n);
      case POW,
          MIN,
          MAX,
          NEG,
          ABS,
          SQRT,
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
          AND,
          OR,
          XOR,
          NOT,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          IS_NAN,
          IS_INFINITE,
          SELECT,
          CONVERT ->
          enclosures.apply(prim, out, args, n);
    }
  }

  /** One of the four operations on two numbers whose errors have nothing to do with each other. */
  private void combine(Prim prim, Lane out, Lane[] args, int n) {
    double[] radii = new double[n];
    for (int k = 0; k < n; k++) {
      double x = middle(args[0], k);
      double y = middle(args[1], k);
      double r = radius(args[0], k);
      double s = radius(args[1], k);
      radii[k] =
          switch (prim) {
            case ADD, SUB -> Math.hypot(r, s);
            case MUL -> Math.hypot(Math.hypot(r * y, s * x), r * s);
            default -> Math.hypot(r, s * x / y) / Math.abs(y);
          };
    }
    enclosures.apply(prim, out, args, n);
    double ulps = 1 + 2 * enclosures.errors().of(prim, out.type).ulps();
    for (int k = 0; k < n; k++) {
      double rounding = ulps * out.type.unit() * middle(out, k);
      narrow(out, k, middle(out, k), Math.hypot(radii[k], rounding));
    }
  }

  /** Takes a middle and a radius for an interval that is wider; points stay points. */
  static void narrow(Lane out, int k, double middle, double radius) {
    double low = Math.max(out.real[k], Math.nextDown(middle - radius));
    double high = Math.min(out.realHigh[k], Math.nextUp(middle + radius));
    if (low < high) { // not so where a number is missing, or there is but one
      Grid.putRaw(out, k, low, high, out.nan[k]);
    }
  }

  static double middle(Lane x, int k) {
    return 0.5 * x.real[k] + 0.5 * x.realHigh[k];
  }

  static double radius(Lane x, int k) {
    return 0.5 * x.realHigh[k] - 0.5 * x.real[k];
  }

  private static Lane[] widened(Lane[] args, int n) {
    Lane[] wide = args.clone();
    for (int a = 0; a < wide.length; a++) {
      // two arguments that are the same stay so
      wide[a] = a > 0 && args[a] == args[0] ? wide[0] : widened(args[a], n);
    }
    return wide;
  }

  private static Lane widened(Lane x, int n) {
    if (!x.type.isFloat()) {
      return x;
    }
    Lane wide = Lane.ofIntervals(x.type, n);
    for (int k = 0; k < n; k++) {
      double more = (BEFORE_JUMPS - 1) * radius(x, k);
      boolean finite = more > 0 && more < Double.POSITIVE_INFINITY;
      Grid.putRaw(
          wide,
          k,
          finite ? x.real[k] - more : x.real[k],
          finite ? x.realHigh[k] + more : x.realHigh[k],
          x.nan[k]);
    }
    return wide;
  }

  @Override
  public Folder folder(Prim prim, DType type, int n) {
    Folder worst = enclosures.folder(prim, type, n);
    return type.isFloat() && prim == Prim.ADD
        ? new DeviatedSum(worst, type, enclosures.errors().accumulator(type), n)
        : worst;
  }
}
