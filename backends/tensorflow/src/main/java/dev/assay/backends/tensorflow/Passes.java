package dev.assay.backends.tensorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The passes that can be left out of a level: Grappler's rewriters, which a session is told, and
 * the passes of XLA that a model can do without, which the process must have been told.
 */
final class Passes {
  /** Those of XLA's pipeline for CPUs, by name, from the list {@code hlo-passes.txt}. */
  static final List<String> OF_XLA = read();

  private static final String FLAG = "--xla_disable_hlo_passes=";

  private Passes() {}

  /** Those of a level that are not left out yet, each with the lowest level that runs it. */
  static Map<String, String> of(Level level, List<String> disabled) {
    Map<String, String> passes = new TreeMap<>();
    known(level).forEach(name -> passes.put(name, level.toString()));
    passes.keySet().removeAll(disabled);
    return passes;
  }

  private static List<String> known(Level level) {
    return switch (level) {
      case EAGER, PLAIN, XLA0 -> List.of();
      case GRAPPLER, ONEDNN -> Rewriter.names();
      case XLA -> OF_XLA;
    };
  }

  /** Why these passes cannot be left out; empty when they can. */
  static Optional<String> missing(Level level, List<String> disabled) {
    List<String> known = known(level);
    Optional<String> unknown = disabled.stream().filter(n -> !known.contains(n)).findFirst();
    if (unknown.isPresent()) {
      return Optional.of(
          "TensorFlow leaves out no such pass at this level\n  required : "
              + (known.isEmpty() ? "none at opt=" + level : "one of " + String.join(", ", known))
              + "\n  but      : "
              + unknown.get());
    }
    Setting flag = new Setting("XLA_FLAGS", FLAG + String.join(",", disabled));
    return level != Level.XLA || disabled.isEmpty() || flag.isThere()
        ? Optional.empty()
        : Optional.of(flag.why());
  }

  private static List<String> read() {
    try (var in = Passes.class.getResourceAsStream("hlo-passes.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
