package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Integers that a formula is sought for, in rows: one for each example, or, of lists, one for each
 * axis in each example. Terms are columns beside them.
 */
final class Rows {
  /** A term with what it comes to in each row. */
  record Column(Term term, long[] values) {
    boolean isAtLeast(long least) {
      for (long v : values) {
        if (v < least) {
          return false;
        }
      }
      return true;
    }
  }

  private record Row(int example, int axis, int length) {}

  private final List<Row> rows = new ArrayList<>();
  private final long[] goal;

  /**
   * @param goal an integer or a list for each example; null where it does not matter
   */
  Rows(@Nullable Object[] goal) {
    List<Long> numbers = new ArrayList<>();
    for (int k = 0; k < goal.length; k++) {
      if (goal[k] instanceof Dims list) {
        for (int a = 0; a < list.rank(); a++) {
          rows.add(new Row(k, a, list.rank()));
          numbers.add(number(list.get(a)));
        }
      } else if (goal[k] instanceof Dim one) {
        rows.add(new Row(k, 0, -1));
        numbers.add(number(one));
      }
    }
    this.goal = numbers.stream().mapToLong(n -> n).toArray();
  }

  private static long number(Dim d) {
    return ((Dim.Const) d).value();
  }

  long[] goal() {
    return goal;
  }

  int count() {
    return goal.length;
  }

  Column number(long n) {
    long[] values = new long[goal.length];
    Arrays.fill(values, n);
    return new Column(Term.number(n), values);
  }

  /**
   * The columns of a term: one, if it is defined wherever it is given, and one for each usual value
   * if it is absent in some rows.
   */
  List<Column> of(Valued v, long... usual) {
    boolean isGiven = rows.stream().allMatch(r -> v.given().get(r.example));
    List<Column> all = new ArrayList<>();
    if (isGiven) {
      values(v, 0).ifPresent(values -> all.add(new Column(v.term(), values)));
    } else if (rows.stream().anyMatch(r -> v.given().get(r.example))) {
      for (long n : usual) {
        values(v, n)
            .ifPresent(x -> all.add(new Column(new Term.Else(v.term(), Term.number(n)), x)));
      }
    }
    return all;
  }

  private Optional<long[]> values(Valued v, long otherwise) {
    long[] values = new long[rows.size()];
    for (int k = 0; k < values.length; k++) {
      Row r = rows.get(k);
      Object value = v.at(r.example);
      if (!v.given().get(r.example)) {
        values[k] = otherwise;
      } else if (value instanceof Dim one) {
        values[k] = number(one);
      } else if (value instanceof Dims list && list.rank() == r.length) {
        values[k] = number(list.get(r.axis));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
