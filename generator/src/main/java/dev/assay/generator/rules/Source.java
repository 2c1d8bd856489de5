package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import java.util.Optional;

/** What a name in a term stands for. */
public enum Source {
  /** The shape of an input; of a variadic one, of its first value. */
  SHAPE(""),
  /** What an input holds, row by row; reals are rounded down. */
  ELEMENTS("elements"),
  /** The integer or integers of an attribute; of other kinds, a list of zeros of that length. */
  ATTRIBUTE(""),
  /** 1, 0 or -1: the sign of a real attribute. */
  SIGN("sign"),
  /** 1 where a real attribute is a whole number, else 0. */
  WHOLE("whole"),
  /** The shape to which all values of a variadic input broadcast. */
  COMMON("common"),
  /** The sums, axis by axis, of the shapes of a variadic input. */
  TOTAL("total"),
  /** The greatest sizes, axis by axis, of a variadic input. */
  MOST("most"),
  /** The least sizes, axis by axis, of a variadic input. */
  LEAST("least"),
  /** How many values a variadic input or output has. */
  COUNT("count"),
  /** The place of an output among those of a variadic one. */
  PLACE("place");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** What it tells of a real number. */
  Dim of(double real) {
    return switch (this) {
      case SIGN -> Dim.dim((long) Math.signum(real));
      case WHOLE -> Dim.dim(real == Math.rint(real) ? 1 : 0);
      case SHAPE, ELEMENTS, ATTRIBUTE, COMMON, TOTAL, MOST, LEAST, COUNT, PLACE ->
          throw new IllegalStateException(this + " of a real number");
    };
  }

  static Optional<Source> of(String label) {
    for (Source s : values()) {
      if (!label.isEmpty() && s.label.equals(label)) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }
}
