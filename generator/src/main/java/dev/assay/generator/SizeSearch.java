package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the numbers of sizes keep every rule and limit.
 *
 * <p>What a new node breaks is mended by a local search over the node's own sizes; where older ones
 * are open too, then over all, and else by the solver, which moves the sizes that the broken rules
 * touch and, if need be, their neighbours. So a model that is grown needs no solving at the end,
 * and keeps the variety that was drawn.
 */
final class SizeSearch {
  private static final int REDRAWS = 24;
  private static final int REPAIRS = 24;
  private static final int SHRINKS = 12;
  private static final int GROWTHS = 1;
  private static final int USUAL_RANK = 4;

  private final Sizes sizes;
  private final Choices choices;
  private final Taste taste;
  private final @Nullable SizeSolver solver;

  /**
   * @param solver where sizes of older nodes are open; null where there are none
   */
  SizeSearch(Sizes sizes, Choices choices, Taste taste, @Nullable SizeSolver solver) {
    this.sizes = sizes;
    this.choices = choices;
    this.taste = taste;
    this.solver = solver;
  }

  /** Whether numbers that keep every rule and limit were found. */
  boolean settle() {
    Set<Size.Bond> broken = sizes.broken();
    boolean settled =
        broken.isEmpty()
            || mend(broken, sizes.fresh(), REDRAWS)
            || solver != null
                && (mend(sizes.broken(), sizes.all(), REPAIRS) || solve(solver, Map.of()));
    return settled && shrink();
  }

  /**
   * Several sets of numbers for all that is open, each near to what taste draws anew: the first is
   * found by the solver, and each of the others is reached from the one before it.
   */
  List<Map<Size, Long>> vary(SizeSolver with, int count) {
    List<Map<Size, Long>> sets = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      sizes.begin();
      if (k == 0) {
        jump(with);
      } else {
        wander();
      }
      if (!broken().isEmpty() || !shrink()) {
        sizes.undo();
      }
      sets.add(sizes.numbers());
    }
    return sets;
  }

  /** Has the solver give all sizes other numbers. */
  private void jump(SizeSolver with) {
    SizeProblem problem = SizeProblem.of(sizes, sizes.all(), Map.of(), sizes.bonds());
    Map<Size, Long> wanted = new LinkedHashMap<>();
    problem.wanted().keySet().forEach(s -> wanted.put(s, another(s)));
    sizes.set(with.solve(problem.wanting(wanted), choices));
  }

  /**
   * Gives one size after the other another number, after which the local search moves those that
   * rules tie to it. A step that it cannot mend is taken back.
   */
  private void wander() {
    Set<Size> others = new HashSet<>(sizes.all()); // for look-ups alone
    for (Size s : sizes.all()) {
      long drawn = another(s);
      int moves = sizes.moves();
      sizes.set(s, drawn);
      others.remove(s);
      if (sizes.moves() > moves && !mend(sizes.broken(s.bonds()), others, REPAIRS)) {
        sizes.takeBack(moves);
      }
      others.add(s);
    }
  }

  /** A number that a size might have had from the beginning. */
  private long another(Size s) {
    long drawn = s.isAttribute() ? s.number() : taste.size(choices, USUAL_RANK, s.legal().high());
    return s.legal().holds(drawn) ? drawn : s.number();
  }

  /**
   * A local search: sets one size of a broken rule after the other as that rule wants it, where no
   * more rules are broken then. Says whether none is.
   */
  private boolean mend(Set<Size.Bond> broken, Collection<Size> movable, int attempts) {
    for (Size.Bond b : broken) {
      if (Collections.disjoint(b.roots(), movable)) {
        return false;
      }
    }
    List<Size.Bond> open = new ArrayList<>(broken);
    for (int k = 0; k < attempts && !open.isEmpty(); k++) {
      Size.Bond bond = choices.of(open);
      List<Size> among = movable(bond, movable);
      if (among.isEmpty()) {
        return false;
      }
      Size s = choices.of(among);
      long before = s.number();
      long wanted = wanted(bond.rule(), s);
      if (!s.legal().holds(wanted)) {
        continue;
      }
      sizes.set(s, wanted);
      List<Size.Bond> after = broken(open, s);
      if (after.size() <= open.size()) {
        open = after;
      } else {
        sizes.set(s, before);
      }
    }
    return open.isEmpty();
  }

  /** The broken rules once a size has moved. */
  private List<Size.Bond> broken(List<Size.Bond> before, Size moved) {
    List<Size.Bond> after = new ArrayList<>();
    for (Size.Bond b : before) {
      if (!b.roots().contains(moved)) {
        after.add(b);
      }
    }
    after.addAll(sizes.broken(moved.bonds()));
    return after;
  }

  /** The number with which a size may mend a rule: exact where the rule is linear in it. */
  private long wanted(Dim.Rule rule, Size s) {
    if (s.variable() == rule.left()) {
      return sizes.at(rule.right());
    }
    if (s.variable() == rule.right()) {
      return sizes.at(rule.left());
    }
    long before = s.number();
    Gap gap =
        Gap.of(
            before,
            number -> {
              sizes.set(s, number);
              return sizes.at(rule.right()) - sizes.at(rule.left());
            });
    sizes.set(s, before);
    return !gap.closes() || choices.flag()
        ? taste.again(choices, s.legal(), before)
        : gap.mended(before);
  }

  /** Sizes on which a rule hangs and that may move: sooner those of tensors than attributes. */
  private List<Size> movable(Size.Bond bond, Collection<Size> among) {
    List<Size> all = new ArrayList<>(bond.roots());
    all.retainAll(among);
    List<Size> tensors = new ArrayList<>(all);
    tensors.removeIf(Size::isAttribute);
    return tensors.isEmpty() || choices.chance(0.2) ? all : tensors;
  }

  /** Has the solver move the sizes that broken rules touch, then their neighbours as well. */
  private boolean solve(SizeSolver with, Map<Size, Range> narrowed) {
    Set<Size> moving = new LinkedHashSet<>(narrowed.keySet());
    broken().forEach(b -> moving.addAll(b.roots()));
    for (int k = 0; k <= GROWTHS; k++) {
      if (moving.isEmpty()) {
        return false;
      }
      Set<Size.Bond> touched = new LinkedHashSet<>();
      moving.forEach(s -> touched.addAll(s.bonds()));
      SizeProblem problem = SizeProblem.of(sizes, moving, narrowed, touched);
      Map<Size, Long> found = with.solve(problem, choices);
      if (!found.isEmpty()) {
        sizes.set(found);
        return broken().isEmpty();
      }
      int size = moving.size();
      touched.forEach(b -> moving.addAll(b.roots()));
      if (moving.size() == size) {
        return false;
      }
    }
    return false;
  }

  private Set<Size.Bond> broken() {
    return sizes.broken(sizes.bonds());
  }

  private boolean shrink() {
    for (int k = 0; k < SHRINKS; k++) {
      Sizes.Limit over = over();
      if (over == null) {
        return true;
      }
      Size largest = largest(over);
      if (largest == null) {
        return false;
      }
      long half = Math.max(largest.legal().low(), largest.number() / 2);
      long before = largest.number();
      sizes.set(largest, half);
      List<Size> others = new ArrayList<>(solver == null ? sizes.fresh() : sizes.all());
      others.remove(largest);
      if (!mend(broken(), others, REPAIRS)) {
        sizes.set(largest, before);
        Range narrow = Range.of(largest.legal().low(), half);
        if (solver == null || !solve(solver, Map.of(largest, narrow))) {
          return false;
        }
      }
    }
    return false;
  }

  /** A limit that is passed; null where none is. */
  private Sizes.@Nullable Limit over() {
    for (Sizes.Limit l : sizes.limits()) {
      if (total(l) > l.most()) {
        return l;
      }
    }
    return null;
  }

  /** The largest size of the largest product that may become smaller; null where there is none. */
  private @Nullable Size largest(Sizes.Limit over) {
    Dims worst = over.products().get(0);
    for (Dims p : over.products()) {
      worst = product(p) > product(worst) ? p : worst;
    }
    Size largest = null;
    for (Dim d : worst.list()) {
      for (Size s : sizes.rootsOf(d)) {
        if (s.number() > Math.max(1, s.legal().low())
            && (largest == null || s.number() > largest.number())) {
          largest = s;
        }
      }
    }
    return largest;
  }

  private long total(Sizes.Limit limit) {
    long sum = 0;
    for (Dims p : limit.products()) {
      sum = Range.clip(sum + product(p));
    }
    return sum;
  }

  // A size of zero hides no other: what has no elements may still be too large to compute with.
  private long product(Dims shape) {
    long p = 1;
    for (int k = 0; k < shape.rank(); k++) {
      p = Dim.Op.MUL.apply(p, Math.max(1, sizes.at(shape.get(k))));
    }
    return p;
  }
}
