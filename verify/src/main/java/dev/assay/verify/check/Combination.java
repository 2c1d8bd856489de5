package dev.assay.verify.check;

import dev.assay.core.tensor.DType;
import dev.assay.verify.exact.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * A weighted sum of units and a constant, in exact rationals, with what an implementation may be
 * off.
 *
 * <p>What is computed in a type of unit roundoff u lies within {@code p / (1 - p) * size + lost} of
 * it. Here {@code size} sums up the absolute values of all summands, and p is u times the most
 * roundings that a summand passes through: its own, and one for each further summand of the sum, in
 * whatever order (Higham, Accuracy and Stability of Numerical Algorithms, 2002, lemmas 3.1 and 3.3;
 * section 4.2). Each operation may lose a least normal number besides, by underflow.
 *
 * <p>What the roundings multiply a summand by is a product, whose every factor is of 1 - u to 1 /
 * (1 - u); so it lies between 1 - p and 1 / (1 - p), and its inverse does as well. A sum of
 * summands of one sign is multiplied by a mean of such products: by no more. So the roundings of a
 * divisor count once. (Lemma 3.3, by which they may count twice, knows less: that they differ from
 * 1 by at most p / (1 - p).)
 *
 * @param terms what each unit stands in it with
 * @param sizeOfConstant at least its absolute value: the sum of those of all summands
 * @param summands of the sum that this is
 * @param within p without the sum itself
 * @param roundoff of that sum
 */
record Combination(
    TreeMap<Integer, Term> terms,
    Rational constant,
    Rational sizeOfConstant,
    int summands,
    Rational within,
    Rational roundoff,
    Rational lost)
    implements Meant {

  /** What a unit is multiplied by, and at least the absolute value of that in each summand. */
  record Term(Rational weight, Rational size) {}

  static Combination of(Rational constant) {
    return exact(new TreeMap<>(), constant, constant.abs());
  }

  static Combination ofUnit(int unit) {
    TreeMap<Integer, Term> one = new TreeMap<>();
    one.put(unit, new Term(Rational.ONE, Rational.ONE));
    return exact(one, Rational.ZERO, Rational.ZERO);
  }

  static Combination exact(TreeMap<Integer, Term> terms, Rational constant, Rational size) {
    return new Combination(terms, constant, size, 1, Rational.ZERO, Rational.ZERO, Rational.ZERO);
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  /** Whether every implementation computes just this. */
  boolean isExact() {
    return summands == 1 && within.signum() == 0 && lost.signum() == 0;
  }

  boolean is(Rational number) {
    return isConstant() && isExact() && constant.equals(number);
  }

  /** Whether this is a unit as it is. */
  boolean isUnit() {
    return isExact()
        && terms.size() == 1
        && terms.firstEntry().getValue().weight().equals(Rational.ONE)
        && terms.firstEntry().getValue().size().equals(Rational.ONE)
        && sizeOfConstant.signum() == 0;
  }

  /** Whether it is a unit times a number, or 0. */
  boolean isMultipleOf(int unit) {
    return sizeOfConstant.signum() == 0
        && (terms.isEmpty() || terms.size() == 1 && terms.firstKey() == unit);
  }

  /** The number of a multiple. */
  Rational slope() {
    return terms.isEmpty() ? Rational.ZERO : terms.firstEntry().getValue().weight();
  }

  /** The same, which may be off as much as another besides. */
  Combination allowing(Combination other) {
    TreeMap<Integer, Term> all = new TreeMap<>(terms);
    other.terms.forEach((k, t) -> all.merge(k, new Term(Rational.ZERO, t.size), Combination::both));
    Rational more = other.passes();
    return new Combination(
        all,
        constant,
        sizeOfConstant.plus(other.sizeOfConstant),
        1,
        more.compareTo(passes()) > 0 ? more : passes(),
        Rational.ZERO,
        lost.plus(other.lost));
  }

  /** The relative roundings that a summand passes through, p. */
  Rational passes() {
    return summands == 1
        ? within
        : within.plus(
            roundoff.times(Rational.of(BigInteger.valueOf(summands - 1), BigInteger.ONE)));
  }

  Combination negated() {
    return scaled(Rational.ONE.negated(), Rational.ONE);
  }

  Combination scaled(Rational by, Rational size) {
    TreeMap<Integer, Term> all = new TreeMap<>();
    terms.forEach((k, t) -> all.put(k, new Term(t.weight.times(by), t.size.times(size))));
    return new Combination(
        all,
        constant.times(by),
        sizeOfConstant.times(size),
        summands,
        within,
        roundoff,
        lost.times(size));
  }

  /** Rounded once more. */
  Combination rounded(DType type) {
    return rounded(roundoff(type), leastNormal(type));
  }

  private Combination rounded(Rational error, Rational underflow) {
    return new Combination(
        terms,
        constant,
        sizeOfConstant,
        1,
        passes().plus(error),
        Rational.ZERO,
        lost.plus(underflow));
  }

  /**
   * The product with a constant.
   *
   * @param error of the operation, relative
   */
  Combination times(Combination factor, Rational error, DType type) {
    Rational least = leastNormal(type);
    Rational u = roundoff(type);
    Rational size = factor.sizeOfConstant.plus(factor.lost.over(u));
    if (size.signum() > 0 && size.compareTo(least) < 0) {
      size = least.over(u); // it may count as 0
    }
    Combination product = scaled(factor.constant, size);
    return product.rounded(factor.passes().plus(error), least);
  }

  /** The inverse of a constant whose error is a part of it. */
  Combination inverse() {
    Rational one = Rational.ONE;
    Rational part = lost.over(sizeOfConstant);
    return new Combination(
        terms,
        one.over(constant),
        one.over(sizeOfConstant),
        1,
        passes().plus(part).plus(part), // of the half that roundings leave at least
        Rational.ZERO,
        Rational.ZERO);
  }

  /** Whether its error is a part of it: nothing cancels out in it. */
  boolean isRelative() {
    return isConstant() && constant.signum() != 0 && constant.abs().equals(sizeOfConstant);
  }

  /** This and a multiple of another, both as they are, without a rounding. */
  Combination plusExactly(Rational factor, Combination other) {
    TreeMap<Integer, Term> all = new TreeMap<>(terms);
    for (Map.Entry<Integer, Term> e : other.scaled(factor, factor.abs()).terms.entrySet()) {
      all.merge(e.getKey(), e.getValue(), Combination::both);
    }
    return exact(
        all,
        constant.plus(other.constant.times(factor)),
        sizeOfConstant.plus(other.sizeOfConstant.times(factor.abs())));
  }

  static Term both(Term x, Term y) {
    return new Term(x.weight.plus(y.weight), x.size.plus(y.size));
  }

  static Rational roundoff(DType type) {
    return Grid.power(-type.precision());
  }

  static Rational leastNormal(DType type) {
    return Grid.power(type.leastExponent());
  }
}
