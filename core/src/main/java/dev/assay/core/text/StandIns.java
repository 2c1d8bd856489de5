package dev.assay.core.text;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that stand for the attributes of a node while its definition computes with them: primes
 * that no formula has of its own, so that they are known again in what comes out.
 */
final class StandIns {
  /** Where the primes begin, far from what formulas have. */
  static final int FIRST = 7919;

  private static final BigInteger APART = BigInteger.valueOf(50);

  private final Map<String, Double> values = new LinkedHashMap<>();
  private BigInteger next;

  StandIns(int first) {
    next = BigInteger.valueOf(first);
  }

  long whole(String name) {
    return (long) real(name, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** A number within bounds. */
  double real(String name, double least, double most) {
    return values.computeIfAbsent(
        name,
        n -> {
          next = next.add(APART).nextProbablePrime();
          double prime = next.doubleValue();
          boolean fits = least <= prime && prime <= most;
          return (double) (float) (fits ? prime : least + (most - least) / prime);
        });
  }

  /** What a number is of those that stand in, as a formula; empty where it is none of them. */
  Optional<Term> meaning(double value) {
    for (Map.Entry<String, Double> e : values.entrySet()) {
      Optional<Term> term = of(e.getKey(), e.getValue(), value);
      if (term.isPresent()) {
        return term;
      }
    }
    for (Map.Entry<String, Double> a : values.entrySet()) {
      for (Map.Entry<String, Double> b : values.entrySet()) {
        if (a.equals(b)) {
          continue;
        }
        if (value == a.getValue() / b.getValue()) {
          return Optional.of(new Term(a.getKey() + " / " + b.getKey(), Term.PRODUCT));
        }
        if (value == (a.getValue() - 1) * b.getValue() + 1) {
          return Optional.of(
              new Term("(" + a.getKey() + " - 1) * " + b.getKey() + " + 1", Term.SUM));
        }
        if (value == a.getValue() * b.getValue()) {
          return Optional.of(new Term(a.getKey() + " * " + b.getKey(), Term.PRODUCT));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Term> of(String name, double is, double value) {
    if (value == is) {
      return Optional.of(new Term(name, Term.ATOM));
    }
    if (value == is * is) {
      return Optional.of(new Term(name + " * " + name, Term.PRODUCT));
    }
    if (value == -is) {
      return Optional.of(new Term("-" + name, Term.PREFIX));
    }
    if (value == 1 / is && value != is) {
      return Optional.of(new Term("1 / " + name, Term.PRODUCT));
    }
    if (value == 1 - is) {
      return Optional.of(new Term("1 - " + name, Term.SUM));
    }
    if (is == Math.rint(is) && value == Math.floor((is - 1) / 2)) {
      return Optional.of(new Term("(" + name + " - 1) // 2", Term.PRODUCT));
    }
    double more = value - is;
    if (more == Math.rint(more) && Math.abs(more) <= 3) {
      String sign = more > 0 ? " + " : " - ";
      return Optional.of(new Term(name + sign + (int) Math.abs(more), Term.SUM));
    }
    return Optional.empty();
  }
}
