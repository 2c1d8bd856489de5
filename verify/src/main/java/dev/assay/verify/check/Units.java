package dev.assay.verify.check;

import dev.assay.core.tensor.DType;
import dev.assay.verify.check.Combination.Term;
import dev.assay.verify.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model and its property as inputs, weighted sums and rectifiers.
 *
 * <p>Each unit is divided by a power of two that it does not exceed wherever the inputs lie in the
 * boxes of the property: that of a sum is at least the sum of the absolute values of all its
 * summands. So no weighted sum of units whose weights add up to 1, taken back to the inputs, ever
 * leaves the {@link Grid}.
 */
final class Units {
  private final boolean rounds;
  private final List<Unit> units = new ArrayList<>();
  private final List<Integer> exponents = new ArrayList<>();
  private final List<Boolean> bends = new ArrayList<>();
  private final List<Integer> rectifiers = new ArrayList<>();

  /**
   * @param rounds whether sums are computed with rounding
   * @param inputs at least the absolute value of each input
   */
  Units(boolean rounds, List<Rational> inputs) {
    this.rounds = rounds;
    for (Rational size : inputs) {
      put(new Unit.Input(), Grid.exponent(size));
    }
  }

  private int put(Unit unit, int exponent) {
    units.add(unit);
    exponents.add(exponent);
    bends.add(false);
    return units.size() - 1;
  }

  int size() {
    return units.size();
  }

  Unit get(int unit) {
    return units.get(unit);
  }

  /** The exponent of the power of two by which a unit is divided. */
  int exponent(int unit) {
    return exponents.get(unit);
  }

  /** Whether a rectifier reads a unit, and that is a sum of more than inputs. */
  boolean isWanted(int unit) {
    return bends.get(unit);
  }

  /** The argument of a rectifier, by its number in the order of the model. */
  int argument(int rectifier) {
    return ((Unit.Rectifier) units.get(place(rectifier))).of();
  }

  /** The place of a rectifier, by its number in the order of the model. */
  int place(int rectifier) {
    return rectifiers.get(rectifier);
  }

  int rectifiers() {
    return rectifiers.size();
  }

  /** A sum of units as one unit, computed in a type. */
  int unit(Combination c, DType type) {
    return c.isUnit() ? c.terms().firstKey() : sum(c, Rational.of(type.max()), type);
  }

  /** A sum of units as one unit, without any rounding. */
  int exact(Combination c) {
    return c.isUnit() ? c.terms().firstKey() : sum(c, Rational.ZERO, DType.FLOAT64);
  }

  int rectifier(int of) {
    int place = put(new Unit.Rectifier(of), exponents.get(of));
    rectifiers.add(place);
    bends.set(of, units.get(of) instanceof Unit.Sum s && hangsOnMore(s));
    return place;
  }

  private boolean hangsOnMore(Unit.Sum s) {
    for (int of : s.of()) {
      if (!(units.get(of) instanceof Unit.Input)) {
        return true;
      }
    }
    return false;
  }

  private int sum(Combination c, Rational most, DType type) {
    Rational size = c.sizeOfConstant();
    Rational sizes = Rational.ZERO;
    for (Map.Entry<Integer, Term> e : c.terms().entrySet()) {
      size = size.plus(e.getValue().size().times(Grid.power(exponents.get(e.getKey()))));
      sizes = sizes.plus(e.getValue().size());
    }
    boolean errs = rounds && !c.isExact();
    Rational passes = errs ? c.passes() : Rational.ZERO;
    if (passes.compareTo(Grid.power(-1)) >= 0) {
      throw new UnsupportedOperationException("so long a sum in " + type);
    }
    Rational gamma = passes.over(Rational.ONE.minus(passes));
    Rational underflow =
        errs ? c.lost().plus(Combination.leastNormal(type).times(sizes)) : Rational.ZERO;
    Rational greatest = size.plus(size.times(gamma)).plus(underflow);
    int exponent = Grid.exponent(greatest.times(Rational.ONE.plus(Grid.power(-20))));
    int n = c.terms().size();
    int[] of = new int[n];
    long[] weights = new long[n];
    long[] s = new long[errs ? n : 0];
    int k = 0;
    for (Map.Entry<Integer, Term> e : c.terms().entrySet()) {
      int scale = exponent - exponents.get(e.getKey());
      of[k] = e.getKey();
      weights[k] = Grid.down(e.getValue().weight(), scale);
      if (errs) {
        s[k] = Grid.up(e.getValue().size(), scale);
      }
      k++;
    }
    boolean fits = !rounds || most.signum() == 0 || greatest.compareTo(most) <= 0;
    return put(
        new Unit.Sum(
            of,
            weights,
            s,
            Grid.down(c.constant(), exponent),
            Grid.up(c.constant(), exponent),
            Grid.up(c.sizeOfConstant(), exponent),
            Grid.up(gamma, 0),
            Grid.up(underflow, exponent),
            fits ? Long.MAX_VALUE : Grid.down(most, exponent)),
        exponent);
  }

  /** A number of a unit on the grid, rounded down and held between -1 and 1. */
  long scaled(int unit, Rational number) {
    Rational limit = Grid.power(exponents.get(unit));
    return number.abs().compareTo(limit) >= 0
        ? number.signum() * Grid.ONE
        : Grid.down(number, exponents.get(unit));
  }

  static Rational whole(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }
}
