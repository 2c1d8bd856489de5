package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The search for a list that is a formula axis by axis, but for a few integers before and behind,
 * which are sought one by one.
 */
final class ComposedSearch {
  private static final int MOST_PEELED = 3;

  private final ListSearch lists;
  private final FormulaSearch formulas;
  private final Work work;

  ComposedSearch(TermPool pool, ListSearch lists, Work work) {
    this.lists = lists;
    this.formulas = new FormulaSearch(pool, work);
    this.work = work;
  }

  /**
   * @param goal a list for each example; null where it does not matter
   */
  Optional<Term> find(@Nullable Dims[] goal) {
    int least = MOST_PEELED;
    for (Dims g : goal) {
      least = g == null ? least : Math.min(least, g.rank());
    }
    List<Optional<Term>> front = new ArrayList<>();
    List<Optional<Term>> back = new ArrayList<>();
    for (int both = 0; both <= least; both++) {
      for (int before = both; before >= 0 && !work.isSpent(); before--) {
        int behind = both - before;
        boolean isPeeled =
            peel(goal, front, before, k -> k) && peel(goal, back, behind, k -> -1 - k);
        Optional<Term> core = isPeeled ? core(goal, before, behind) : Optional.empty();
        if (core.isPresent()) {
          Term whole = core.get();
          for (int k = 0; k < behind; k++) {
            whole = Term.apply(Function.JOIN, whole, back.get(behind - 1 - k).orElseThrow());
          }
          for (int k = before - 1; k >= 0; k--) {
            whole = Term.apply(Function.JOIN, front.get(k).orElseThrow(), whole);
          }
          return Optional.of(whole);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether there are terms for so many integers at an end; sought where they are not yet. */
  private boolean peel(
      @Nullable Dims[] goal, List<Optional<Term>> known, int count, IntUnaryOperator place) {
    while (known.size() < count && known.stream().allMatch(Optional::isPresent)) {
      @Nullable Object[] only = new Object[goal.length];
      for (int k = 0; k < goal.length; k++) {
        Dims g = goal[k];
        only[k] = g == null ? null : g.get(place.applyAsInt(known.size()));
      }
      known.add(
          lists.integer(only).or(() -> formulas.find(only)).map(t -> Term.apply(Function.UNIT, t)));
    }
    return known.size() >= count && known.subList(0, count).stream().allMatch(Optional::isPresent);
  }

  private Optional<Term> core(@Nullable Dims[] goal, int before, int behind) {
    @Nullable Dims[] core = new Dims[goal.length];
    for (int k = 0; k < goal.length; k++) {
      Dims g = goal[k];
      core[k] = g == null ? null : g.from(before).but(behind);
    }
    return lists.whole(core).or(() -> formulas.find(core));
  }
}
