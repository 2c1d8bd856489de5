package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for a term that comes to given lists, one for each example. What is no term of the
 * pool is taken apart: a list that is changed at one axis, or that begins or ends with another.
 */
final class ListSearch {
  private static final int WHOLE = 9;
  private static final int CHANGED = 3;
  private static final int PART = 3;
  private static final int PARTS = 8;

  private final Work work;
  private final List<Valued> lists;
  private final List<Valued> changed;
  private final List<Valued> parts;
  private final List<Valued> integers;
  private final List<Valued> axes;

  ListSearch(TermPool pool, Work work) {
    this.work = work;
    this.lists = pool.lists(WHOLE);
    this.changed = pool.lists(CHANGED);
    this.parts = pool.lists(PART);
    this.integers = pool.integers(WHOLE);
    this.axes = new ArrayList<>(pool.numbers());
    pool.integers(1).stream().filter(v -> v.sort() != Sort.SIZE).forEach(axes::add);
  }

  /**
   * @param goal a list for each example; null where it does not matter
   * @param joints how many lists may be joined to others
   */
  Optional<Term> find(@Nullable Dims[] goal, int joints) {
    Optional<Term> whole = whole(goal);
    return whole.isPresent() || joints == 0 || work.isSpent()
        ? whole
        : changed(goal).or(() -> split(goal, joints));
  }

  /** A term of the pool, or of one of its integers. */
  Optional<Term> whole(@Nullable Dims[] goal) {
    return repeated(goal).or(() -> first(lists, goal)).or(() -> single(goal));
  }

  /** An integer of the pool. */
  Optional<Term> integer(@Nullable Object[] goal) {
    return first(integers, goal);
  }

  private Optional<Term> rest(@Nullable Dims[] goal, int joints) {
    Optional<Term> whole = whole(goal);
    return whole.isPresent() || joints == 0 || work.isSpent() ? whole : split(goal, joints);
  }

  private Optional<Term> first(List<Valued> among, @Nullable Object[] goal) {
    work.spend(among.size());
    for (Valued v : among) {
      if (matches(v, goal)) {
        return Optional.of(v.term());
      }
    }
    return Optional.empty();
  }

  static boolean matches(Valued v, @Nullable Object[] goal) {
    for (int k = 0; k < goal.length; k++) {
      Object wanted = goal[k];
      if (wanted != null && !wanted.equals(v.at(k))) {
        return false;
      }
    }
    return true;
  }

  /** A list of one integer. */
  private Optional<Term> single(@Nullable Dims[] goal) {
    @Nullable Object[] only = new Object[goal.length];
    for (int k = 0; k < goal.length; k++) {
      Dims g = goal[k];
      if (g != null) {
        if (g.rank() != 1) {
          return Optional.empty();
        }
        only[k] = g.get(0);
      }
    }
    return first(integers, only).map(t -> Term.apply(Function.UNIT, t));
  }

  /** A list of one length, the same integer throughout: of no length, nothing. */
  private static Optional<Term> repeated(@Nullable Dims[] goal) {
    Dims one = null;
    for (Dims g : goal) {
      if (g != null) {
        if (one != null && !one.equals(g)) {
          return Optional.empty();
        }
        one = g;
      }
    }
    return one == null || one.list().stream().distinct().count() > 1
        ? Optional.empty()
        : Optional.of(constant(one));
  }

  /** A list of equal numbers as a term. */
  static Term constant(Dims equal) {
    long value = equal.rank() == 0 ? 1 : equal.get(0).number();
    return Term.apply(Function.REPEATED, Term.number(equal.rank()), Term.number(value));
  }

  /** Another list with one of its integers changed. */
  private Optional<Term> changed(@Nullable Dims[] goal) {
    work.spend((long) changed.size() * axes.size());
    for (Valued list : changed) {
      for (Valued axis : axes) {
        @Nullable Object[] wanted = at(goal, list, axis);
        if (wanted != null) {
          Optional<Term> size = first(integers, wanted);
          if (size.isPresent()) {
            return Optional.of(Term.apply(Function.WITH, list.term(), axis.term(), size.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What stands at an axis of the goals; null where they differ from the lists elsewhere. */
  private static @Nullable Object @Nullable [] at(@Nullable Dims[] goal, Valued list, Valued axis) {
    @Nullable Object[] wanted = new Object[goal.length];
    for (int k = 0; k < goal.length; k++) {
      Dims g = goal[k];
      if (g == null) {
        continue;
      }
      if (!(list.at(k) instanceof Dims l && axis.at(k) instanceof Dim.Const c)) {
        return null;
      }
      long a = c.value() < 0 ? c.value() + l.rank() : c.value();
      if (a < 0 || a >= l.rank() || g.rank() != l.rank()) {
        return null;
      }
      if (!l.with((int) a, g.get((int) a)).equals(g)) {
        return null;
      }
      wanted[k] = g.get((int) a);
    }
    return wanted;
  }

  // ---- two lists joined

  private Optional<Term> split(@Nullable Dims[] goal, int joints) {
    for (boolean front : new boolean[] {true, false}) {
      int tried = 0;
      for (Part p : parts(goal, front)) {
        if (tried++ == PARTS) {
          break;
        }
        Optional<Term> rest = rest(p.rest, joints - 1);
        if (rest.isPresent()) {
          return Optional.of(
              front
                  ? Term.apply(Function.JOIN, p.term, rest.get())
                  : Term.apply(Function.JOIN, rest.get(), p.term));
        }
      }
    }
    return Optional.empty();
  }

  private record Part(Term term, @Nullable Dims[] rest) {}

  private List<Part> parts(@Nullable Dims[] goal, boolean front) {
    List<Part> all = new ArrayList<>();
    work.spend(parts.size() + (long) integers.size());
    for (Valued v : parts) {
      rest(goal, v, front).ifPresent(r -> all.add(new Part(v.term(), r)));
    }
    for (Valued v : integers) {
      if (v.size() <= PART + 1) {
        rest(goal, v, front)
            .ifPresent(r -> all.add(new Part(Term.apply(Function.UNIT, v.term()), r)));
      }
    }
    all.sort((a, b) -> Integer.compare(a.term.size(), b.term.size()));
    return all;
  }

  /** What is left of the goals behind or before a term; empty if one does not begin or end so. */
  private static Optional<@Nullable Dims[]> rest(@Nullable Dims[] goal, Valued v, boolean front) {
    boolean any = false;
    for (int k = 0; k < goal.length; k++) {
      Dims g = goal[k];
      if (g != null) {
        int length = length(v.at(k));
        if (length < 0 || length > g.rank() || !stands(v.at(k), g, front ? 0 : g.rank() - length)) {
          return Optional.empty();
        }
        any |= length > 0;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    @Nullable Dims[] rest = new Dims[goal.length];
    for (int k = 0; k < goal.length; k++) {
      Dims g = goal[k];
      if (g != null) {
        int length = length(v.at(k));
        rest[k] = front ? g.from(length) : g.but(length);
      }
    }
    return Optional.of(rest);
  }

  private static int length(@Nullable Object value) {
    return value instanceof Dims d ? d.rank() : value == null ? -1 : 1;
  }

  private static boolean stands(@Nullable Object part, Dims in, int from) {
    if (!(part instanceof Dims list)) {
      return in.get(from).equals(part);
    }
    for (int k = 0; k < list.rank(); k++) {
      if (!list.get(k).equals(in.get(from + k))) {
        return false;
      }
    }
    return true;
  }
}
