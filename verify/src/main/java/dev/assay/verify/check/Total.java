package dev.assay.verify.check;

import dev.assay.core.tensor.DType;
import dev.assay.verify.check.Combination.Term;
import dev.assay.verify.exact.Rational;
import java.util.TreeMap;

/** A sum that is being added up, as a type computes it in any order. */
final class Total {
  private final Rational roundoff;
  private final Rational leastNormal;
  private final TreeMap<Integer, Term> terms = new TreeMap<>();
  private Rational constant = Rational.ZERO;
  private Rational sizeOfConstant = Rational.ZERO;
  private int summands;
  private Rational within = Rational.ZERO;
  private Rational lost = Rational.ZERO;

  Total(DType type) {
    this.roundoff = Combination.roundoff(type);
    this.leastNormal = Combination.leastNormal(type);
  }

  /** Adds one more; a sum in the same type is more summands of this one. */
  Total add(Combination c) {
    if (c.is(Rational.ZERO)) {
      return this;
    }
    c.terms().forEach((k, t) -> terms.merge(k, t, Combination::both));
    constant = constant.plus(c.constant());
    sizeOfConstant = sizeOfConstant.plus(c.sizeOfConstant());
    boolean isSame = c.roundoff().equals(roundoff);
    summands += isSame ? c.summands() : 1;
    Rational passes = isSame ? c.within() : c.passes();
    within = passes.compareTo(within) > 0 ? passes : within;
    lost = lost.plus(c.lost());
    if (summands > 1) {
      lost = lost.plus(leastNormal);
    }
    return this;
  }

  Combination get() {
    return new Combination(
        terms, constant, sizeOfConstant, Math.max(1, summands), within, roundoff, lost);
  }
}
