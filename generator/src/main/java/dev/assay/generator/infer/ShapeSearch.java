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
          new Effort(0, 1),
          new Effort(1, 1),
          new Effort(COMPOSED, 1),
          new Effort(COMPOSED, 5),
          new Effort(1, 3),
          new Effort(2, 3));

  private static final int IN_CASES = 6;

  /** The part of the work that goes into a tree of cases. */
  private static final double TREE = 0.3;

  /** The part of what is left that goes into one way to seek a term. */
  private static final double ONE_EFFORT = 0.5;

  private final TermPool pool;
  private final Guards guards;
  private final @Nullable Dims[] goal;
  private final Work work;
  private final boolean composes;

  /**
   * @param goal the shape in each example; null in one that does not matter
   * @param composes whether formulas are sought that are no terms of the pool
   */
  ShapeSearch(TermPool pool, Guards guards, @Nullable Dims[] goal, boolean composes, Work work) {
    this.pool = pool;
    this.composes = composes;
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
    for (Effort e : EFFORTS) {
      if (e.joints == COMPOSED && !composes) {
        continue;
      }
      Optional<List<OutputRule.Shape>> found =
          new Attempt(e, work.part(ONE_EFFORT)).find(all, e.cases);
      if (found.isEmpty() && e.joints == 0) {
        found = CaseTree.find(pool, IN_CASES, guards, goal, all, work.part(TREE));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** One side of a guard, where one term fits it. */
  private record Side(Guard guard, BitSet rest, int covered, Term term) {
    double worth() {
      return covered / (term.size() + 1.0);
    }
  }

  /** A search with one effort. */
  private final class Attempt {
    private final Effort effort;
    private final Work work;
    private final ListSearch lists;
    private final ComposedSearch composed;
    private final Map<BitSet, Optional<Term>> known = new HashMap<>();

    Attempt(Effort effort, Work work) {
      this.effort = effort;
      this.work = work;
      this.lists = new ListSearch(pool, work);
      this.composed = new ComposedSearch(pool, lists, work);
    }

    private Optional<Term> term(BitSet among) {
      return known.computeIfAbsent(
          among,
          asked -> {
            @Nullable Dims[] part = new Dims[goal.length];
            among.stream().forEach(k -> part[k] = goal[k]);
            return effort.joints == COMPOSED
                ? composed.find(part)
                : lists.find(part, effort.joints);
          });
    }

    private Optional<List<OutputRule.Shape>> find(BitSet among, int cases) {
      Optional<Term> one = term(among);
      if (one.isPresent()) {
        return Optional.of(List.of(new OutputRule.Shape(List.of(), one.get())));
      }
      if (cases == 1) {
        return Optional.empty();
      }
      return effort.joints == COMPOSED ? parted(among, cases) : divided(among, cases);
    }

    /** One case after the other, by what attributes are. */
    private Optional<List<OutputRule.Shape>> parted(BitSet among, int cases) {
      for (Guards.Entry g : guards.ofAttributes()) {
        for (boolean not : new boolean[] {false, true}) {
          BitSet in = and(among, g.holds(), not);
          BitSet out = and(among, g.holds(), !not);
          Optional<Term> one =
              in.isEmpty() || out.isEmpty() || work.isSpent() ? Optional.empty() : term(in);
          Optional<List<OutputRule.Shape>> rest =
              one.isEmpty() ? Optional.empty() : find(out, cases - 1);
          if (rest.isPresent()) {
            Guard guard = not ? g.guard().not() : g.guard();
            List<OutputRule.Shape> all = new ArrayList<>();
            all.add(new OutputRule.Shape(List.of(guard), one.get()));
            all.addAll(rest.get());
            return Optional.of(all);
          }
        }
      }
      return Optional.empty();
    }

    private Optional<List<OutputRule.Shape>> divided(BitSet among, int cases) {
      List<Side> sides = new ArrayList<>();
      List<OutputRule.Shape> both = List.of();
      int least = Integer.MAX_VALUE;
      for (Guards.Entry g : guards.entries()) {
        if (work.isSpent()) {
          break;
        }
        BitSet in = and(among, g.holds(), false);
        BitSet out = and(among, g.holds(), true);
        if (in.isEmpty() || out.isEmpty()) {
          continue;
        }
        Optional<Term> a = term(in);
        Optional<Term> b = term(out);
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
        Optional<List<OutputRule.Shape>> rest = find(s.rest, cases - 1);
        if (rest.isPresent()) {
          List<OutputRule.Shape> all = new ArrayList<>();
          all.add(new OutputRule.Shape(List.of(s.guard), s.term));
          all.addAll(rest.get());
          return Optional.of(all);
        }
      }
      return Optional.empty();
    }
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
