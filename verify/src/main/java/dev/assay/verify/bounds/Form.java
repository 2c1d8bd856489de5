package dev.assay.verify.bounds;

import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Traced;
import java.util.Arrays;

/**
 * An affine expression over the units of a network, with an account of how far an implementation
 * may be from it.
 *
 * <p>What is computed lies within {@code (roundings + (summands - 1) u) * (sum of sizes[k] * |unit
 * k| + sizeOfConstant) + lost} of the expression over the units as they were computed: each summand
 * passes through at most so many roundings in any order of the sum, with fused multiply-adds or not
 * (Higham, Accuracy and Stability of Numerical Algorithms, 3.1 and 4.2). The coefficients are
 * doubles; {@code folds} says how often they were rounded themselves.
 *
 * @param units places of units, ascending
 * @param sizes at least the absolute value of each coefficient: the sum of those of all summands
 * @param roundings relative roundings inside of a summand, each counted by its unit roundoff
 * @param unit the unit roundoff of the sum
 * @param lost what may be lost to underflow
 */
@SuppressWarnings("ArrayRecordComponent")
record Form(
    int[] units,
    double[] coefficients,
    double[] sizes,
    double constant,
    double sizeOfConstant,
    int summands,
    double roundings,
    double unit,
    double lost,
    int folds)
    implements Traced {
  private static final int[] NO_UNITS = {};
  private static final double[] NO_NUMBERS = {};

  /** Products below this round by more than their unit roundoff. */
  private static final double TINY = 0x1p-900;

  /** A number that models hold exactly. */
  static Form of(double number) {
    return new Form(NO_UNITS, NO_NUMBERS, NO_NUMBERS, number, Math.abs(number), 1, 0, 0, 0, 0);
  }

  /** A unit itself. */
  static Form ofUnit(int place) {
    double[] one = {1};
    return new Form(new int[] {place}, one, one, 0, 0, 1, 0, 0, 0, 0);
  }

  boolean isConstant() {
    return units.length == 0;
  }

  /** Whether an implementation computes just this number. */
  boolean isExact() {
    return summands == 1 && roundings == 0 && lost == 0;
  }

  /** A number that is exact, and is this one. */
  boolean is(double number) {
    return isConstant() && isExact() && folds == 0 && constant == number;
  }

  /** Whether this is a unit and nothing else. */
  boolean isUnit() {
    return units.length == 1
        && coefficients[0] == 1
        && sizes[0] == 1
        && sizeOfConstant == 0
        && isExact();
  }

  /** All relative roundings that a summand may pass through. */
  double passes() {
    return roundings + (summands - 1) * unit;
  }

  /** The same, rounded once more to a type. */
  Form rounded(DType type) {
    return new Form(
        units,
        coefficients,
        sizes,
        constant,
        sizeOfConstant,
        1,
        passes() + type.unit(),
        0,
        lost + leastNormal(type),
        folds);
  }

  Form negated() {
    return scaled(-1, 1);
  }

  private Form scaled(double by, double size) {
    double[] c = new double[units.length];
    double[] s = new double[units.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = coefficients[k] * by;
      s[k] = product(sizes[k], size);
    }
    return new Form(
        units,
        c,
        s,
        constant * by,
        product(sizeOfConstant, size),
        summands,
        roundings,
        unit,
        lost * size,
        folds);
  }

  private static double product(double x, double y) {
    double p = x * y;
    return p < TINY && x != 0 && y != 0 ? TINY : p;
  }

  /** The product with a constant, as a type computes it. */
  Form times(Form factor, DType type) {
    if (factor.is(1)) {
      return this;
    }
    if (is(1)) {
      return factor;
    }
    double u = type.unit();
    double size = factor.sizeOfConstant + factor.lost / u;
    if (factor.constant != 0 && size < leastNormal(type)) {
      size = leastNormal(type) / u; // it may be flushed to zero
    }
    Form f = scaled(factor.constant, size);
    return new Form(
        f.units,
        f.coefficients,
        f.sizes,
        f.constant,
        f.sizeOfConstant,
        1,
        passes() + factor.passes() + u,
        u,
        f.lost + leastNormal(type),
        folds + factor.folds + 1);
  }

  /** A number that was rounded to the nearest double. */
  Form inexact() {
    return new Form(
        units,
        coefficients,
        sizes,
        constant,
        sizeOfConstant,
        summands,
        roundings,
        unit,
        lost,
        folds + 1);
  }

  /** The product with a constant, without any rounding by the model. */
  Form weighted(Form factor) {
    Form f = scaled(factor.constant, factor.sizeOfConstant);
    return factor.folds + folds == 0 ? f : f.inexact();
  }

  /**
   * The quotient by a constant that is no difference, as a type computes it.
   *
   * <p>Roundings multiply each summand of the divisor by something between 1 - p and 1 / (1 - p).
   * What they multiply the whole divisor by lies there too, and its inverse: they count once.
   */
  Form over(Form divisor, DType type, double error) {
    Form inverse =
        new Form(
            NO_UNITS,
            NO_NUMBERS,
            NO_NUMBERS,
            1 / divisor.constant,
            1 / divisor.sizeOfConstant,
            1,
            divisor.passes() + error,
            0,
            0,
            divisor.folds + 1);
    return times(inverse, type);
  }

  /** Whether its relative error is that of its roundings, since nothing cancels out in it. */
  boolean isRelative() {
    return isConstant()
        && constant != 0
        && Math.abs(constant) == sizeOfConstant
        && lost < 0x1p-20 * sizeOfConstant * 0x1p-53;
  }

  /** The sum of forms whose numbers are known exactly, without any rounding by the model. */
  static Form exactSum(Form x, double factor, Form y) {
    Form sum = new FormSum(DType.FLOAT64).add(x).add(y.scaled(factor, Math.abs(factor))).get();
    return new Form(
        sum.units,
        sum.coefficients,
        sum.sizes,
        sum.constant,
        sum.sizeOfConstant,
        1,
        0,
        0,
        0,
        sum.folds);
  }

  /** The same expression with the errors of another besides, at sizes of both. */
  Form allowing(Form other) {
    Form both = new FormSum(DType.FLOAT64).add(this).add(other).get();
    double[] c = new double[both.units.length];
    for (int k = 0; k < units.length; k++) {
      c[Arrays.binarySearch(both.units, units[k])] = coefficients[k];
    }
    return new Form(
        both.units,
        c,
        both.sizes,
        constant,
        both.sizeOfConstant,
        1,
        Math.max(passes(), other.passes()),
        0,
        lost + other.lost,
        both.folds);
  }

  static double leastNormal(DType type) {
    return Math.scalb(1.0, type.leastExponent());
  }
}
