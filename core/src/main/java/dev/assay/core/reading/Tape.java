package dev.assay.core.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The expressions of a formula that are evaluated together, in an order in which each comes after
 * its arguments: those outside of all folds, or those that hang on the indices of one fold.
 */
final class Tape {

  /** One expression with a column of adjoints: the derivatives of the objective by its elements. */
  abstract static class Entry {
    final double[] adjoint;

    Entry(int width) {
      this.adjoint = new double[width];
    }

    /** Adds what the adjoints come to at the arguments. */
    abstract void pull(int n);
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(Entry e) {
    entries.add(e);
  }

  /** Goes back from results to arguments; all adjoints are zero again afterwards. */
  void reverse(int n) {
    for (int e = entries.size() - 1; e >= 0; e--) {
      Entry entry = entries.get(e);
      entry.pull(n);
      Arrays.fill(entry.adjoint, 0, n, 0);
    }
  }
}
