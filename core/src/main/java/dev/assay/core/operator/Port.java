package dev.assay.core.operator;

import java.util.Arrays;
import java.util.List;

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

  /** Reads ports with spaces between them. */
  static List<Port> list(String text) {
    return Ports.of(
        Arrays.stream(text.trim().split(" +")).filter(p -> !p.isEmpty()).map(Port::parse).toList());
  }

  /** The port at a place; a variadic one stands for all places from its own on. */
  public static Port at(List<Port> ports, int place) {
    return ports.get(Math.min(place, ports.size() - 1));
  }
}
