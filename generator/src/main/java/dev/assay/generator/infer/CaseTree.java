package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shape by cases: a few terms that cover all examples together, and a tree of guards that leads
 * each example to one that covers it (Alur et al., Scaling enumerative program synthesis via divide
 * and conquer, TACAS 2017).
 */
final class CaseTree {
  private static final int MOST_TERMS = 8;
  private static final int DEPTH = 5;

  /** How many guards are tried where examples are parted: those that leave them least mixed. */
  private static final int BEAM = 8;

  private final Guards guards;
  private final Work work;
  private final List<Cover> candidates;
  private final List<Cover> covers;
  private final Set<Asked> failed = new HashSet<>();

  /** A term and the examples that it fits. */
  private record Cover(Term term, BitSet fits) {}

  private record Asked(BitSet among, int depth) {}

  /** A guard that parts examples, and how mixed they are then. */
  private record Split(Guard guard, BitSet in, BitSet out, double mixed) {}

  private CaseTree(Guards guards, List<Cover> candidates, List<Cover> covers, Work work) {
    this.guards = guards;
    this.candidates = candidates;
    this.covers = covers;
    this.work = work;
  }

  /** The cases; empty if few terms do not cover the examples, or no guards part them. */
  static Optional<List<OutputRule.Shape>> find(
      TermPool pool, int size, Guards guards, @Nullable Dims[] goal, BitSet all, Work work) {
    List<Cover> candidates = new ArrayList<>();
    candidates.add(cover(ListSearch.constant(Dims.of()), goal, k -> Dims.of()));
    pool.lists(size).forEach(v -> candidates.add(cover(v.term(), goal, v::at)));
    work.spend((long) candidates.size() * goal.length);
    List<Cover> few = new ArrayList<>();
    BitSet left = (BitSet) all.clone();
    while (!left.isEmpty() && few.size() < MOST_TERMS) {
      Cover best = candidates.get(0);
      double most = 0;
      for (Cover c : candidates) {
        double worth = ShapeSearch.and(c.fits, left, false).cardinality() / (c.term.size() + 1.0);
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
    if (left.isEmpty()) {
      CaseTree tree = new CaseTree(guards, candidates, few, work);
      for (int depth = 1; depth <= DEPTH; depth++) {
        Optional<List<OutputRule.Shape>> cases = tree.part(all, List.of(), depth);
        if (cases.isPresent()) {
          return cases;
        }
      }
    }
    return Optional.empty();
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
  private Optional<List<OutputRule.Shape>> part(BitSet among, List<Guard> when, int depth) {
    work.spend(candidates.size());
    for (Cover c : candidates) {
      if (ShapeSearch.and(among, c.fits, true).isEmpty()) {
        return Optional.of(List.of(new OutputRule.Shape(when, c.term)));
      }
    }
    if (depth == 0 || work.isSpent() || !failed.add(new Asked(among, depth))) {
      return Optional.empty();
    }
    for (Split s : splits(among)) {
      Optional<List<OutputRule.Shape>> in = part(s.in, with(when, s.guard), depth - 1);
      Optional<List<OutputRule.Shape>> out =
          in.isPresent() ? part(s.out, with(when, s.guard.not()), depth - 1) : Optional.empty();
      if (out.isPresent()) {
        List<OutputRule.Shape> cases = new ArrayList<>(in.get());
        cases.addAll(out.get());
        return Optional.of(cases);
      }
    }
    return Optional.empty();
  }

  private List<Split> splits(BitSet among) {
    List<Split> splits = new ArrayList<>();
    work.spend((long) guards.entries().size() * covers.size());
    for (Guards.Entry g : guards.entries()) {
      BitSet in = ShapeSearch.and(among, g.holds(), false);
      BitSet out = ShapeSearch.and(among, g.holds(), true);
      if (!in.isEmpty() && !out.isEmpty()) {
        double mixed = entropy(in) * in.cardinality() + entropy(out) * out.cardinality();
        splits.add(new Split(g.guard(), in, out, mixed));
      }
    }
    splits.sort(Comparator.comparingDouble(Split::mixed));
    return splits.subList(0, Math.min(BEAM, splits.size()));
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
