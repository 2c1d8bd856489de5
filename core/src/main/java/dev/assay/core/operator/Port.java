package dev.assay.core.operator;

import java.util.Arrays;
import java.util.List;

/**
 * One input or output of an operator; a variadic one stands last and takes any number of values.
 */
public record Port(String name, boolean optional, boolean variadic) {

  /**
   * Reads {@code X}, {@code B?} or {@code inputs*}. Names are interned, as those are by which
   * definitions ask: most are told apart at a glance.
   */
  static Port parse(String text) {
    boolean optional = text.endsWith("?");
    boolean variadic = text.endsWith("*");
    String name = optional || variadic ? text.substring(0, text.length() - 1) : text;
    return new Port(name.intern(), optional, variadic);
  }

  /** Reads ports with spaces between them. */
  static List<Port> list(String text) {
    return Arrays.stream(text.trim().split(" +"))
        .filter(p -> !p.isEmpty())
        .map(Port::parse)
        .toList();
  }

  /** The port at a place; a variadic one stands for all places from its own on. */
  public static Port at(List<Port> ports, int place) {
    return ports.get(Math.min(place, ports.size() - 1));
  }

  /** The place of a port among others, or -1. */
  static int place(List<Port> ports, String name) {
    for (int k = 0; k < ports.size(); k++) {
      if (ports.get(k).name().equals(name)) {
        return k;
      }
    }
    return -1;
  }
}
