package dev.assay.generator;

import dev.assay.core.Choices;
import java.util.List;
import java.util.Map;

/** A graph with all sizes open, and several sets of numbers for them. */
record Structure(Sketch sketch, List<Map<Size, Long>> numberings) {
  private static final int SIZES = -1;

  /**
   * Solves the sizes of a sketch a number of times. A set hangs on those before it and on none
   * after it.
   */
  static Structure of(Sketch sketch, Choices choices, SizeSolver solver, int count) {
    SizeSearch search = new SizeSearch(sketch.sizes(), choices.fork(SIZES), sketch.taste(), solver);
    return new Structure(sketch, search.vary(solver, count));
  }

  /** The sketch with one of the sets of numbers. */
  Sketch numbered(int k) {
    sketch.sizes().set(numberings.get(k));
    return sketch;
  }
}
