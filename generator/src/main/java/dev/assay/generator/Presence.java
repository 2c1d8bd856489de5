package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a node that is drawn has of all that it may leave out, and how many of what varies. */
final class Presence {
  private final Operator operator;
  private final Signature signature;
  private final Choices choices;
  private final double often;
  private final Map<String, Boolean> given = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * @param often how often what may be left out is there; outputs half as often
   */
  Presence(Operator operator, Signature signature, Choices choices, double often) {
    this.operator = operator;
    this.signature = signature;
    this.choices = choices;
    this.often = often;
  }

  boolean has(String name) {
    Boolean known = given.get(name);
    if (known == null) {
      known = draw(name);
      given.put(name, known);
    }
    return known;
  }

  private boolean draw(String name) {
    int input = operator.input(name);
    int output = operator.output(name);
    if (input >= 0 || output >= 0) {
      Port port = input >= 0 ? operator.inputs().get(input) : operator.outputs().get(output);
      return !port.optional() || choices.chance(input >= 0 ? often : often / 2);
    }
    return signature.requires(name) || signature.knows(name) && choices.chance(often);
  }

  void usual(String name) {
    given.putIfAbsent(name, operator.output(name) >= 0 || signature.knows(name));
  }

  /** Gives one of two. */
  void part(String first, String second) {
    boolean given = !this.given.getOrDefault(second, false) && has(first);
    this.given.putIfAbsent(first, given);
    this.given.putIfAbsent(second, !given);
  }

  /** Gives the first of some where it gave none. */
  void any(String... names) {
    if (Arrays.stream(names).noneMatch(this::has)) {
      give(names[0]);
    }
  }

  /** Gives all of them or none: all where one is given already. */
  void join(List<String> inputs, List<String> outputs) {
    List<String> names = Stream.concat(inputs.stream(), outputs.stream()).toList();
    boolean all = names.stream().anyMatch(n -> given.getOrDefault(n, false)) || has(inputs.get(0));
    names.forEach(n -> given.put(n, all));
  }

  void give(String name) {
    given.put(name, true);
  }

  /** Gives what a part reads and holds. */
  void giveAll(Part part) {
    for (int k = 0; k < Math.min(part.places().size(), operator.inputs().size()); k++) {
      Port port = operator.inputs().get(k);
      if (port.optional()) {
        give(port.name());
      }
    }
    for (String name : part.attributes().keySet()) {
      giveKnown(name);
    }
    for (String name : part.demand().given()) {
      giveKnown(name);
    }
  }

  private void giveKnown(String name) {
    if (operator.input(name) >= 0 || signature.knows(name)) {
      give(name);
    }
  }

  /** Leaves out what was not asked for yet. */
  void leaveOut(String name) {
    given.putIfAbsent(name, false);
  }

  /**
   * How many values a port has.
   *
   * @param each of which number it is a multiple
   */
  int count(String port, int each) {
    Integer known = counts.get(port);
    if (known == null) {
      known = each * (1 + choices.weighted(2, 5, 2, 1));
      counts.put(port, known);
    }
    return known;
  }

  int length(String name, int least, int most) {
    return counts.computeIfAbsent(
        name, n -> Math.min(most, least + choices.weighted(1, 4, 2, 1, 0.5)));
  }

  /** The length that was drawn for a list; null where none was. */
  @Nullable Integer knownLength(String name) {
    return counts.get(name);
  }
}
