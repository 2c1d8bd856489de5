package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for the shape of an output: one term, or, where none fits all examples, one for each
 * of a few cases, told apart by guards. Terms cover examples, and guards divide them (Alur et al.,
 * Scaling enumerative program synthesis via divide and conquer, TACAS 2017).
 */
final class ShapeSearch {
  /**
   * How a term is sought, by what that costs.
   *
   * @param joints how many lists it joins to others; {@link #COMPOSED} if it is a formula
   * @param cases how many there are
   */
  private record Effort(int joints, int cases) {}

  private static final int COMPOSED = -1;

  private static final List<Effort> EFFORTS =
      List.of(
          new Effort(1, 1),
          new Effort(COMPOSED, 1),
          new Effort(1, 3),
          new Effort(COMPOSED, 4),
          new Effort(2, 3));

  private static final int IN_CASES = 6;

  /** The part of the work that goes into a tree of cases. */
  private static final double TREE = 0.3;

  private final TermPool pool;
  private final ListSearch lists;
  private final Guards guards;
  private final @Nullable Dims[] goal;
  private final Work work;
  private final Map<Asked, Optional<Term>> known = new HashMap<>();

  /**
   * @param goal the shape in each example; null in one that does not matter
   */
  ShapeSearch(TermPool pool, Guards guards, @Nullable Dims[] goal, Work work) {
    this.pool = pool;
    this.lists = new ListSearch(pool, work);
    this.work = work;
    this.guards = guards;
    this.goal = goal;
  }

  /** The cases; empty if no few terms fit. */
  Optional<List<OutputRule.Shape>> find() {
    BitSet all = new BitSet();
    for (int k = 0; k < goal.length; k++) {
      all.set(k, goal[k] != null);
    }
    Optional<Term> one = term(all, new Effort(0, 1));
    if (one.isPresent()) {
      return Optional.of(List.of(new OutputRule.Shape(List.of(), one.get())));
    }
    Optional<List<OutputRule.Shape>> cases =
        CaseTree.find(pool, IN_CASES, guards, goal, all, work.part(TREE));
    if (cases.isPresent()) {
      return cases;
    }
    for (Effort e : EFFORTS) {
      Optional<List<OutputRule.Shape>> found = find(all, e, e.cases);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Term> term(BitSet among, Effort effort) {
    return known.computeIfAbsent(
        new Asked(among, effort.joints),
        asked -> {
          @Nullable Dims[] part = new Dims[goal.length];
          among.stream().forEach(k -> part[k] = goal[k]);
          return effort.joints == COMPOSED ? lists.composed(part) : lists.find(part, effort.joints);
        });
  }

  private record Asked(BitSet among, int joints) {}

  private Optional<List<OutputRule.Shape>> find(BitSet among, Effort effort, int cases) {
    Optional<Term> one = term(among, effort);
    if (one.isPresent()) {
      return Optional.of(List.of(new OutputRule.Shape(List.of(), one.get())));
    }
    return cases == 1 ? Optional.empty() : divided(among, effort, cases);
  }

  /** One side of a guard, where one term fits it. */
  private record Side(Guard guard, BitSet rest, int covered, Term term) {
    double worth() {
      return covered / (term.size() + 1.0);
    }
  }

  private Optional<List<OutputRule.Shape>> divided(BitSet among, Effort effort, int cases) {
    List<Side> sides = new ArrayList<>();
    List<OutputRule.Shape> both = List.of();
    int least = Integer.MAX_VALUE;
    for (Guards.Entry g : effort.joints == COMPOSED ? guards.ofAttributes() : guards.entries()) {
      if (work.isSpent()) {
        break;
      }
      BitSet in = and(among, g.holds(), false);
      BitSet out = and(among, g.holds(), true);
      if (in.isEmpty() || out.isEmpty()) {
        continue;
      }
      Optional<Term> a = term(in, effort);
      Optional<Term> b = term(out, effort);
      a.ifPresent(t -> sides.add(new Side(g.guard(), out, in.cardinality(), t)));
      b.ifPresent(t -> sides.add(new Side(g.guard().not(), in, out.cardinality(), t)));
      if (a.isPresent() && b.isPresent() && a.get().size() + b.get().size() < least) {
        least = a.get().size() + b.get().size();
        both =
            List.of(
                new OutputRule.Shape(List.of(g.guard()), a.get()),
                new OutputRule.Shape(List.of(), b.get()));
      }
    }
    if (!both.isEmpty()) {
      return Optional.of(both);
    }
    sides.sort((x, y) -> Double.compare(y.worth(), x.worth()));
    for (Side s : sides.subList(0, Math.min(5, sides.size()))) {
      Optional<List<OutputRule.Shape>> rest = find(s.rest, effort, cases - 1);
      if (rest.isPresent()) {
        List<OutputRule.Shape> all = new ArrayList<>();
        all.add(new OutputRule.Shape(List.of(s.guard), s.term));
        all.addAll(rest.get());
        return Optional.of(all);
      }
    }
    return Optional.empty();
  }

  static BitSet and(BitSet a, BitSet b, boolean not) {
    BitSet c = (BitSet) a.clone();
    if (not) {
      c.andNot(b);
    } else {
      c.and(b);
    }
    return c;
  }
}
