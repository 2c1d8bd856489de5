package dev.assay.core.operator;

import dev.assay.core.expr.Dims;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An equation of Einstein's summation convention, such as {@code "bij,bjk->bik"}.
 *
 * @param terms the labels of each operand's axes; {@code '.'} stands for the axes of an ellipsis
 * @param result the labels of the result's axes
 */
record Equation(List<String> terms, String result) {
  static final char DOTS = '.';

  /** Reads an equation; without an arrow, the result has the labels that occur once, in order. */
  static Equation parse(String text) {
    String[] sides = text.replace(" ", "").replace("...", "" + DOTS).split("->", -1);
    List<String> terms = Arrays.asList(sides[0].split(",", -1));
    return new Equation(terms, sides.length > 1 ? sides[1] : implied(String.join("", terms)));
  }

  private static String implied(String labels) {
    return labels
        .chars()
        .distinct()
        .filter(c -> c == DOTS || labels.indexOf(c) == labels.lastIndexOf(c))
        .sorted() // the dots come before any letter
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The labels to sum over: those of the operands that the result lacks. */
  String summed() {
    return String.join("", terms)
        .chars()
        .distinct()
        .filter(c -> result.indexOf(c) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Whether the result has only labels of the operands, each once. */
  boolean isClosed() {
    return result.chars().distinct().count() == result.length()
        && result.chars().allMatch(c -> terms.stream().anyMatch(t -> t.indexOf(c) >= 0));
  }

  /** The parts of sizes or of a point that belong to each label, where dots take some axes. */
  static Map<Character, Dims> split(String labels, Dims whole, int dots) {
    Map<Character, Dims> parts = new LinkedHashMap<>();
    int at = 0;
    for (char label : labels.toCharArray()) {
      int n = label == DOTS ? dots : 1;
      parts.put(label, whole.from(at).first(n));
      at += n;
    }
    return parts;
  }

  /** The inverse of {@link #split}. */
  static Dims join(String labels, Map<Character, Dims> parts) {
    Dims whole = Dims.of();
    for (char label : labels.toCharArray()) {
      whole = whole.and(parts.getOrDefault(label, Dims.of()));
    }
    return whole;
  }
}
