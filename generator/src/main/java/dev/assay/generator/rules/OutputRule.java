package dev.assay.generator.rules;

import java.util.List;

/**
 * What an output is.
 *
 * @param types by case; the first whose guards hold counts
 * @param shapes by case; the first whose guards hold counts. A shape is a list.
 */
public record OutputRule(String port, List<OfType> types, List<Shape> shapes) {

  /** A type in a case. */
  public record OfType(List<Guard> when, TypeRule type) {
    public OfType {
      when = List.copyOf(when);
    }

    @Override
    public String toString() {
      return type + Condition.cases(when);
    }
  }

  /** A shape in a case. */
  public record Shape(List<Guard> when, Term shape) {
    public Shape {
      when = List.copyOf(when);
    }

    @Override
    public String toString() {
      return shape + Condition.cases(when);
    }
  }

  public OutputRule {
    types = List.copyOf(types);
    shapes = List.copyOf(shapes);
  }
}
