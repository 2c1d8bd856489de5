package dev.assay.verify.property;

import java.util.List;

/**
 * What is claimed of a model: that for no input one of some cases comes true.
 *
 * @param inputs the number of numbers that the model takes
 * @param outputs the number of numbers that it gives
 */
public record Property(int inputs, int outputs, List<Case> cases) {

  /** An input within a box and outputs that keep all constraints: what must not be. */
  public record Case(Box box, List<Constraint> constraints) {
    public Case {
      constraints = List.copyOf(constraints);
    }
  }

  public Property {
    cases = List.copyOf(cases);
  }
}
