package dev.assay.core.operator;

/**
 * One input or output of an operator; a variadic one stands last and takes any number of values.
 */
public record Port(String name, boolean optional, boolean variadic) {

  /** Reads {@code X}, {@code B?} or {@code inputs*}. */
  static Port parse(String text) {
    boolean optional = text.endsWith("?");
    boolean variadic = text.endsWith("*");
    String name = optional || variadic ? text.substring(0, text.length() - 1) : text;
    return new Port(name, optional, variadic);
  }
}
