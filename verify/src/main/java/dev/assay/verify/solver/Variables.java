package dev.assay.verify.solver;

import dev.assay.verify.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The variables of solver terms with an interval each: first the inputs, then one for each place
 * where a model bends either way, with the lines between which it lies.
 */
final class Variables {
  /**
   * One of them.
   *
   * @param below a line that it is at least, over earlier ones
   * @param above a line that it is at most
   */
  private record Variable(Rational low, Rational high, Linear below, Linear above) {}

  private final List<Variable> all = new ArrayList<>();
  private int inputs;

  int size() {
    return all.size();
  }

  Rational low(int variable) {
    return all.get(variable).low;
  }

  Rational high(int variable) {
    return all.get(variable).high;
  }

  /** An input of an interval. */
  Linear input(Rational low, Rational high) {
    inputs++;
    return add(low, high, Linear.of(low), Linear.of(high));
  }

  /** A variable between two ends. */
  Linear between(Rational low, Rational high) {
    return add(low, high, Linear.of(low), Linear.of(high));
  }

  /** A variable that is the greater of 0 and what may have either sign. */
  Linear rectified(Linear argument, Rational low, Rational high) {
    Rational slope = rounded(high.over(high.minus(low)));
    Rational atLow = slope.times(low).negated();
    Rational atHigh = high.minus(slope.times(high));
    Rational offset = atLow.compareTo(atHigh) > 0 ? atLow : atHigh;
    Linear above = argument.times(slope).plus(Linear.of(offset), Rational.ONE);
    Linear below = high.compareTo(low.negated()) > 0 ? argument : Linear.ZERO;
    return add(Rational.ZERO, high, below, above);
  }

  /** A slope of few digits: any is sound. */
  private static Rational rounded(Rational slope) {
    return Rational.of((float) slope.nearest());
  }

  private Linear add(Rational low, Rational high, Linear below, Linear above) {
    all.add(new Variable(low, high, below, above));
    return Linear.ofVariable(all.size() - 1);
  }

  /** At most what an expression can be. */
  Rational least(Linear l) {
    Linear.Sum sum = new Linear.Sum().add(l, Rational.ONE);
    for (Map.Entry<Integer, Rational> last = sum.pollAfter(inputs);
        last != null;
        last = sum.pollAfter(inputs)) {
      Variable v = all.get(last.getKey());
      sum.add(last.getValue().signum() > 0 ? v.below : v.above, last.getValue());
    }
    Linear atInputs = sum.get();
    Rational lined = atEnds(atInputs);
    Rational plain = atEnds(l);
    return plain.compareTo(lined) > 0 ? plain : lined;
  }

  private Rational atEnds(Linear l) {
    Rational least = l.constant();
    for (Map.Entry<Integer, Rational> w : l.weights().entrySet()) {
      Variable v = all.get(w.getKey());
      least = least.plus(w.getValue().times(w.getValue().signum() > 0 ? v.low : v.high));
    }
    return least;
  }

  /** At least what an expression can be. */
  Rational greatest(Linear l) {
    return least(l.times(Rational.ONE.negated())).negated();
  }
}
