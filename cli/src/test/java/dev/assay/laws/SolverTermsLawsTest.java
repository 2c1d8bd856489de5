package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.reading.ExactReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.Linear;
import dev.assay.verify.solver.SolverReading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds of the solver-term reading. The law: at given inputs a term is what the exact reading
 * gives, both where these inputs are all that there is, so that nothing bends, and where they are
 * one point of a box and Z3 decides what bends.
 */
class SolverTermsLawsTest {
  /** Models a definition. */
  private static final int COUNT = 2;

  private static final int MOST_INPUTS = 24;
  private static final Rational WIDTH = Rational.ONE;

  @Test
  void termsAtConstantsAreValues() {
    int checked = 0;
    int operators = 0;
    for (var operator : Catalogue.drawn()) {
      int before = checked;
      for (Found f : Draws.of(operator).subList(0, COUNT)) {
        checked += checkedOutputs(f);
      }
      operators += checked > before ? 1 : 0;
    }
    assertThat(operators).as("operators with terms").isGreaterThan(50);
    assertThat(checked).isGreaterThan(100);
  }

  private static int checkedOutputs(Found f) {
    GraphReading values = GraphReading.values(f.graph(), f.inputs());
    List<Rational> point = point(values);
    int checked = 0;
    if (point.size() <= MOST_INPUTS) {
      try {
        ExactReading exact = ExactReading.of(values);
        checked += check(values, exact, point, Rational.ZERO);
        checked += check(values, exact, point, WIDTH);
      } catch (UnsupportedNodeException e) {
        return 0;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("cannot be proved about");
      }
    }
    return checked;
  }

  private static List<Rational> point(GraphReading values) {
    List<Rational> point = new ArrayList<>();
    for (Value v : values.graph().feeds()) {
      if (values.datum(v.name()) instanceof Tensor t && t.type().isFloat()) {
        for (double x : t.reals()) {
          if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("cannot be proved about: " + x);
          }
          point.add(Rational.of(x));
        }
      }
    }
    return point;
  }

  private static int check(
      GraphReading values, ExactReading exact, List<Rational> point, Rational width) {
    List<Rational> low = point.stream().map(x -> x.minus(width)).toList();
    List<Rational> high = point.stream().map(x -> x.plus(width)).toList();
    int checked = 0;
    try (SolverReading terms = SolverReading.of(values, low, high)) {
      for (Value v : values.graph().outputs()) {
        if (values.datum(v.name()) instanceof Tensor t && t.type().isFloat() && t.size() > 0) {
          Linear term = terms.element(v.name(), t.size() - 1);
          Rational number =
              Rational.of(
                  exact.numerator(v.name(), t.size() - 1),
                  exact.denominator(v.name(), t.size() - 1));
          assertThat(terms.at(point, term))
              .as("%s at %s in a box of %s, %s", v.name(), point, width, values.graph())
              .contains(number);
          checked++;
        }
      }
    }
    return checked;
  }
}
