package dev.assay.verify.layer;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Facts from the words in which they are printed. */
public final class FactFromText {
  private static final Pattern ELEMENT = Pattern.compile("([^\\[\\]]+)(?:\\[(\\d+)])?");

  /** The ways to write one. */
  public static final List<String> FORMS =
      List.of(
          "no-nan",
          "no-infinity",
          "no-overflow",
          "range LOW HIGH",
          "rising INPUT[K] [ELEMENT]",
          "falling INPUT[K] [ELEMENT]",
          "lipschitz FACTOR",
          "sums-to SUM TOLERANCE",
          "near INPUT TOLERANCE");

  private FactFromText() {}

  /**
   * Reads a fact.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Fact parse(String text) {
    String[] words = text.strip().split("\\s+");
    try {
      Fact fact = fact(words);
      if (fact != null) {
        return fact;
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static @Nullable Fact fact(String... words) {
    int n = words.length - 1;
    return switch (words[0]) {
      case "no-nan" -> n == 0 ? new NoNan() : null;
      case "no-infinity" -> n == 0 ? new NoInfinity() : null;
      case "no-overflow" -> n == 0 ? new NoOverflow() : null;
      case "range" -> n == 2 ? new Within(new Range(number(words[1]), number(words[2]))) : null;
      case "rising", "falling" -> n == 1 || n == 2 ? monotone(words) : null;
      case "lipschitz" -> n == 1 ? new Lipschitz(number(words[1])) : null;
      case "sums-to" -> n == 2 ? new SumsTo(number(words[1]), number(words[2])) : null;
      case "near" -> n == 2 ? new Near(words[1], number(words[2])) : null;
      default -> null;
    };
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private static Monotone monotone(String... words) {
    Matcher m = ELEMENT.matcher(words[1]);
    if (!m.matches()) {
      throw new NumberFormatException(words[1]);
    }
    return new Monotone(
        words[0].equals("rising"),
        m.group(1),
        m.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(2))),
        words.length == 2 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[2])));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "a fact is not known\n  required : one of "
            + String.join(", ", FORMS)
            + "\n  but      : "
            + text.strip());
  }
}
