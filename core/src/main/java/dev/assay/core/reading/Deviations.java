package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The deviation reading: for each float its value in {@code real} and in {@code realHigh} its
 * <em>deviation</em>, how far the roundings of a faithful implementation typically carry it if they
 * are independent of each other.
 *
 * <p>Each operation adds one error of its own, that of {@link FunctionErrors} with one rounding, to
 * what the deviations of its arguments bring; all are combined as the root of the sum of their
 * squares. How much an argument brings is its difference quotient over {@link #REACH} deviations to
 * both sides: the derivative where the function is straight, and more where it bends.
 *
 * <p>An infinite deviation says nothing of an element: so it is behind a jump that lies within the
 * reach of an argument. Integers and truth values are as in {@link Enclosures}, each float standing
 * for all within its reach.
 */
final class Deviations implements Domain {
  /** Up to how many deviations an element is followed. */
  static final double REACH = 8;

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final FunctionErrors errors;
  private final Enclosures enclosures;

  Deviations(FunctionErrors errors) {
    this.errors = errors;
    this.enclosures = new Enclosures(errors);
  }

  @Override
  public Lane lane(DType type, int n) {
    return Lane.ofIntervals(type, n);
  }

  /** Elements of which nothing is said. */
  static Array unknown(DType type, int[] shape) {
    Lane lane = Lane.ofIntervals(type, Tensor.size(shape));
    if (type.isFloat()) {
      Arrays.fill(lane.realHigh, INFINITY);
    } else {
      Arrays.fill(lane.integer, type == DType.STRING ? 0 : type.low());
      Arrays.fill(lane.integerHigh, type == DType.STRING ? Long.MAX_VALUE : type.high());
    }
    return new Array(shape, lane);
  }

  @Override
  public Lane load(Tensor t) {
    if (!t.type().isFloat()) {
      return Lane.ofPoints(t);
    }
    Lane lane = lane(t.type(), t.size());
    System.arraycopy(t.reals(), 0, lane.real, 0, t.size());
    return lane;
  }

  @Override
  public void constant(Lane out, double real, long integer, int n) {
    if (out.type.isFloat()) {
      Arrays.fill(out.real, 0, n, real);
      Arrays.fill(out.realHigh, 0, n, rounding(out.type, real, false));
    } else {
      enclosures.constant(out, real, integer, n);
    }
  }

  @Override
  public void index(Lane out, int[] least, int[] most, int n) {
    if (!out.type.isFloat()) {
      enclosures.index(out, least, most, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      put(out, k, least[k], least[k] == most[k] ? 0 : INFINITY);
    }
  }

  /** As the value reading does, so that both see the same number at a jump. */
  @Override
  public void store(Lane out, int n) {
    for (int k = 0; out.type.isFloat() && k < n; k++) {
      put(out, k, out.type.nearest(out.real[k]), out.realHigh[k]);
    }
  }

  @Override
  public void round(Lane out, Supplier<Lane> sizes, int n) {
    Lane of = sizes.get();
    for (int k = 0; k < n; k++) {
      double own = out.type.unit() * Math.abs(of.real[k]);
      put(out, k, out.real[k], Math.hypot(out.realHigh[k], own));
    }
  }

  @Override
  public void err(String operator, Lane out, int n) {
    FunctionErrors.Bound error = errors.of(operator, out.type);
    for (int k = 0; !error.isNone() && k < n; k++) {
      double own = out.type.unit() * (2 * error.ulps() * Math.abs(out.real[k]) + error.units());
      put(out, k, out.real[k], Math.hypot(out.realHigh[k], own));
    }
  }

  @Override
  public void hull(Lane out, int k, Lane from, int at) {
    hull(out, k, out, k, from, at);
  }

  /** Either of two; nothing is said of it where they are further apart than errors carry them. */
  private void hull(Lane out, int k, Lane x, int i, Lane y, int j) {
    if (!out.type.isFloat()) {
      Enclosures.hull(out, k, x, i, y, j);
      return;
    }
    double gap = x.real[i] == y.real[j] ? 0 : Math.abs(x.real[i] - y.real[j]);
    double most = Math.max(x.realHigh[i], y.realHigh[j]);
    put(out, k, x.real[i], gap <= 2 * REACH * most ? most + gap / REACH : INFINITY);
  }

  @Override
  public void apply(Prim prim, Lane out, Lane[] args, int n) {
    if (prim == Prim.SELECT) {
      select(out, args[0], args[1], args[2], n);
    } else if (!out.type.isFloat()) {
      enclosures.apply(prim, out, intervals(args, n), n);
    } else if (prim == Prim.CAST || prim == Prim.CAST_WRAPPING || prim == Prim.CONVERT) {
      cast(prim, out, args[0], n);
    } else {
      reals(prim, out, args, n);
    }
  }

  private void select(Lane out, Lane test, Lane yes, Lane no, int n) {
    for (int k = 0; k < n; k++) {
      if (test.integer[k] == test.integerHigh[k]) {
        out.copy(test.integer[k] != 0 ? yes : no, k, k, 1);
      } else {
        hull(out, k, yes, k, no, k);
      }
    }
  }

  private void reals(Prim prim, Lane out, Lane[] args, int n) {
    Lane x = args[0];
    Lane y = args[args.length - 1];
    if (!y.type.isFloat()) { // an integer exponent
      y = lane(out.type, n);
      cast(Prim.CAST, y, args[args.length - 1], n);
    }
    DeviatedFunction function =
        new DeviatedFunction(prim, prim.arity() == 2 && x == y, errors.of(prim, out.type));
    for (int k = 0; k < n; k++) {
      function.put(out, k, x.real[k], x.realHigh[k], y.real[k], y.realHigh[k]);
    }
  }

  private void cast(Prim prim, Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      double v = 0;
      double deviation = INFINITY;
      if (x.type.isFloat()) {
        boolean kept = prim == Prim.CONVERT;
        v = kept ? x.real[k] : Casts.real(out.type, x.real[k], prim == Prim.CAST);
        // without a deviation a cast rounds to nearest, as ONNX says
        deviation = kept || x.realHigh[k] > 0 ? rounding(out.type, x.real[k], false) : 0;
        deviation = Math.hypot(x.realHigh[k], deviation);
      } else if (x.integer[k] == x.integerHigh[k]) {
        v = Casts.real(out.type, x.type, x.integer[k], prim == Prim.CAST);
        deviation = rounding(out.type, x.type.toDouble(x.integer[k]), false);
      }
      put(out, k, v, deviation);
    }
  }

  /** Floats as the intervals of all within their reach. */
  private static Lane[] intervals(Lane[] args, int n) {
    Lane[] wide = new Lane[args.length];
    for (int a = 0; a < wide.length; a++) {
      // two arguments that are the same stay so
      wide[a] = a > 0 && args[a] == args[0] ? wide[0] : interval(args[a], n);
    }
    return wide;
  }

  private static Lane interval(Lane x, int n) {
    if (!x.type.isFloat()) {
      return x;
    }
    Lane wide = Lane.ofIntervals(x.type, n);
    for (int k = 0; k < n; k++) {
      double reach = REACH * x.realHigh[k];
      if (reach == INFINITY) {
        Grid.putAll(wide, k, true);
      } else if (Double.isNaN(x.real[k])) {
        Grid.putNan(wide, k);
      } else {
        Grid.putRaw(wide, k, x.real[k] - reach, x.real[k] + reach, false);
      }
    }
    return wide;
  }

  /** Stores a value with its deviation; past the greatest number nothing is said of it. */
  static void put(Lane out, int k, double value, double deviation) {
    boolean overflows = Math.abs(value) > out.type.max() && Math.abs(value) < INFINITY;
    boolean known = deviation < INFINITY && !overflows;
    out.real[k] = value;
    out.realHigh[k] = known && (deviation == 0 || Double.isFinite(value)) ? deviation : INFINITY;
  }

  /**
   * What one rounding to a type may do to a number: nothing where the type holds it. One that is
   * below the normal numbers may be flushed to zero.
   *
   * @param inexact whether a number of float64 is but the nearest to what is rounded
   */
  static double rounding(DType type, double value, boolean inexact) {
    boolean holds = type == DType.FLOAT64 ? !inexact : type.nearest(value) == value;
    if (value == 0 || !Double.isFinite(value)) {
      return 0;
    }
    double leastNormal = Math.scalb(1.0, type.leastExponent());
    if (Math.abs(value) < leastNormal) {
      return leastNormal;
    }
    return holds ? 0 : type.unit() * Math.abs(value);
  }

  @Override
  public Folder folder(Prim prim, DType type, int n) {
    return type.isFloat() && prim == Prim.ADD
        ? new DeviatedSum(type, errors.accumulator(type), n)
        : new Total(this, prim, lane(type, n), false);
  }
}
