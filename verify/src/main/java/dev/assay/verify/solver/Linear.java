package dev.assay.verify.solver;

import dev.assay.verify.exact.Rational;
import dev.assay.verify.trace.Traced;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An affine expression over the variables of solver terms, in exact rationals.
 *
 * @param weights by variable; none is 0
 */
public record Linear(SortedMap<Integer, Rational> weights, Rational constant) implements Traced {
  public static final Linear ZERO = of(Rational.ZERO);

  public Linear {
    weights = Collections.unmodifiableSortedMap(weights);
  }

  public static Linear of(Rational constant) {
    return new Linear(new TreeMap<>(), constant);
  }

  static Linear ofVariable(int variable) {
    return new Linear(new TreeMap<>(Map.of(variable, Rational.ONE)), Rational.ZERO);
  }

  public boolean isConstant() {
    return weights.isEmpty();
  }

  /** This and a multiple of another. */
  public Linear plus(Linear other, Rational times) {
    return new Sum().add(this, Rational.ONE).add(other, times).get();
  }

  public Linear minus(Linear other) {
    return plus(other, Rational.ONE.negated());
  }

  Linear times(Rational factor) {
    return new Sum().add(this, factor).get();
  }

  /** A sum being added up. */
  static final class Sum {
    private final TreeMap<Integer, Rational> weights = new TreeMap<>();
    private Rational constant = Rational.ZERO;

    Sum add(Linear l, Rational times) {
      if (times.signum() == 0) {
        return this;
      }
      constant = constant.plus(l.constant.times(times));
      l.weights.forEach((v, w) -> add(v, w.times(times)));
      return this;
    }

    private void add(int variable, Rational weight) {
      Rational sum = weights.getOrDefault(variable, Rational.ZERO).plus(weight);
      if (sum.signum() == 0) {
        weights.remove(variable);
      } else {
        weights.put(variable, sum);
      }
    }

    /**
     * Takes the last variable but for some first ones out of the sum: it and its weight, or null.
     */
    Map.@Nullable Entry<Integer, Rational> pollAfter(int first) {
      return weights.isEmpty() || weights.lastKey() < first ? null : weights.pollLastEntry();
    }

    Linear get() {
      return new Linear(weights, constant);
    }
  }
}
