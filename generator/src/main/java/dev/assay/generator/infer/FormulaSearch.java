package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.infer.Rows.Column;
import dev.assay.generator.infer.Sums.Sum;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The search for a formula that comes to given integers, or axis by axis to given lists, backward
 * from what it comes to: a quotient or product of terms and products of them, a sum of a few, or
 * such a sum divided, which is found where the divisor is one and then held against the rest.
 */
final class FormulaSearch {
  private static final int LEAST_ROWS = 6;
  private static final int MOST_BASE = 24;
  private static final int MOST_COLUMNS = 80;

  private final TermPool pool;
  private final Work work;

  FormulaSearch(TermPool pool, Work work) {
    this.pool = pool;
    this.work = work;
  }

  /**
   * @param goal an integer, or a list, for each example; null where it does not matter
   */
  Optional<Term> find(@Nullable Object[] goal) {
    Rows rows = new Rows(goal);
    if (rows.count() < LEAST_ROWS || work.isSpent()) {
      return Optional.empty();
    }
    boolean isList = Arrays.stream(goal).anyMatch(Dims.class::isInstance);
    List<Column> base = base(rows, isList);
    List<Column> all = with(base, products(base));
    return quotient(all, goal, rows)
        .or(() -> product(base, all, goal, rows))
        .or(() -> sum(all, goal, rows))
        .or(() -> divided(base, all, goal, rows));
  }

  // ---- columns

  private List<Column> base(Rows rows, boolean isList) {
    List<Column> all = new ArrayList<>();
    List<Valued> terms = new ArrayList<>(isList ? pool.lists(2) : List.of());
    pool.integers(isList ? 1 : 2).stream().filter(v -> v.sort() != Sort.RANK).forEach(terms::add);
    terms.forEach(v -> all.addAll(rows.of(v, 1, 0)));
    if (isList) {
      pool.lists(1).stream()
          .filter(v -> v.sort() == Sort.PLAIN)
          .flatMap(v -> halves(v.term()).stream())
          .forEach(t -> all.addAll(rows.of(pool.valued(t), 0)));
    }
    List<Column> different = distinct(all);
    return different.subList(0, Math.min(MOST_BASE, different.size()));
  }

  /** The first half of a list, the other one, and both added. */
  private static List<Term> halves(Term list) {
    Term middle = Term.apply(Function.DIV, Term.apply(Function.LENGTH, list), Term.number(2));
    Term first = Term.apply(Function.FIRST, list, middle);
    Term second = Term.apply(Function.FROM, list, middle);
    return List.of(first, second, Term.apply(Function.ADD, first, second));
  }

  private static List<Column> distinct(List<Column> columns) {
    Map<List<Long>, Column> first = new LinkedHashMap<>();
    for (Column c : columns) {
      first.putIfAbsent(Arrays.stream(c.values()).boxed().toList(), c);
    }
    return new ArrayList<>(first.values());
  }

  /** Products of two columns, also of one less one, smallest first. */
  private List<Column> products(List<Column> base) {
    List<Column> all = new ArrayList<>();
    for (int a = 0; a < base.size(); a++) {
      for (int b = 0; b < base.size(); b++) {
        if (a <= b) {
          all.add(product(base.get(a), base.get(b)));
        }
        if (a != b) {
          all.add(product(lessOne(base.get(a)), base.get(b)));
        }
      }
    }
    all.sort(Comparator.comparingInt(c -> c.term().size()));
    return all;
  }

  private Column lessOne(Column c) {
    return new Column(
        Term.apply(Function.SUB, c.term(), Term.number(1)),
        Arrays.stream(c.values()).map(v -> v - 1).toArray());
  }

  private Column product(Column a, Column b) {
    work.spend(a.values().length);
    return new Column(
        Term.apply(Function.MUL, a.term(), b.term()),
        IntStream.range(0, a.values().length)
            .mapToLong(k -> a.values()[k] * b.values()[k])
            .toArray());
  }

  private static List<Column> with(List<Column> base, List<Column> more) {
    List<Column> all = new ArrayList<>(base);
    all.addAll(more);
    List<Column> different = distinct(all);
    return different.subList(0, Math.min(MOST_COLUMNS, different.size()));
  }

  // ---- formulas

  private Optional<Term> quotient(List<Column> all, @Nullable Object[] goal, Rows rows) {
    work.spend((long) all.size() * all.size());
    for (Column b : all) {
      if (b.isAtLeast(1)) {
        for (Column a : all) {
          if (isQuotient(a.values(), b.values(), rows.goal())) {
            Optional<Term> term = right(Term.apply(Function.DIV, a.term(), b.term()), goal);
            if (term.isPresent()) {
              return term;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isQuotient(long[] a, long[] b, long[] goal) {
    for (int k = 0; k < goal.length; k++) {
      if (Math.floorDiv(a[k], b[k]) != goal[k]) {
        return false;
      }
    }
    return true;
  }

  /** A column times another, which is looked up by what the goal lacks. */
  private Optional<Term> product(
      List<Column> base, List<Column> all, @Nullable Object[] goal, Rows rows) {
    Map<List<Long>, Column> known = new HashMap<>();
    all.forEach(c -> known.putIfAbsent(Arrays.stream(c.values()).boxed().toList(), c));
    for (Column c : base) {
      List<Long> lacking = new ArrayList<>();
      for (int k = 0; k < rows.count() && lacking.size() == k; k++) {
        if (c.values()[k] != 0 && rows.goal()[k] % c.values()[k] == 0) {
          lacking.add(rows.goal()[k] / c.values()[k]);
        }
      }
      Column other = lacking.size() == rows.count() ? known.get(lacking) : null;
      if (other != null) {
        Optional<Term> term = right(Term.apply(Function.MUL, c.term(), other.term()), goal);
        if (term.isPresent()) {
          return term;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Term> sum(List<Column> all, @Nullable Object[] goal, Rows rows) {
    int[] every = IntStream.range(0, rows.count()).toArray();
    return new Sums(all, rows.goal(), every, work).find(s -> right(s.term(), goal));
  }

  private Optional<Term> divided(
      List<Column> base, List<Column> all, @Nullable Object[] goal, Rows rows) {
    for (Column by : base) {
      int[] ones = IntStream.range(0, rows.count()).filter(k -> by.values()[k] == 1).toArray();
      if (by.isAtLeast(1)
          && !isSize(by.term())
          && ones.length >= LEAST_ROWS
          && ones.length < rows.count()) {
        Optional<Term> found =
            new Sums(all, rows.goal(), ones, work).find(s -> divided(s, by, goal));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it hangs on the size of an input, by which sums of sizes are not divided. */
  private static boolean isSize(Term term) {
    Set<Term.Name> names = new HashSet<>();
    term.collect(names);
    return names.stream().anyMatch(n -> n.source() == Source.SHAPE);
  }

  /** A sum that fits where the divisor is one, divided and rounded down, or up. */
  private Optional<Term> divided(Sum s, Column by, @Nullable Object[] goal) {
    for (boolean up : new boolean[] {false, true}) {
      for (long after = 0; after <= 1; after++) {
        Sum above =
            up
                ? s.with(List.of(by), s.constant() - after - 1)
                : s.with(List.of(), s.constant() - after);
        Term quotient = Term.apply(Function.DIV, above.term(), by.term());
        Optional<Term> term =
            right(
                after == 0 ? quotient : Term.apply(Function.ADD, quotient, Term.number(after)),
                goal);
        if (term.isPresent()) {
          return term;
        }
      }
    }
    return Optional.empty();
  }

  /** A term, if it comes to the goal. */
  private Optional<Term> right(Term term, @Nullable Object[] goal) {
    work.spend(10L * goal.length);
    return pool.comesTo(term, goal) ? Optional.of(term) : Optional.empty();
  }
}
