package dev.assay.backends.torch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.pytorch.global.torch;

/**
 * The options of the backend {@code torch}, read from words.
 *
 * @param runs how often a program runs before its results are read: the profiling executor
 *     optimises what it has seen run
 */
record TorchOptions(Level level, Provider provider, int runs, int threads) {

  /** How much is optimised. */
  enum Level {
    PLAIN,
    PROFILING,
    FROZEN,
    NNC
  }

  /** Where a model runs. */
  enum Provider {
    CPU,
    CUDA
  }

  private static final int ENOUGH_TO_OPTIMISE = 3;

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt",
              "plain (neither oneDNN nor any pass), profiling, frozen (default: weights are constants,"
                  + " optimize_for_inference) or nnc (TensorExpr fuser, interpreted)",
              "provider",
              "cpu (default) or cuda: where it runs",
              "runs",
              "a number (default 3; plain 1): runs before the results are read; 1 shows the first",
              "threads",
              "a number (default 1): threads inside an operator"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static TorchOptions of(Map<String, String> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(KNOWN.keySet());
    if (!unknown.isEmpty()) {
      throw bad(String.join(", ", KNOWN.keySet()), String.join(", ", unknown));
    }
    Level level = choice(Level.class, options.getOrDefault("opt", "frozen"));
    int runs = level == Level.PLAIN ? 1 : ENOUGH_TO_OPTIMISE;
    return new TorchOptions(
        level,
        choice(Provider.class, options.getOrDefault("provider", "cpu")),
        count("runs", options, runs),
        count("threads", options, 1));
  }

  private static int count(String name, Map<String, String> options, int otherwise) {
    String word = options.getOrDefault(name, "" + otherwise);
    if (!word.matches("[1-9][0-9]{0,3}")) {
      throw bad("a number of " + name, word);
    }
    return Integer.parseInt(word);
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String word) {
    Set<String> words = new TreeSet<>();
    for (E e : type.getEnumConstants()) {
      words.add(e.name().toLowerCase(Locale.ROOT));
      if (e.name().toLowerCase(Locale.ROOT).equals(word)) {
        return e;
      }
    }
    throw bad("one of " + String.join(", ", words), word);
  }

  private static IllegalArgumentException bad(String required, String but) {
    return new IllegalArgumentException(
        "LibTorch has no such option\n  required : " + required + "\n  but      : " + but);
  }

  /** Why these options are of no use here; empty when they are. */
  Optional<String> missing() {
    if (provider == Provider.CUDA && !torch.hasCUDA()) {
      return Optional.of(
          "this LibTorch is built without CUDA\n  required : a build for CUDA, a driver and a device"
              + "\n  way out  : put org.bytedeco:pytorch and org.bytedeco:cuda with the classifiers"
              + "\n             linux-x86_64-gpu and linux-x86_64 in place of this one's");
    }
    if (provider == Provider.CUDA && !torch.cuda_is_available()) {
      return Optional.of(
          "LibTorch sees no CUDA device\n  required : a driver and a device\n  but      : none");
    }
    return level == Level.NNC ? Fuser.missing() : Optional.empty();
  }
}
