package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts how often formulas of sizes are printed, so that the long ones among them get a name. */
final class SizeParts {
  private static final int LONG = 5;
  private static final int OFTEN = 2;

  private final Map<Dim, Integer> counts = new LinkedHashMap<>();

  void count(Dim d) {
    if (operations(d) >= LONG && isSize(d)) {
      counts.merge(d, 1, Integer::sum);
    }
  }

  /** The long ones that come up often, but for the parts of such. */
  List<Dim> worthNames() {
    return counts.entrySet().stream()
        .filter(e -> e.getValue() >= OFTEN)
        .map(Map.Entry::getKey)
        .filter(d -> counts.keySet().stream().noneMatch(w -> holds(w, d) && sameCount(w, d)))
        .toList();
  }

  private boolean sameCount(Dim whole, Dim part) {
    return counts.getOrDefault(whole, 0).equals(counts.get(part));
  }

  private static boolean holds(Dim whole, Dim part) {
    return whole instanceof Dim.Apply a
        && (a.left().equals(part)
            || a.right().equals(part)
            || holds(a.left(), part)
            || holds(a.right(), part));
  }

  private static int operations(Dim d) {
    return d instanceof Dim.Apply a ? 1 + operations(a.left()) + operations(a.right()) : 0;
  }

  /** Whether it has neither indices nor data in it. */
  private static boolean isSize(Dim d) {
    if (d instanceof Dim.Apply a) {
      return isSize(a.left()) && isSize(a.right());
    }
    return d instanceof Dim.Const || d instanceof Dim.Var v && v.extent() == null;
  }
}
