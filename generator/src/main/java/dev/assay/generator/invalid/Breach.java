package dev.assay.generator.invalid;

import java.util.Locale;

/** A kind of rule that an invalid model breaks. */
public enum Breach {
  /** The sizes of an operand do not fit the operator. */
  SIZE,
  /** An operand has an axis too many or too few. */
  RANK,
  /** An operand has an element type that the operator does not take there. */
  TYPE,
  /** An input that must be there is left out. */
  MISSING_INPUT,
  /** A node has more inputs than its operator. */
  EXTRA_INPUT,
  /** An attribute is out of its range. */
  ATTRIBUTE_RANGE,
  /** An attribute is of another kind. */
  ATTRIBUTE_KIND,
  /** An attribute that must be there is left out. */
  MISSING_ATTRIBUTE,
  /** An attribute that the operator has not. */
  UNKNOWN_ATTRIBUTE,
  /** An operator that its domain has not. */
  UNKNOWN_OPERATOR,
  /** Nodes wait for each other. */
  CYCLE,
  /** A node stands before one whose output it reads. */
  ORDER,
  /** Two values have one name. */
  DUPLICATE_NAME,
  /** A node reads a value that nothing makes. */
  UNDECLARED_VALUE,
  /** An output of the model that nothing makes. */
  UNMADE_OUTPUT,
  /** An output of the model is declared with another element type. */
  OUTPUT_TYPE,
  /** An output of the model is declared with another rank. */
  OUTPUT_RANK,
  /** An output of the model is declared with another size. */
  OUTPUT_SIZE,
  /** A domain that nodes use is not imported. */
  NO_OPSET,
  /** A version of the operators that does not exist. */
  FUTURE_OPSET,
  /** A constant has fewer bytes than its shape asks for. */
  TRUNCATED_TENSOR,
  /** The file ends early. */
  TRUNCATED_MODEL;

  /** The word for it in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
