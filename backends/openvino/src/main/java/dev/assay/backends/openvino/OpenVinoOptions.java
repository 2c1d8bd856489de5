package dev.assay.backends.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.assay.backends.worker.OptionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The options of the backend {@code openvino}, read from words. */
record OpenVinoOptions(Level opt, Precision precision, int threads) {

  /** How much is optimised, as far as the CPU plugin lets it be chosen. */
  enum Level {
    PLAIN("EXECUTION_MODE_HINT", "ACCURACY", "SNIPPETS_MODE", "DISABLE"),
    ALL("EXECUTION_MODE_HINT", "PERFORMANCE");

    private final List<String> properties;

    Level(String... properties) {
      this.properties = List.of(properties);
    }
  }

  /** In what float32 is computed. */
  enum Precision {
    F32,
    F16,
    BF16
  }

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt",
              "plain or all (default): without and with fused snippets of generated code",
              "precision",
              "f32 (default), f16 or bf16: what floats are computed in",
              "threads",
              "a number (default 1): threads inside an operator"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static OpenVinoOptions of(Map<String, String> options) {
    OptionWords words = OptionWords.of("OpenVINO", KNOWN.keySet(), options);
    return new OpenVinoOptions(
        words.choice("opt", Level.ALL), words.choice("precision", Precision.F32), words.threads());
  }

  /** The arguments of the function that compiles a model. */
  Object[] arguments(Pointer core, Pointer model, PointerByReference compiled) {
    List<String> properties = new ArrayList<>(opt.properties);
    properties.add("INFERENCE_PRECISION_HINT");
    properties.add(precision.name().toLowerCase(Locale.ROOT));
    properties.add("INFERENCE_NUM_THREADS");
    properties.add(String.valueOf(threads));
    properties.add("NUM_STREAMS");
    properties.add("1");
    List<Object> arguments =
        new ArrayList<>(List.of(core, model, "CPU", (long) properties.size(), compiled));
    arguments.addAll(properties);
    return arguments.toArray();
  }
}
