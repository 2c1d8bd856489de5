package dev.assay.verify.check;

import dev.assay.core.tensor.DType;
import dev.assay.verify.check.Combination.Term;
import dev.assay.verify.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A model and its property as inputs, weighted sums, rectifiers, functions and products.
 *
 * <p>Each input, sum and rectifier is divided by a power of two that it does not exceed wherever
 * the inputs lie in the boxes of the property: that of a sum is at least the sum of the absolute
 * values of all its summands. So no weighted sum of units whose weights add up to 1, taken back to
 * the inputs, ever leaves the {@link Grid}. Functions and products are divided by what a
 * certificate says; where one may exceed that, nothing is proved.
 */
final class Units {
  /** The most powers of two by which a product of two numbers on the grid is multiplied. */
  private static final int MOST_LIFT = 48;

  /** Exponents that are said are held between these, lest numbers become too long. */
  private static final int LEAST_SCALE = -60;

  private static final int MOST_SCALE = 1100;

  private final boolean rounds;
  private final List<Unit> units = new ArrayList<>();
  private final List<Integer> exponents = new ArrayList<>();
  private final List<Boolean> bends = new ArrayList<>();
  private final List<Boolean> curves = new ArrayList<>();
  private final List<Integer> rectifiers = new ArrayList<>();
  private final Iterator<Integer> scales;

  /**
   * @param rounds whether sums are computed with rounding
   * @param inputs at least the absolute value of each input
   * @param scales the exponents of the powers of two by which functions and products are divided,
   *     in their order; 0 for more
   */
  Units(boolean rounds, List<Rational> inputs, List<Integer> scales) {
    this.rounds = rounds;
    this.scales = scales.iterator();
    for (Rational size : inputs) {
      put(new Unit.Input(), Grid.exponent(size));
    }
  }

  private int put(Unit unit, int exponent) {
    units.add(unit);
    exponents.add(exponent);
    bends.add(false);
    curves.add(false);
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

  /** Whether something else than a sum reads a unit, and that hangs on more than inputs. */
  boolean isWanted(int unit) {
    return bends.get(unit);
  }

  /** Whether there are functions or products among them. */
  boolean haveCurves() {
    return curves.contains(true);
  }

  /** Whether that is more than rectifiers, to which only its sign matters. */
  boolean isCurved(int unit) {
    return curves.get(unit);
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
    bends.set(of, hangsOnMore(of));
    return place;
  }

  /**
   * A function of a unit.
   *
   * @param relative how far what is computed may be from it, as a part of it
   * @param absolute and besides
   */
  int curve(Function f, int of, Rational relative, Rational absolute, DType type) {
    int exponent = scale(absolute);
    curved(of);
    return put(
        new Unit.Curve(
            f, of, relative(relative), absolute(absolute, exponent), most(type, exponent)),
        exponent);
  }

  /** A product of two units, which may be off likewise. */
  int product(int x, int y, Rational relative, Rational absolute, DType type) {
    int exponent = scale(absolute);
    int lift = exponents.get(x) + exponents.get(y) - exponent;
    if (lift > MOST_LIFT) {
      exponent += lift - MOST_LIFT;
      lift = MOST_LIFT;
    }
    curved(x);
    curved(y);
    return put(
        new Unit.Product(
            x, y, lift, relative(relative), absolute(absolute, exponent), most(type, exponent)),
        exponent);
  }

  /** The next exponent that is said, held so that numbers on the grid are neither 0 nor endless. */
  private int scale(Rational absolute) {
    int said = scales.hasNext() ? scales.next() : 0;
    boolean isOff = rounds && absolute.signum() > 0;
    int least = isOff ? Math.max(LEAST_SCALE, Grid.exponent(absolute) + 1) : LEAST_SCALE;
    return Math.max(least, Math.min(said, MOST_SCALE));
  }

  private long relative(Rational error) {
    if (error.compareTo(Grid.power(-1)) >= 0) {
      throw new UnsupportedOperationException("functions in a type of so few digits");
    }
    return rounds ? Grid.up(error, 0) : 0;
  }

  private long absolute(Rational error, int exponent) {
    return rounds ? Grid.up(error, exponent) : 0;
  }

  /** What a unit must not exceed on the grid if it is to stay in its type. */
  private long most(DType type, int exponent) {
    Rational most = Rational.of(type.max());
    boolean isNone = !rounds || Grid.power(exponent).compareTo(most) <= 0;
    return isNone ? Long.MAX_VALUE : Grid.down(most, exponent);
  }

  private void curved(int of) {
    bends.set(of, hangsOnMore(of));
    curves.set(of, true);
  }

  private boolean hangsOnMore(int unit) {
    for (int of : arguments(units.get(unit))) {
      if (!(units.get(of) instanceof Unit.Input)) {
        return true;
      }
    }
    return false;
  }

  private static int[] arguments(Unit unit) {
    if (unit instanceof Unit.Sum s) {
      return s.of();
    }
    if (unit instanceof Unit.Curve c) {
      return new int[] {c.of()};
    }
    return unit instanceof Unit.Product p ? new int[] {p.x(), p.y()} : new int[0];
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
