package dev.assay.generator.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a refusal may ask for: numbers, which may be ranks, lengths, sizes or values,
 * and names, which may be of arguments.
 */
record Advice(Set<String> names, List<Integer> numbers) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.-])[0-8](?![\\w.]|-?[dD]\\b)|[1-5](?=-?[dD]\\b)");

  /** Numbers that have names of their own. */
  private static final Map<String, Integer> RANKS =
      Map.of("scalar", 0, "vector", 1, "matrix", 2, "one", 1, "two", 2, "three", 3, "four", 4);

  static Advice of(String text) {
    Set<String> names = new HashSet<>();
    List<Integer> numbers = new ArrayList<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
      Integer rank = RANKS.get(name.group());
      if (rank != null) {
        numbers.add(rank);
      }
    }
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(Integer.parseInt(number.group()));
    }
    return new Advice(names, numbers);
  }
}
