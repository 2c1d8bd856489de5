package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for the shape of an output: one term, or, where none fits all examples, one for each
 * of a few cases, told apart by guards. Terms cover examples, and guards divide them (Alur et al.,
 * Scaling enumerative program synthesis via divide and conquer, TACAS 2017).
 */
final class ShapeSearch {
  private static final int MOST_CASES = 5;

  private final ListSearch lists;
  private final Guards guards;
  private final @Nullable Dims[] goal;

  /**
   * @param goal the shape in each example; null in one that does not matter
   */
  ShapeSearch(TermPool pool, Guards guards, @Nullable Dims[] goal) {
    this.lists = new ListSearch(pool);
    this.guards = guards;
    this.goal = goal;
  }

  /** The cases; empty if no few terms fit. */
  Optional<List<OutputRule.Shape>> find() {
    BitSet all = new BitSet();
    for (int k = 0; k < goal.length; k++) {
      all.set(k, goal[k] != null);
    }
    return find(all, List.of(), MOST_CASES);
  }

  private Optional<Term> term(BitSet among) {
    @Nullable Dims[] part = new Dims[goal.length];
    among.stream().forEach(k -> part[k] = goal[k]);
    return lists.find(part);
  }

  private Optional<List<OutputRule.Shape>> find(BitSet among, List<Guard> when, int cases) {
    Optional<Term> one = term(among);
    if (one.isPresent()) {
      return Optional.of(List.of(new OutputRule.Shape(when, one.get())));
    }
    return cases == 1 ? Optional.empty() : divided(among, when, cases);
  }

  /** One side of a guard, where one term fits it. */
  private record Side(Guard guard, BitSet rest, Term term) {}

  private Optional<List<OutputRule.Shape>> divided(BitSet among, List<Guard> when, int cases) {
    List<Side> sides = new ArrayList<>();
    for (Guards.Entry g : guards.entries()) {
      BitSet in = and(among, g.holds(), false);
      BitSet out = and(among, g.holds(), true);
      if (in.isEmpty() || out.isEmpty()) {
        continue;
      }
      Optional<Term> a = term(in);
      Optional<Term> b = term(out);
      if (a.isPresent() && b.isPresent()) {
        return Optional.of(
            List.of(
                new OutputRule.Shape(with(when, g.guard()), a.get()),
                new OutputRule.Shape(when, b.get())));
      }
      a.ifPresent(t -> sides.add(new Side(g.guard(), out, t)));
      b.ifPresent(t -> sides.add(new Side(g.guard().not(), in, t)));
    }
    sides.sort((x, y) -> Integer.compare(x.rest.cardinality(), y.rest.cardinality()));
    for (Side s : sides.subList(0, Math.min(2, sides.size()))) {
      Optional<List<OutputRule.Shape>> rest = find(s.rest, when, cases - 1);
      if (rest.isPresent()) {
        List<OutputRule.Shape> all = new ArrayList<>();
        all.add(new OutputRule.Shape(with(when, s.guard), s.term));
        all.addAll(rest.get());
        return Optional.of(all);
      }
    }
    return Optional.empty();
  }

  private static List<Guard> with(List<Guard> when, Guard guard) {
    List<Guard> all = new ArrayList<>(when);
    all.add(guard);
    return all;
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

  @Override
  public String toString() {
    return Arrays.toString(goal);
  }
}
