package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact reading's numbers: floats as fractions, without any rounding; integers and truth values
 * as they are. What gives no rational is an {@link UnsupportedOperationException} with its name.
 */
final class Fractions extends Unrounded {
  private static final Fraction HALF = Fraction.of(0.5);
  private static final int MOST_FACTORS = 1024;

  @Override
  public Lane lane(DType type, int n) {
    return Lane.ofFractions(type, n);
  }

  @Override
  public Lane load(Tensor t) {
    if (!t.type().isFloat()) {
      return Lane.ofIntegers(t.type(), t.integers());
    }
    Lane lane = lane(t.type(), t.size());
    Arrays.setAll(lane.exact, k -> Fraction.of(t.reals()[k]));
    return lane;
  }

  @Override
  void set(Lane out, int k, long whole) {
    out.exact[k] = Fraction.of(whole);
  }

  @Override
  void fill(Lane out, double real, int n) {
    Arrays.fill(out.exact, 0, n, Fraction.of(real));
  }

  @Override
  boolean test(Prim prim, Lane x, Lane y, int k) {
    return test(prim, x.exact[k], y.exact[k]);
  }

  @Override
  void real(Prim prim, Lane out, Lane x, Lane y, int k) {
    boolean real = y.type.isFloat();
    out.exact[k] =
        prim.arity() == 1
            ? of(prim, x.exact[k])
            : of(prim, x.exact[k], real ? y.exact[k] : Fraction.of(y.integer[k]));
  }

  @Override
  long integer(Prim prim, Lane x, Lane y, int k) {
    if (!y.type.isFloat()) {
      return Integers.of(prim, x.type, x.integer[k], y.integer[k]);
    }
    throw unserved(prim);
  }

  @Override
  void cast(Prim prim, Lane out, Lane x, int k) {
    if (x.type.isFloat() && out.type.isFloat()) {
      out.exact[k] = x.exact[k];
    } else if (x.type.isFloat()) {
      Fraction f = x.exact[k];
      out.integer[k] =
          out.type == DType.BOOL
              ? Math.abs(f.signum())
              : out.type.wrap(of(Prim.TRUNC, f).floor().longValue());
    } else if (out.type.isFloat()) {
      long v = x.integer[k];
      BigInteger exact =
          x.type == DType.UINT64 ? new BigInteger(Long.toUnsignedString(v)) : BigInteger.valueOf(v);
      out.exact[k] = Fraction.of(exact, BigInteger.ONE);
    } else {
      out.integer[k] = Casts.integer(out.type, x.integer[k]);
    }
  }

  private static boolean test(Prim prim, Fraction x, Fraction y) {
    return switch (prim) {
      case EQUAL -> x.compareTo(y) == 0;
      case LESS -> x.compareTo(y) < 0;
      case LESS_EQUAL -> x.compareTo(y) <= 0;
      case IS_NAN -> false;
      case IS_INFINITE -> x.below().signum() == 0;
      default -> throw unserved(prim);
    };
  }

  private static Fraction of(Prim prim, Fraction x) {
    return switch (prim) {
      case NEG -> x.negated();
      case ABS -> x.signum() < 0 ? x.negated() : x;
      case FLOOR -> Fraction.of(x.floor(), BigInteger.ONE);
      case CEIL -> Fraction.of(x.negated().floor().negate(), BigInteger.ONE);
      case TRUNC -> of(x.signum() < 0 ? Prim.CEIL : Prim.FLOOR, x);
      case ROUND -> rounded(x);
      default -> throw unserved(prim);
    };
  }

  /** To the nearest integer, ties to even. */
  private static Fraction rounded(Fraction x) {
    BigInteger up = x.plus(HALF).floor();
    boolean tie = x.plus(HALF).compareTo(Fraction.of(up, BigInteger.ONE)) == 0;
    return Fraction.of(tie && up.testBit(0) ? up.subtract(BigInteger.ONE) : up, BigInteger.ONE);
  }

  private static Fraction of(Prim prim, Fraction x, Fraction y) {
    return switch (prim) {
      case ADD -> x.plus(y);
      case SUB -> x.minus(y);
      case MUL -> x.times(y);
      case DIV -> x.over(y);
      case MIN -> x.compareTo(y) <= 0 ? x : y;
      case MAX -> x.compareTo(y) >= 0 ? x : y;
      case MOD -> x.minus(y.times(of(Prim.FLOOR, x.over(y))));
      case REM -> x.minus(y.times(of(Prim.TRUNC, x.over(y))));
      case POW -> power(x, y);
      default -> throw unserved(prim);
    };
  }

  private static Fraction power(Fraction x, Fraction y) {
    boolean whole = y.below().equals(BigInteger.ONE) && y.above().bitLength() < Integer.SIZE;
    int exponent = whole ? y.above().intValue() : Integer.MAX_VALUE;
    if (Math.abs((long) exponent) > MOST_FACTORS) {
      throw unserved(Prim.POW);
    }
    Fraction power = Fraction.of(1);
    for (int k = 0; k < Math.abs(exponent); k++) {
      power = power.times(x);
    }
    return exponent < 0 ? Fraction.of(1).over(power) : power;
  }

  private static UnsupportedOperationException unserved(Prim prim) {
    return new UnsupportedOperationException(prim + " gives no rational");
  }
}
