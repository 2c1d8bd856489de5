package dev.assay.core.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes one group of two axes that a text names side by side and never apart: {@code i.., j} is for
 * {@code i, j} at any rank.
 */
final class AxisGroups {
  private static final String BEFORE = "(?<=[\\[(~]|, |all )";
  private static final String AFTER = "(?=[\\]),]| \\|| at |   #)";

  private AxisGroups() {}

  /**
   * Folds what can be folded.
   *
   * @param shapes the names of the sizes of inputs that may have any rank
   */
  static String fold(String text, List<List<String>> shapes) {
    String folded = text;
    for (List<String> shape : shapes) {
      for (int a = 0; a + 1 < shape.size(); a++) {
        String next = fold(folded, shape.get(a), shape.get(a + 1));
        a += next.equals(folded) ? 0 : 1;
        folded = next;
      }
    }
    return folded;
  }

  private static String fold(String text, String first, String second) {
    String lowerFirst = first.toLowerCase(Locale.ROOT);
    String lowerSecond = second.toLowerCase(Locale.ROOT);
    if (first.equals(second)) {
      return text;
    }
    String group = first + "..";
    String folded =
        text.replaceAll(BEFORE + first + ", ~?" + second + AFTER, group)
            .replaceAll("(?<![/%] )\\b" + first + " \\* " + second + "\\b", group)
            .replaceAll(BEFORE + lowerFirst + ", " + lowerSecond + AFTER, lowerFirst + "..");
    Pattern alone =
        Pattern.compile(
            String.format(
                "\\b(?:%1$s|%2$s)\\b(?!\\.\\.)|\\b(?:%3$s|%4$s)\\b",
                first, lowerFirst, second, lowerSecond));
    return alone.matcher(folded.replaceAll("#.*", "")).find() ? text : folded;
  }
}
