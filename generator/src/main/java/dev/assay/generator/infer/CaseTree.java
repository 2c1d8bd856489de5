package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shape by cases: a few terms that cover all examples together, and a tree of guards that leads
 * each example to one that covers it (Alur et al., Scaling enumerative program synthesis via divide
 * and conquer, TACAS 2017).
 */
final class CaseTree {
  private static final int MOST_TERMS = 7;
  private static final int DEPTH = 4;

  private final Guards guards;
  private final List<Cover> covers;

  /** A term and the examples that it fits. */
  private record Cover(Term term, BitSet fits) {}

  private CaseTree(Guards guards, List<Cover> covers) {
    this.guards = guards;
    this.covers = covers;
  }

  /** The cases; empty if few terms do not cover the examples, or no guards part them. */
  static Optional<List<OutputRule.Shape>> find(
      TermPool pool, int size, Guards guards, @Nullable Dims[] goal, BitSet all) {
    List<Cover> candidates = new ArrayList<>();
    for (int rank = 0; rank <= 2; rank++) {
      Dims ones = Dims.ones(rank);
      candidates.add(cover(ListSearch.constant(ones), goal, k -> ones));
    }
    pool.lists(size).forEach(v -> candidates.add(cover(v.term(), goal, v::at)));
    List<Cover> few = new ArrayList<>();
    BitSet left = (BitSet) all.clone();
    while (!left.isEmpty() && few.size() < MOST_TERMS) {
      Cover best = candidates.get(0);
      double most = 0;
      for (Cover c : candidates) {
        double worth =
            ShapeSearch.and(c.fits, left, false).cardinality() / (c.term.size() + 1.0);
        if (worth > most) {
          most = worth;
          best = c;
        }
      }
      if (most == 0) {
        return Optional.empty();
      }
      few.add(best);
      left.andNot(best.fits);
    }
    List<OutputRule.Shape> cases = new ArrayList<>();
    boolean parted =
        left.isEmpty() && new CaseTree(guards, few).part(all, List.of(), DEPTH, cases);
    return parted ? Optional.of(cases) : Optional.empty();
  }

  private interface Values {
    @Nullable Object at(int example);
  }

  private static Cover cover(Term term, @Nullable Dims[] goal, Values values) {
    BitSet fits = new BitSet();
    for (int k = 0; k < goal.length; k++) {
      Dims wanted = goal[k];
      fits.set(k, wanted != null && wanted.equals(values.at(k)));
    }
    return new Cover(term, fits);
  }

  /** Parts examples until one term covers each part. */
  private boolean part(BitSet among, List<Guard> when, int depth, List<OutputRule.Shape> cases) {
    for (Cover c : covers) {
      if (ShapeSearch.and(among, c.fits, true).isEmpty()) {
        cases.add(new OutputRule.Shape(when, c.term));
        return true;
      }
    }
    if (depth == 0) {
      return false;
    }
    Guards.Entry best = null;
    double least = entropy(among) * among.cardinality();
    for (Guards.Entry g : guards.entries()) {
      BitSet in = ShapeSearch.and(among, g.holds(), false);
      BitSet out = ShapeSearch.and(among, g.holds(), true);
      double left = entropy(in) * in.cardinality() + entropy(out) * out.cardinality();
      if (!in.isEmpty() && !out.isEmpty() && left < least - 1e-9) {
        least = left;
        best = g;
      }
    }
    return best != null
        && part(
            ShapeSearch.and(among, best.holds(), false), with(when, best.guard()), depth - 1, cases)
        && part(
            ShapeSearch.and(among, best.holds(), true),
            with(when, best.guard().not()),
            depth - 1,
            cases);
  }

  /** How mixed examples are by the first term that covers each. */
  private double entropy(BitSet among) {
    BitSet left = (BitSet) among.clone();
    double sum = 0;
    for (Cover c : covers) {
      int own = ShapeSearch.and(left, c.fits, false).cardinality();
      if (own > 0) {
        double p = own / (double) among.cardinality();
        sum -= p * Math.log(p);
      }
      left.andNot(c.fits);
    }
    return sum;
  }

  private static List<Guard> with(List<Guard> when, Guard guard) {
    List<Guard> all = new ArrayList<>(when);
    all.add(guard);
    return all;
  }
}
