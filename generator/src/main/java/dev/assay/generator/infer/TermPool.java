package dev.assay.generator.infer;

import dev.assay.generator.records.Declaration;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The terms about some calls, smallest first; of those that come to the same in every call, the
 * first stands for all (observational equivalence), so each step combines few.
 */
final class TermPool {
  /**
   * What terms are made with, arithmetic last, since it makes the most of them. Lists are joined
   * and changed by the search for a given list, which undoes that.
   */
  private static final List<Function> ENUMERATED =
      Stream.of(Function.values())
          .filter(f -> f != Function.JOIN && f != Function.WITH)
          .sorted(Comparator.comparing(Function::isArithmetic))
          .toList();

  private final Declaration operator;
  private final List<CallScene> scenes;
  private final int most;
  private final Work work;
  private final List<Valued> numbers;
  private final List<List<Valued>> integers = new ArrayList<>();
  private final List<List<Valued>> lists = new ArrayList<>();
  private final Set<List<@Nullable Object>> seen = new HashSet<>();
  private int count;

  private TermPool(Declaration operator, List<CallScene> scenes, int most, Work work) {
    this.operator = operator;
    this.scenes = scenes;
    this.most = most;
    this.work = work;
    this.numbers = Leaves.NUMBERS.stream().map(n -> Valued.number(n, scenes.size())).toList();
  }

  /**
   * Enumerates.
   *
   * @param size of the largest terms
   * @param most how many terms at most
   */
  static TermPool of(Declaration operator, List<CallScene> scenes, int size, int most, Work work) {
    TermPool pool = new TermPool(operator, scenes, most, work);
    pool.level();
    for (Term leaf : Leaves.of(operator)) {
      pool.add(leaf, scenes.stream().map(leaf::in).toArray(), pool.given(leaf), 1, Sort.of(leaf));
    }
    for (int s = 2; s <= size; s++) {
      pool.level();
      for (Function f : ENUMERATED) {
        pool.combine(f, s);
      }
    }
    return pool;
  }

  private void level() {
    integers.add(new ArrayList<>());
    lists.add(new ArrayList<>());
  }

  private BitSet given(Term leaf) {
    BitSet given = new BitSet();
    for (int k = 0; k < scenes.size(); k++) {
      given.set(k, leaf.isGiven(scenes.get(k)));
    }
    return given;
  }

  private void add(Term term, @Nullable Object[] values, BitSet given, int size, Sort sort) {
    if (count < most && anyIsThere(values) && seen.add(Arrays.asList(values))) {
      Valued v = new Valued(term, values, size, sort, given);
      (v.isList() ? lists : integers).get(integers.size() - 1).add(v);
      count++;
    }
  }

  private static boolean anyIsThere(@Nullable Object[] values) {
    for (Object v : values) {
      if (v != null) {
        return true;
      }
    }
    return false;
  }

  // ---- terms of a size

  private void combine(Function f, int size) {
    if (f.arity() == 1) {
      for (Valued a : both(size - 1)) {
        apply(f, size, a);
      }
      return;
    }
    for (Valued a : both(size - 1)) {
      for (Valued number : numbers) {
        apply(f, size, a, number);
      }
    }
    for (int left = 1; left < size - 1; left++) {
      boolean mirrored = f.commutes() && left > size - 1 - left;
      for (Valued a : mirrored ? List.<Valued>of() : both(left)) {
        for (Valued b : both(size - 1 - left)) {
          apply(f, size, a, b);
        }
      }
    }
  }

  private List<Valued> both(int size) {
    List<Valued> all = new ArrayList<>(integers.get(size - 1));
    all.addAll(lists.get(size - 1));
    return all;
  }

  private void apply(Function f, int size, Valued... arguments) {
    if (count >= most || work.isSpent() || !fits(f, arguments)) {
      return;
    }
    work.spend(scenes.size());
    @Nullable Object[] values = new Object[scenes.size()];
    List<Term> terms = new ArrayList<>();
    BitSet given = (BitSet) arguments[0].given().clone();
    for (Valued a : arguments) {
      terms.add(a.term());
      given.and(a.given());
    }
    for (int k = 0; k < values.length; k++) {
      values[k] = value(f, arguments, k);
    }
    add(new Term.Apply(f, terms), values, given, size, Sort.of(f, arguments));
  }

  private static boolean fits(Function f, Valued... arguments) {
    for (int k = 0; k < arguments.length; k++) {
      if (!f.takes(k, arguments[k].isList())) {
        return false;
      }
    }
    return Sort.fits(f, arguments);
  }

  private @Nullable Object value(Function f, Valued[] arguments, int k) {
    Object first = arguments[0].at(k);
    if (first == null) {
      return null;
    }
    if (arguments.length == 1) {
      return f.apply(List.of(first), scenes.get(k).arithmetic());
    }
    Object second = arguments[1].at(k);
    return second == null ? null : f.apply(List.of(first, second), scenes.get(k).arithmetic());
  }

  // ---- what there is

  /** What may be left out. */
  List<Valued> optional() {
    return Leaves.presences(operator).stream().map(this::valued).toList();
  }

  int count() {
    return count;
  }

  /** A term that may not be among these, with what it comes to. */
  Valued valued(Term term) {
    @Nullable Object[] values = scenes.stream().map(term::in).toArray();
    return new Valued(term, values, term.size(), Sort.SIZE, given(term));
  }

  /**
   * Whether a term comes to a goal in each example.
   *
   * @param goal null where it does not matter
   */
  boolean comesTo(Term term, @Nullable Object[] goal) {
    for (int k = 0; k < goal.length; k++) {
      Object wanted = goal[k];
      if (wanted != null && !wanted.equals(term.in(scenes.get(k)))) {
        return false;
      }
    }
    return true;
  }

  /** Numbers, which cost nothing within a term. */
  List<Valued> numbers() {
    return numbers;
  }

  /** The integers of sizes up to one, smallest first. */
  List<Valued> integers(int size) {
    return upTo(integers, size);
  }

  /** The lists of sizes up to one, smallest first. */
  List<Valued> lists(int size) {
    return upTo(lists, size);
  }

  private static List<Valued> upTo(List<List<Valued>> levels, int size) {
    List<Valued> all = new ArrayList<>();
    for (int s = 0; s < Math.min(size, levels.size()); s++) {
      all.addAll(levels.get(s));
    }
    return all;
  }
}
