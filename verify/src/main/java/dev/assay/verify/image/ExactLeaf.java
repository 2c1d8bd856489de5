package dev.assay.verify.image;

import dev.assay.core.reading.GraphReading;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.Linear;
import dev.assay.verify.solver.SolverReading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks Z3 whether a model keeps its label on a small box over the reals. */
final class ExactLeaf {
  /** With more places that bend either way Z3 is not asked: it may take a minute. */
  private static final int MOST_BENDS = 8;

  private ExactLeaf() {}

  /**
   * What it says.
   *
   * @param holds whether the label stays
   * @param point where it does not
   */
  record Answer(boolean holds, Optional<List<Rational>> point, long asked) {}

  static Answer answer(Space space, double[] low, double[] high) {
    String scores = space.graph().outputs().get(0).name();
    GraphReading reading = space.at(low);
    try (SolverReading terms = SolverReading.of(reading, rationals(low), rationals(high))) {
      int classes = reading.value(scores).size();
      Linear label = terms.element(scores, space.label());
      long asked = 0;
      for (int k = 0; k < classes; k++) {
        if (k != space.label()) {
          Linear lead = label.minus(terms.element(scores, k));
          if (terms.bends(lead) > MOST_BENDS) {
            return new Answer(false, Optional.empty(), asked);
          }
          asked++;
          SolverReading.Found found = terms.atMostZero(lead);
          if (!found.isNone()) {
            return new Answer(false, found.point(), asked);
          }
        }
      }
      return new Answer(true, Optional.empty(), asked);
    } catch (IllegalArgumentException e) { // something has no term
      return new Answer(false, Optional.empty(), 0);
    }
  }

  private static List<Rational> rationals(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Rational::of).toList();
  }
}
