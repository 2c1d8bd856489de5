package dev.assay.backends.tvm4j;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options of the backend {@code tvm4j}, read from words.
 *
 * @param level TVM's and LLVM's level of optimisation
 * @param executor what runs the compiled model
 * @param disabled names of passes, with ';' between
 */
record Tvm4jOptions(int level, String executor, String disabled) {
  private static final List<String> LEVELS = List.of("0", "1", "2", "3");
  private static final List<String> EXECUTORS = List.of("graph", "aot");

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt", "0, 1, 2 or 3 (default): how much is optimised, by Relay and by LLVM",
              "executor", "graph (default) or aot: what runs the compiled model",
              "disable", "names of passes that are left out, with ';' between"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static Tvm4jOptions of(Map<String, String> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(KNOWN.keySet());
    if (!unknown.isEmpty()) {
      throw bad(String.join(", ", KNOWN.keySet()), String.join(", ", unknown));
    }
    return new Tvm4jOptions(
        Integer.parseInt(choice(LEVELS, options.getOrDefault("opt", "3"))),
        choice(EXECUTORS, options.getOrDefault("executor", "graph")),
        options.getOrDefault("disable", ""));
  }

  private static String choice(List<String> words, String word) {
    if (!words.contains(word)) {
      throw bad("one of " + String.join(", ", words), word);
    }
    return word;
  }

  private static IllegalArgumentException bad(String required, String but) {
    return new IllegalArgumentException(
        "TVM has no such option\n  required : " + required + "\n  but      : " + but);
  }
}
