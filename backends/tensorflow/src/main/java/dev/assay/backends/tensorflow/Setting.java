package dev.assay.backends.tensorflow;

import java.util.Optional;

/**
 * A variable of the environment that TensorFlow reads once for each process.
 *
 * @param value part of what it must be
 */
record Setting(String variable, String value) {
  private static final Setting ONEDNN = new Setting("TF_ENABLE_ONEDNN_OPTS", "1");
  private static final Setting NO_ONEDNN = new Setting("TF_ENABLE_ONEDNN_OPTS", "0");
  private static final Setting UNOPTIMISED =
      new Setting("XLA_FLAGS", "--xla_backend_optimization_level=0");

  /** What a level asks for. */
  static Setting needed(Level level) {
    return switch (level) {
      case EAGER, PLAIN, GRAPPLER, XLA -> NO_ONEDNN;
      case ONEDNN -> ONEDNN;
      case XLA0 -> UNOPTIMISED;
    };
  }

  boolean isThere() {
    return Optional.ofNullable(System.getenv(variable)).orElse("").contains(value);
  }

  /** What to say where it is not there. */
  String why() {
    return "TensorFlow decides this once for each process\n  required : "
        + variable
        + "="
        + value
        + " in the environment of the worker, as backend.properties says\n  but      : "
        + variable
        + "="
        + System.getenv(variable);
  }
}
