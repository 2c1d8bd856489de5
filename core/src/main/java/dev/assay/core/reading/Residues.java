package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The field reading's numbers: floats as residues modulo a prime, without any rounding; integers
 * and truth values as they are.
 *
 * <p>Sums, differences, products and quotients mean what they say. What has no meaning in a field
 * is an <em>uninterpreted function</em>, a number that the arguments and a key decide as a hash
 * does: equal arguments give equal results, and nothing else is known of it. Comparisons, minima
 * and maxima follow one total order of the field, which the key decides. Where a residue is a small
 * integer, all of these are what they are of that integer, and casts between floats change nothing.
 */
final class Residues extends Unrounded {
  /** Beyond it a power is not multiplied out. */
  private static final int MOST_FACTORS = 1024;

  private static final long BEYOND_SMALL = 1L << 60;

  private final long key;
  private final Set<Prim> uninterpreted = EnumSet.noneOf(Prim.class);

  Residues(long key) {
    this.key = key;
  }

  /** The primitives that had arguments of which they are uninterpreted functions. */
  Set<Prim> uninterpreted() {
    return uninterpreted;
  }

  @Override
  public Lane lane(DType type, int n) {
    return Lane.ofValues(type, n);
  }

  @Override
  public Lane load(Tensor t) {
    return t.type().isFloat()
        ? Lane.ofReals(t.type(), Arrays.stream(t.reals()).map(Residue::of).toArray())
        : Lane.ofIntegers(t.type(), t.integers());
  }

  @Override
  void set(Lane out, int k, long whole) {
    out.real[k] = Residue.of(whole);
  }

  @Override
  void fill(Lane out, double real, int n) {
    Arrays.fill(out.real, 0, n, Residue.of(real));
  }

  @Override
  boolean test(Prim prim, Lane x, Lane y, int k) {
    return test(prim, x.real[k], y.real[k]);
  }

  @Override
  void real(Prim prim, Lane out, Lane x, Lane y, int k) {
    if (prim == Prim.POW && !y.type.isFloat()) {
      out.real[k] = of(prim, x.real[k], Residue.of(y.integer[k]));
    } else {
      out.real[k] = prim.arity() == 1 ? of(prim, x.real[k]) : of(prim, x.real[k], y.real[k]);
    }
  }

  @Override
  long integer(Prim prim, Lane x, Lane y, int k) {
    if (prim != Prim.POW || !y.type.isFloat()) {
      return Integers.of(prim, x.type, x.integer[k], y.integer[k]);
    }
    double exponent = y.real[k];
    return Residue.isSmall(exponent)
        ? Integers.of(prim, x.type, x.integer[k], (long) Residue.signed(exponent))
        : x.type.wrap((long) hash(prim, x.integer[k], exponent) % Byte.MAX_VALUE);
  }

  @Override
  void cast(Prim prim, Lane out, Lane x, int k) {
    if (x.type.isFloat() && out.type.isFloat()) {
      out.real[k] = x.real[k];
    } else if (x.type.isFloat()) {
      double r = x.real[k];
      boolean known = Residue.isSmall(r) || !Residue.isFinite(r) || out.type == DType.BOOL;
      out.integer[k] =
          known
              ? Casts.integer(out.type, Residue.signed(r))
              : out.type.wrap((long) hash(prim, r, 0) % Byte.MAX_VALUE);
    } else if (out.type.isFloat()) {
      long v = x.integer[k];
      out.real[k] = x.type == DType.UINT64 ? Residue.ofUnsigned(v) : Residue.of(v);
    } else {
      out.integer[k] = Casts.integer(out.type, x.integer[k]);
    }
  }

  private boolean test(Prim prim, double x, double y) {
    return switch (prim) {
      case LESS -> Double.compare(x, y) != 0 && isNumber(x, y) && order(prim, x) < order(prim, y);
      case LESS_EQUAL -> isNumber(x, y) && (x == y || order(prim, x) < order(prim, y));
      default -> Reals.test(prim, x, y);
    };
  }

  private static boolean isNumber(double x, double y) {
    return !Double.isNaN(x) && !Double.isNaN(y);
  }

  /** The place of a number in the order: small integers in theirs, others before or after them. */
  private long order(Prim prim, double x) {
    if (!Residue.isFinite(x)) {
      return x < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    if (Residue.isSmall(x)) {
      return (long) Residue.signed(x);
    }
    uninterpreted.add(prim);
    long mixed = mix(key + (long) x);
    long place = BEYOND_SMALL + ((mixed >>> 44) << 31) + (long) x;
    return (mixed & 1) == 0 ? place : -place;
  }

  /** A function of one number. */
  private double of(Prim prim, double x) {
    return switch (prim) {
      case NEG -> Residue.isFinite(x) ? Residue.minus(0, x) : -x;
      case ABS -> extreme(Prim.MAX, x, of(Prim.NEG, x));
      case FLOOR, CEIL, ROUND, TRUNC ->
          Residue.isSmall(x) || !Residue.isFinite(x) ? x : hash(prim, x, 0);
      default -> known(prim, x);
    };
  }

  /** The value of a function where that is a rational: at 0, 1 and infinity, or of a square. */
  private double known(Prim prim, double x) {
    boolean special = x == 0 || x == 1 || !Residue.isFinite(x);
    if (special || prim == Prim.SQRT && Residue.isSmall(x)) {
      double y = Reals.of(prim, Residue.signed(x));
      if (!Residue.isFinite(y) || Math.rint(2 * y) == 2 * y) {
        return Residue.of(y);
      }
    }
    return hash(prim, x, 0);
  }

  /** A function of two numbers. */
  private double of(Prim prim, double x, double y) {
    boolean finite = Residue.isFinite(x) && Residue.isFinite(y);
    return switch (prim) {
      case ADD -> finite ? Residue.plus(x, y) : x + y;
      case SUB -> finite ? Residue.minus(x, y) : x - y;
      case MUL -> finite ? Residue.times(x, y) : apart(prim, x, y);
      case DIV -> finite && y != 0 ? Residue.over(x, y) : apart(prim, x, y);
      case MIN, MAX -> extreme(prim, x, y);
      case POW -> power(x, y);
      default -> apart(prim, x, y);
    };
  }

  /** Of small integers and what is no rational, the function itself. */
  private double apart(Prim prim, double x, double y) {
    boolean known =
        (Residue.isSmall(x) || !Residue.isFinite(x))
            && (Residue.isSmall(y) || !Residue.isFinite(y));
    return known
        ? Residue.of(Reals.of(prim, Residue.signed(x), Residue.signed(y)))
        : hash(prim, x, y);
  }

  private double extreme(Prim prim, double x, double y) {
    if (x == y || !isNumber(x, y)) {
      return isNumber(x, y) ? x : Double.NaN;
    }
    return order(prim, x) < order(prim, y) == (prim == Prim.MIN) ? x : y;
  }

  private double power(double x, double y) {
    long exponent = Residue.isSmall(y) ? (long) Residue.signed(y) : Long.MAX_VALUE;
    if (Residue.isFinite(x) && Math.abs(exponent) <= MOST_FACTORS) {
      double whole = Residue.power(x, Math.abs(exponent));
      return exponent >= 0 ? whole : of(Prim.DIV, 1, whole);
    }
    return y == Residue.of(0.5) ? known(Prim.SQRT, x) : hash(Prim.POW, x, y);
  }

  /** The uninterpreted function that a primitive is. */
  private double hash(Prim prim, double x, double y) {
    uninterpreted.add(prim);
    return hash(key, prim.ordinal(), Double.doubleToLongBits(x), Double.doubleToLongBits(y));
  }

  /** A residue that some words decide. */
  static double hash(long... words) {
    long h = 0;
    for (long w : words) {
      h = mix(h ^ w);
    }
    return Math.floorMod(h, Residue.PRIME);
  }

  /** A permutation of 64 bits without pattern: multiplications by odd numbers between shifts. */
  private static long mix(long word) {
    long h = (word + 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
    h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
    h = (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L;
    return h ^ h >>> 32;
  }
}
