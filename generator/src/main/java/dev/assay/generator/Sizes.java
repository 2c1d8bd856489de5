package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The open sizes of one node, or of a whole model under construction: their rules, and numbers that
 * {@link SizeSearch} makes keep them.
 *
 * <p>Each size has a number from the moment it exists: the one that taste drew. A node that is
 * given up is undone, so that trying one costs what the node costs and not what the model does.
 *
 * <p>Sizes are known by identity, so every collection of them here keeps the order of insertion;
 * otherwise a seed would not determine a model.
 */
final class Sizes implements ToLongFunction<Dim> {
  private final Map<Dim.Var, Size> known = new HashMap<>(); // for look-ups alone
  private final List<Size> sizes = new ArrayList<>();
  private final List<Size.Bond> bonds = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<Moved> trail = new ArrayList<>();
  private Mark fresh = new Mark(0, 0, 0);

  /** A sum of products of sizes that must not pass a bound. */
  record Limit(List<Dims> products, long most) {}

  /** How much there was before the newest node. */
  private record Mark(int sizes, int bonds, int limits) {}

  /** What a size was before the newest node. */
  private record Moved(Size size, long before) {}

  /** Says that a new node begins: what comes from now on can be undone. */
  void begin() {
    fresh = new Mark(sizes.size(), bonds.size(), limits.size());
    trail.clear();
  }

  /** How often sizes got other numbers since the newest node began. */
  int moves() {
    return trail.size();
  }

  /** Gives sizes the numbers back that they had after so many moves. */
  void takeBack(int moves) {
    while (trail.size() > moves) {
      Moved last = trail.remove(trail.size() - 1);
      last.size.number(last.before);
    }
  }

  /** Makes all as it was before the newest node. */
  void undo() {
    takeBack(0);
    for (int k = bonds.size() - 1; k >= fresh.bonds; k--) {
      bonds.remove(k).roots().forEach(s -> s.bonds().remove(s.bonds().size() - 1));
    }
    for (int k = sizes.size() - 1; k >= fresh.sizes; k--) {
      Size s = sizes.remove(k);
      known.remove(s.variable());
      if (s.formula() != null) {
        s.roots().forEach(r -> r.names().remove(r.names().size() - 1));
      }
    }
    limits.subList(fresh.limits, limits.size()).clear();
  }

  /** A new size with the number that it has to begin with. */
  Dim.Var open(String name, int axis, Range range, long number) {
    return add(Size.open(Dim.size(name, axis, range.low()), range, false, number));
  }

  /** The same for an integer of an attribute, which sooner keeps its number than sizes do. */
  Dim.Var attribute(String name, int place, Range range, long number) {
    return add(Size.open(Dim.size(name, place, range.low()), range, true, number));
  }

  /** A short name for a formula, so that formulas of formulas stay small. */
  Dim define(String name, Dim formula, long least) {
    if (!(formula instanceof Dim.Apply)) {
      return formula;
    }
    Set<Size> roots = rootsOf(formula);
    Size named = Size.named(Dim.size(name, least), formula, roots, at(formula));
    for (Size r : roots) {
      r.names().add(named);
    }
    return add(named);
  }

  private Dim.Var add(Size s) {
    sizes.add(s);
    known.put(s.variable(), s);
    return s.variable();
  }

  void require(Dim.Rule rule) {
    Size.Bond bond = new Size.Bond(rule, rootsOf(rule));
    for (Size s : bond.roots()) {
      s.bonds().add(bond);
    }
    bonds.add(bond);
  }

  /** The sum of the products must not pass {@code most}. */
  void limit(List<Dims> products, long most) {
    limits.add(new Limit(products, most));
  }

  /** The number that a formula comes to now. */
  long at(Dim d) {
    return d.at(this);
  }

  @Override
  public long applyAsLong(Dim d) {
    Size s = d instanceof Dim.Var v ? known.get(v) : null;
    if (s == null) {
      throw new IllegalStateException("no size of this model: " + d);
    }
    return s.number();
  }

  /** The same, where no size in it is one that only the run or the data tell. */
  OptionalLong find(Dim d) {
    if (d instanceof Dim.Apply a) {
      boolean found = find(a.left()).isPresent() && find(a.right()).isPresent();
      return found ? OptionalLong.of(at(a)) : OptionalLong.empty();
    }
    boolean found = d instanceof Dim.Const || d instanceof Dim.Var v && known.containsKey(v);
    return found ? OptionalLong.of(at(d)) : OptionalLong.empty();
  }

  Dims at(Dims d) {
    return d.areNumbers() ? d : d.map(k -> k.isNumber() ? k : Dim.dim(at(k)));
  }

  boolean holds(Dim.Rule rule) {
    return rule.holds(this);
  }

  /** Whether one side is a size of the new node, which can be set as the rule wants. */
  boolean yields(Dim.Rule rule) {
    return isFresh(rule.left()) || isFresh(rule.right());
  }

  private boolean isFresh(Dim d) {
    Size s = d instanceof Dim.Var v ? known.get(v) : null;
    return s != null && s.formula() == null && isFresh(s);
  }

  private boolean isFresh(Size s) {
    for (int k = sizes.size() - 1; k >= fresh.sizes; k--) {
      if (sizes.get(k) == s) {
        return true;
      }
    }
    return false;
  }

  /** The sizes on which a formula hangs, definitions looked through. */
  Set<Size> rootsOf(Dim d) {
    if (d instanceof Dim.Var v) {
      Size s = known.get(v);
      return s == null ? Set.of() : s.roots();
    }
    if (d.isNumber()) {
      return Set.of();
    }
    Set<Size> all = new LinkedHashSet<>();
    collect(d, all);
    return all;
  }

  private Set<Size> rootsOf(Dim.Rule rule) {
    if (rule.left().isNumber() || rule.right().isNumber()) {
      return rootsOf(rule.left().isNumber() ? rule.right() : rule.left());
    }
    Set<Size> all = new LinkedHashSet<>();
    collect(rule.left(), all);
    collect(rule.right(), all);
    return all;
  }

  private void collect(Dim d, Set<Size> all) {
    if (d instanceof Dim.Apply a) {
      collect(a.left(), all);
      collect(a.right(), all);
    } else if (d instanceof Dim.Var) {
      all.addAll(rootsOf(d));
    }
  }

  /** Gives a size another number, and the formulas in which it occurs theirs. */
  void set(Size s, long number) {
    if (s.number() != number) {
      move(s, number);
      for (Size n : s.names()) {
        move(n, at(formula(n)));
      }
    }
  }

  private void move(Size s, long number) {
    trail.add(new Moved(s, s.number()));
    s.number(number);
  }

  private static Dim formula(Size s) {
    return Objects.requireNonNull(s.formula());
  }

  /** Gives sizes other numbers. */
  void set(Map<Size, Long> numbers) {
    numbers.forEach(this::set);
  }

  /** The numbers of the sizes that are no names of formulas. */
  Map<Size, Long> numbers() {
    Map<Size, Long> numbers = new LinkedHashMap<>();
    all().forEach(s -> numbers.put(s, s.number()));
    return numbers;
  }

  /** Sets a size of the new node as a rule wants it, if that side stands alone. */
  void give(Dim.Rule rule) {
    if (!holds(rule) && !give(rule.left(), rule.right())) {
      give(rule.right(), rule.left());
    }
  }

  private boolean give(Dim side, Dim other) {
    Size s = isFresh(side) ? known.get((Dim.Var) side) : null;
    long wanted = at(other);
    if (s == null || !s.legal().holds(wanted)) {
      return false;
    }
    set(s, wanted);
    return true;
  }

  // ---- for the search

  /** The sizes that are no names of formulas, in their order. */
  List<Size> all() {
    return unnamed(sizes);
  }

  /** Those of the newest node. */
  List<Size> fresh() {
    return unnamed(sizes.subList(fresh.sizes, sizes.size()));
  }

  private static List<Size> unnamed(List<Size> among) {
    List<Size> own = new ArrayList<>(among.size());
    for (Size s : among) {
      if (s.formula() == null) {
        own.add(s);
      }
    }
    return own;
  }

  /** Every rule. */
  List<Size.Bond> bonds() {
    return bonds;
  }

  /** The broken ones among some rules. */
  Set<Size.Bond> broken(Collection<Size.Bond> among) {
    Set<Size.Bond> broken = Set.of();
    for (Size.Bond b : among) {
      if (!holds(b.rule())) {
        broken = broken.isEmpty() ? new LinkedHashSet<>() : broken;
        broken.add(b);
      }
    }
    return broken;
  }

  /** The rules of the newest node that are broken; older ones hold while only its sizes moved. */
  Set<Size.Bond> broken() {
    return broken(bonds.subList(fresh.bonds, bonds.size()));
  }

  List<Limit> limits() {
    return limits;
  }

  /** The size that a variable is, or the formula that it is the name of. */
  Dim meaning(Dim.Var v) {
    Size s = known.get(v);
    return s == null || s.formula() == null ? v : s.formula();
  }
}
