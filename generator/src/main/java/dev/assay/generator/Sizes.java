package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open sizes of a model under construction: their rules, and numbers that keep them.
 *
 * <p>Each size has a number from the moment it exists: the one that taste drew. What a new node
 * breaks is mended first by a local search over the node's own sizes, then over all, and else by
 * the solver, which moves the sizes that the broken rules touch and, if need be, their neighbours.
 * So a model that is grown needs no solving at the end, and keeps the variety that was drawn.
 *
 * <p>Sizes are known by identity, so every collection of them here keeps the order of insertion;
 * otherwise a seed would not determine a model.
 */
final class Sizes {
  private static final int REDRAWS = 24;
  private static final int REPAIRS = 24;
  private static final int SHRINKS = 12;
  private static final int GROWTHS = 1;

  private final Map<Dim.Var, Range> legal;
  private final Map<Dim.Var, Dim> defined;
  private final Map<Dim.Var, Set<Dim.Var>> roots;
  private final Map<Dim.Var, Long> numbers;
  private final List<Dim.Rule> rules;
  private final List<Limit> limits;
  private final Set<Dim.Var> fresh = new LinkedHashSet<>();
  private final Set<Dim.Var> attributes = new LinkedHashSet<>();
  private final int oldRules;

  /** A sum of products of sizes that must not pass a bound. */
  private record Limit(List<Dims> products, long most) {}

  Sizes() {
    legal = new LinkedHashMap<>();
    defined = new LinkedHashMap<>();
    roots = new LinkedHashMap<>();
    numbers = new LinkedHashMap<>();
    rules = new ArrayList<>();
    limits = new ArrayList<>();
    oldRules = 0;
  }

  /** The same sizes, for one more node to try itself on. */
  Sizes(Sizes o) {
    legal = new LinkedHashMap<>(o.legal);
    defined = new LinkedHashMap<>(o.defined);
    roots = new LinkedHashMap<>(o.roots);
    numbers = new LinkedHashMap<>(o.numbers);
    rules = new ArrayList<>(o.rules);
    limits = new ArrayList<>(o.limits);
    oldRules = o.rules.size();
  }

  /** A new size with the number that it has to begin with. */
  Dim.Var open(String name, Range range, long number) {
    Dim.Var v = Dim.size(name, range.low());
    legal.put(v, range);
    numbers.put(v, number);
    roots.put(v, Set.of(v));
    fresh.add(v);
    return v;
  }

  /** The same for an integer of an attribute, which sooner keeps its number than sizes do. */
  Dim.Var attribute(String name, Range range, long number) {
    Dim.Var v = open(name, range, number);
    attributes.add(v);
    return v;
  }

  /** A short name for a formula, so that formulas of formulas stay small. */
  Dim define(String name, Dim formula, long least) {
    if (!(formula instanceof Dim.Apply)) {
      return formula;
    }
    Dim.Var v = Dim.size(name, least);
    defined.put(v, formula);
    roots.put(v, rootsOf(formula));
    numbers.put(v, at(formula));
    return v;
  }

  void require(Dim.Rule rule) {
    rules.add(rule);
  }

  /** The sum of the products must not pass {@code most}. */
  void limit(List<Dims> products, long most) {
    limits.add(new Limit(products, most));
  }

  /** The number that a formula comes to now. */
  long at(Dim d) {
    if (d instanceof Dim.Const c) {
      return c.value();
    }
    if (d instanceof Dim.Apply a) {
      long l = at(a.left());
      long r = at(a.right());
      boolean byZero = r == 0 && (a.op() == Dim.Op.DIV || a.op() == Dim.Op.MOD);
      return byZero ? -Range.FAR : a.op().apply(l, r);
    }
    Long n = d instanceof Dim.Var v ? numbers.get(v) : null;
    if (n == null) {
      throw new IllegalStateException("no size of this model: " + d);
    }
    return n;
  }

  Dims at(Dims d) {
    return d.map(k -> Dim.dim(at(k)));
  }

  boolean holds(Dim.Rule rule) {
    long l = at(rule.left());
    long r = at(rule.right());
    return switch (rule.relation()) {
      case EQUAL -> l == r;
      case AT_LEAST -> l >= r;
    };
  }

  /** Whether one side is a size of the new node, which can be set as the rule wants. */
  boolean yields(Dim.Rule rule) {
    return fresh.contains(rule.left()) || fresh.contains(rule.right());
  }

  /** The sizes of which a formula depends, definitions looked through. */
  Set<Dim.Var> rootsOf(Dim d) {
    if (d instanceof Dim.Var v) {
      return roots.getOrDefault(v, Set.of());
    }
    if (!(d instanceof Dim.Apply)) {
      return Set.of();
    }
    Set<Dim.Var> all = new LinkedHashSet<>();
    collect(d, all);
    return all;
  }

  private void collect(Dim d, Set<Dim.Var> all) {
    if (d instanceof Dim.Apply a) {
      collect(a.left(), all);
      collect(a.right(), all);
    } else {
      all.addAll(rootsOf(d));
    }
  }

  private Set<Dim.Var> rootsOf(Dim.Rule rule) {
    Set<Dim.Var> all = new LinkedHashSet<>(rootsOf(rule.left()));
    all.addAll(rootsOf(rule.right()));
    return all;
  }

  private void set(Dim.Var v, long number) {
    numbers.put(v, number);
    defined.forEach((name, formula) -> numbers.put(name, at(formula)));
  }

  private void set(Map<Dim.Var, Long> some) {
    numbers.putAll(some);
    defined.forEach((name, formula) -> numbers.put(name, at(formula)));
  }

  /** Numbers that keep every rule and limit, if they are found. */
  boolean settle(Choices choices, Taste taste, SizeSolver solver) {
    // Only rules of the new node speak of its own sizes.
    boolean settled =
        mend(oldRules, fresh, REDRAWS, choices, taste) && broken(0).isEmpty()
            || mend(0, legal.keySet(), REPAIRS, choices, taste)
            || solve(choices, solver, Map.of());
    return settled && shrink(choices, taste, solver);
  }

  private List<Dim.Rule> broken(int from) {
    List<Dim.Rule> list = new ArrayList<>();
    for (Dim.Rule r : rules.subList(from, rules.size())) {
      if (!holds(r)) {
        list.add(r);
      }
    }
    return list;
  }

  /**
   * A local search: sets one size of a broken rule after the other as that rule wants it, where no
   * more rules are broken then. Says whether none is.
   */
  private boolean mend(int from, Set<Dim.Var> movable, int attempts, Choices choices, Taste taste) {
    List<Dim.Rule> broken = broken(from);
    for (int k = 0; k < attempts && !broken.isEmpty(); k++) {
      Dim.Rule rule = choices.of(broken);
      List<Dim.Var> sizes = movable(rule, movable, choices);
      if (sizes.isEmpty()) {
        if (broken.size() == 1) {
          return false;
        }
        continue;
      }
      Dim.Var v = choices.of(sizes);
      long before = at(v);
      long wanted = wanted(rule, v, choices, taste);
      if (!range(v).holds(wanted)) {
        continue;
      }
      set(v, wanted);
      List<Dim.Rule> after = broken(from);
      if (after.size() <= broken.size()) {
        broken = after;
      } else {
        set(v, before);
      }
    }
    return broken.isEmpty();
  }

  /** The number with which a size may mend a rule: exact where the rule is linear in it. */
  private long wanted(Dim.Rule rule, Dim.Var v, Choices choices, Taste taste) {
    if (v == rule.left()) {
      return at(rule.right());
    }
    if (v == rule.right()) {
      return at(rule.left());
    }
    long before = at(v);
    long gap = at(rule.right()) - at(rule.left());
    set(v, before + 1);
    long slope = gap - (at(rule.right()) - at(rule.left()));
    set(v, before);
    return slope == 0 || choices.flag()
        ? taste.again(choices, range(v), before)
        : before + Math.floorDiv(gap + Math.abs(slope) - 1, Math.abs(slope)) * Long.signum(slope);
  }

  /** Sizes that a rule speaks of and that may move: sooner those of tensors than attributes. */
  private List<Dim.Var> movable(Dim.Rule rule, Set<Dim.Var> among, Choices choices) {
    List<Dim.Var> all = rootsOf(rule).stream().filter(among::contains).toList();
    List<Dim.Var> sizes = all.stream().filter(v -> !attributes.contains(v)).toList();
    return sizes.isEmpty() || choices.chance(0.2) ? all : sizes;
  }

  /** Sets a size of the new node as a rule wants it, if that side stands alone. */
  void give(Dim.Rule rule) {
    if (holds(rule)) {
      return;
    }
    if (rule.left() instanceof Dim.Var v && fresh.contains(v) && range(v).holds(at(rule.right()))) {
      set(v, at(rule.right()));
    } else if (rule.right() instanceof Dim.Var v
        && fresh.contains(v)
        && range(v).holds(at(rule.left()))) {
      set(v, at(rule.left()));
    }
  }

  private Range range(Dim.Var v) {
    return legal.getOrDefault(v, Range.ALL);
  }

  /** Has the solver move the sizes that broken rules touch, then their neighbours as well. */
  private boolean solve(Choices choices, SizeSolver solver, Map<Dim.Var, Range> narrowed) {
    Set<Dim.Var> moving = new LinkedHashSet<>(narrowed.keySet());
    broken(0).forEach(r -> moving.addAll(rootsOf(r)));
    for (int k = 0; k <= GROWTHS; k++) {
      if (moving.isEmpty()) {
        return false;
      }
      List<Dim.Rule> touched = touched(moving);
      SizeProblem problem = SizeProblem.of(this, moving, narrowed, touched);
      Map<Dim.Var, Long> found = solver.solve(problem, choices);
      if (!found.isEmpty()) {
        set(found);
        return broken(0).isEmpty();
      }
      int size = moving.size();
      touched.forEach(r -> moving.addAll(rootsOf(r)));
      if (moving.size() == size) {
        return false;
      }
    }
    return false;
  }

  private List<Dim.Rule> touched(Collection<Dim.Var> moving) {
    return rules.stream().filter(r -> rootsOf(r).stream().anyMatch(moving::contains)).toList();
  }

  private boolean shrink(Choices choices, Taste taste, SizeSolver solver) {
    for (int k = 0; k < SHRINKS; k++) {
      Limit over = limits.stream().filter(l -> total(l) > l.most).findFirst().orElse(null);
      if (over == null) {
        return true;
      }
      Dims worst = over.products.get(0);
      for (Dims p : over.products) {
        worst = product(p) > product(worst) ? p : worst;
      }
      Dim.Var largest = null;
      for (Dim d : worst.list()) {
        for (Dim.Var v : rootsOf(d)) {
          if (at(v) > Math.max(1, range(v).low()) && (largest == null || at(v) > at(largest))) {
            largest = v;
          }
        }
      }
      if (largest == null) {
        return false;
      }
      long half = Math.max(range(largest).low(), at(largest) / 2);
      long before = at(largest);
      set(largest, half);
      Set<Dim.Var> others = new LinkedHashSet<>(legal.keySet());
      others.remove(largest);
      if (!mend(0, others, REPAIRS, choices, taste)) {
        set(largest, before);
        Range narrow = Range.of(range(largest).low(), half);
        if (!solve(choices, solver, Map.of(largest, narrow))) {
          return false;
        }
      }
    }
    return false;
  }

  private long total(Limit limit) {
    long sum = 0;
    for (Dims p : limit.products) {
      sum = Range.clip(sum + product(p));
    }
    return sum;
  }

  // A size of zero hides no other: what has no elements may still be too large to compute with.
  private long product(Dims sizes) {
    long p = 1;
    for (Dim d : sizes.list()) {
      p = Dim.Op.MUL.apply(p, Math.max(1, at(d)));
    }
    return p;
  }

  Range legal(Dim.Var v) {
    return range(v);
  }

  /** The formula that a short name stands for, or the size itself. */
  Dim meaning(Dim.Var v) {
    return defined.getOrDefault(v, v);
  }

  int rules() {
    return rules.size();
  }
}
