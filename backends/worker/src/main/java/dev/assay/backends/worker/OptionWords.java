package dev.assay.backends.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a backend as words, and how they are read.
 *
 * @param system whose options they are, for messages
 * @param given each option that was given
 */
public record OptionWords(String system, Map<String, String> given) {

  /**
   * Reads options, each of which must be a known one.
   *
   * @throws IllegalArgumentException if there is another
   */
  public static OptionWords of(String system, Set<String> known, Map<String, String> given) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    OptionWords words = new OptionWords(system, given);
    if (!unknown.isEmpty()) {
      throw words.bad(String.join(", ", new TreeSet<>(known)), String.join(", ", unknown));
    }
    return words;
  }

  /**
   * The constant whose name an option gives, in lower case.
   *
   * @param usual what holds where the option is not given
   * @throws IllegalArgumentException if there is no such constant
   */
  public <E extends Enum<E>> E choice(String option, E usual) {
    Class<E> constants = usual.getDeclaringClass();
    List<String> words =
        Arrays.stream(constants.getEnumConstants()).map(OptionWords::word).sorted().toList();
    return Enum.valueOf(constants, word(option, words, word(usual)).toUpperCase(Locale.ROOT));
  }

  /**
   * The word of an option, which must be among some.
   *
   * @throws IllegalArgumentException if it is another
   */
  public String word(String option, List<String> words, String usual) {
    String word = given.getOrDefault(option, usual);
    if (!words.contains(word)) {
      throw bad("one of " + String.join(", ", words), word);
    }
    return word;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The number of threads in the option {@code threads}; 1 where it is not given.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public int threads() {
    return count("threads", 1);
  }

  /**
   * The number in an option.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public int count(String option, int usual) {
    String word = given.getOrDefault(option, "" + usual);
    if (!word.matches("[0-9]{1,4}")) {
      throw bad("a number of " + option, word);
    }
    return Integer.parseInt(word);
  }

  /** The names in an option, with ';' between; none where it is not given. */
  public List<String> names(String option) {
    return Arrays.stream(given.getOrDefault(option, "").split(";"))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private IllegalArgumentException bad(String required, String but) {
    return new IllegalArgumentException(
        system + " has no such option\n  required : " + required + "\n  but      : " + but);
  }
}
