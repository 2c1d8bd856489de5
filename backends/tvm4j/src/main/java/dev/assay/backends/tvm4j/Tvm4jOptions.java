package dev.assay.backends.tvm4j;

import dev.assay.backends.worker.OptionWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    OptionWords words = OptionWords.of("TVM", KNOWN.keySet(), options);
    return new Tvm4jOptions(
        Integer.parseInt(words.word("opt", LEVELS, "3")),
        words.word("executor", EXECUTORS, "graph"),
        options.getOrDefault("disable", ""));
  }
}
