package dev.assay.generator;

import dev.assay.core.Choices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph with all sizes open, and several sets of numbers for them.
 *
 * @param seed of the choices by which it was drawn
 */
record Structure(Sketch sketch, long seed, List<Map<Size, Long>> numberings) {

  /**
   * Solves the sizes of a sketch a number of times; where the solver finds nothing new, those with
   * which it grew remain. A set hangs on those before it and on none after it.
   */
  static Structure of(Sketch sketch, Choices choices, SizeSolver solver, int count) {
    List<Map<Size, Long>> numberings = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      new SizeSearch(sketch.sizes(), choices.fork(k), sketch.taste(), solver).vary();
      Map<Size, Long> numbers = new LinkedHashMap<>();
      sketch.sizes().all().forEach(s -> numbers.put(s, s.number()));
      numberings.add(numbers);
    }
    return new Structure(sketch, choices.seed(), numberings);
  }

  /** The sketch with one of the sets of numbers. */
  Sketch numbered(int k) {
    sketch.sizes().set(numberings.get(k));
    return sketch;
  }
}
