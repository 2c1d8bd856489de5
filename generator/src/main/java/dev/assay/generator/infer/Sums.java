package dev.assay.generator.infer;

import dev.assay.generator.infer.Rows.Column;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The search for sums and differences of a few columns that come to a goal but for a constant.
 * Columns have fingerprints that are linear and blind to constants; so what a goal lacks of two
 * columns is looked up among all pairs, and four summands cost no more than two loops.
 */
final class Sums {
  /** How many rows there must be for each summand, so that a sum is no chance. */
  private static final int ROWS_EACH = 3;

  private static final int MOST_ACCEPTED = 24;

  /** Columns added to and taken from a number. */
  record Sum(List<Column> plus, List<Column> minus, long constant) {
    /** The sum with another constant and perhaps one summand more. */
    Sum with(List<Column> more, long other) {
      List<Column> all = new ArrayList<>(plus);
      all.addAll(more);
      return new Sum(all, minus, other);
    }

    Term term() {
      Term sum = plus.isEmpty() ? Term.number(constant) : plus.get(0).term();
      for (Column c : plus.subList(Math.min(1, plus.size()), plus.size())) {
        sum = Term.apply(Function.ADD, sum, c.term());
      }
      for (Column c : minus) {
        sum = Term.apply(Function.SUB, sum, c.term());
      }
      boolean isDone = plus.isEmpty() || constant == 0;
      return isDone
          ? sum
          : Term.apply(
              constant > 0 ? Function.ADD : Function.SUB, sum, Term.number(Math.abs(constant)));
    }
  }

  /** What becomes of a sum that may fit. */
  interface Use {
    Optional<Term> of(Sum sum);
  }

  /** Columns of which each is added or taken away, with the fingerprint of that. */
  private record Signed(int[] columns, int[] signs, long print) {
    boolean meets(Signed other) {
      return Arrays.stream(columns)
          .anyMatch(c -> Arrays.stream(other.columns).anyMatch(d -> c == d));
    }
  }

  private final List<Column> columns;
  private final long[] goal;
  private final int[] rows;
  private final Work work;
  private final List<Signed> ones = new ArrayList<>();
  private int used;

  /**
   * @param rows those that count
   */
  Sums(List<Column> columns, long[] goal, int[] rows, Work work) {
    this.columns = columns;
    this.goal = goal;
    this.rows = rows;
    this.work = work;
    work.spend((long) columns.size() * rows.length);
    for (int k = 0; k < columns.size(); k++) {
      long print = print(columns.get(k).values());
      if (print != 0) {
        ones.add(new Signed(new int[] {k}, new int[] {1}, print));
        ones.add(new Signed(new int[] {k}, new int[] {-1}, -print));
      }
    }
  }

  private long print(long[] values) {
    long print = 0;
    for (int k = 1; k < rows.length; k++) {
      long weight = (k + 1) * 0x9E3779B97F4A7C15L;
      weight = (weight ^ weight >>> 29) * 0xBF58476D1CE4E5B9L | 1;
      print += weight * (values[rows[k]] - values[rows[0]]);
    }
    return print;
  }

  /** The first sum of up to four columns that is of use. */
  Optional<Term> find(Use use) {
    if (rows.length < ROWS_EACH) {
      return Optional.empty();
    }
    long wanted = print(goal);
    Map<Long, Signed> one = new HashMap<>();
    ones.forEach(s -> one.putIfAbsent(s.print, s));
    Optional<Term> found = joined(List.of(new Signed(new int[0], new int[0], 0)), one, wanted, use);
    if (found.isEmpty() && rows.length >= 2 * ROWS_EACH) {
      found = joined(ones, one, wanted, use);
    }
    if (found.isPresent() || rows.length < 3 * ROWS_EACH || work.isSpent()) {
      return found;
    }
    List<Signed> pairs = pairs();
    Map<Long, Signed> two = new HashMap<>();
    pairs.forEach(s -> two.putIfAbsent(s.print, s));
    found = joined(ones, two, wanted, use);
    return found.isPresent() || rows.length < 4 * ROWS_EACH
        ? found
        : joined(pairs, two, wanted, use);
  }

  private List<Signed> pairs() {
    List<Signed> pairs = new ArrayList<>();
    work.spend((long) ones.size() * ones.size());
    for (int b = 0; b < ones.size(); b++) {
      for (int a = 0; a < b; a++) {
        Signed x = ones.get(a);
        Signed y = ones.get(b);
        if (!x.meets(y)) {
          pairs.add(both(x, y));
        }
      }
    }
    return pairs;
  }

  private static Signed both(Signed x, Signed y) {
    int n = x.columns.length;
    int[] columns = Arrays.copyOf(x.columns, n + y.columns.length);
    int[] signs = Arrays.copyOf(x.signs, n + y.columns.length);
    System.arraycopy(y.columns, 0, columns, n, y.columns.length);
    System.arraycopy(y.signs, 0, signs, n, y.columns.length);
    return new Signed(columns, signs, x.print + y.print);
  }

  private Optional<Term> joined(List<Signed> some, Map<Long, Signed> others, long wanted, Use use) {
    work.spend(some.size());
    for (Signed s : some) {
      Signed rest = others.get(wanted - s.print);
      if (rest != null && !s.meets(rest) && used++ < MOST_ACCEPTED) {
        work.spend(goal.length);
        Optional<Term> term = use.of(sum(both(s, rest)));
        if (term.isPresent()) {
          return term;
        }
      }
    }
    return Optional.empty();
  }

  private Sum sum(Signed s) {
    List<Column> plus = new ArrayList<>();
    List<Column> minus = new ArrayList<>();
    long constant = goal[rows[0]];
    for (int k = 0; k < s.columns.length; k++) {
      Column c = columns.get(s.columns[k]);
      (s.signs[k] > 0 ? plus : minus).add(c);
      constant -= s.signs[k] * c.values()[rows[0]];
    }
    return new Sum(plus, minus, constant);
  }
}
