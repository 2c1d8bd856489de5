package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.assay.backends.worker.OptionWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of the backend {@code onnxruntime}, read from words. */
record OrtOptions(
    Level level, Provider provider, int threads, List<String> disabled, String optimised) {

  /** How much is optimised. Known to ONNX Runtime by name, since the numbers moved. */
  enum Level {
    DISABLED("NO_OPT"),
    BASIC("BASIC_OPT"),
    EXTENDED("EXTENDED_OPT"),
    LAYOUT("LAYOUT_OPT"),
    ALL("ALL_OPT");

    private final String theirs;

    Level(String theirs) {
      this.theirs = theirs;
    }
  }

  /** Where a model runs. */
  enum Provider {
    CPU(OrtProvider.CPU),
    CUDA(OrtProvider.CUDA),
    TENSORRT(OrtProvider.TENSOR_RT);

    private final OrtProvider theirs;

    Provider(OrtProvider theirs) {
      this.theirs = theirs;
    }
  }

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt", "disabled, basic, extended, layout or all (default): how much is optimised",
              "provider", "cpu (default), cuda or tensorrt: where it runs",
              "threads", "a number (default 1): threads inside an operator",
              "disable", "names of passes that are left out, with ';' between",
              "optimised", "a file to which each model is written as it was optimised"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static OrtOptions of(Map<String, String> options) {
    OptionWords words = OptionWords.of("ONNX Runtime", KNOWN.keySet(), options);
    return new OrtOptions(
        words.choice("opt", Level.ALL),
        words.choice("provider", Provider.CPU),
        words.threads(),
        Arrays.stream(options.getOrDefault("disable", "").split(";"))
            .filter(name -> !name.isEmpty())
            .toList(),
        options.getOrDefault("optimised", ""));
  }

  /** Why these options are of no use here; empty when they are. */
  Optional<String> missing(OrtEnvironment environment) {
    if (OrtRelease.level(level.theirs).isEmpty()) {
      return Optional.of(
          "ONNX Runtime "
              + OrtRelease.version(environment)
              + " has no level "
              + level.name().toLowerCase(Locale.ROOT));
    }
    Optional<String> passes = OrtPasses.missing(environment, disabled);
    if (passes.isPresent()) {
      return passes;
    }
    if (OrtEnvironment.getAvailableProviders().contains(provider.theirs)) {
      return Optional.empty();
    }
    return Optional.of(
        "this ONNX Runtime runs only on "
            + OrtEnvironment.getAvailableProviders()
            + "\n  required : "
            + provider.theirs
            + "\n  way out  : replace onnxruntime-"
            + OrtRelease.version(environment)
            + ".jar in the backend's folder by com.microsoft.onnxruntime:onnxruntime_gpu of that version,"
            + "\n             on a machine with the CUDA and cuDNN releases that it asks for"
            + (provider == Provider.TENSORRT ? ", and TensorRT" : ""));
  }

  /** A session's options; the caller closes them. */
  SessionOptions open() throws OrtException {
    SessionOptions session = new SessionOptions();
    try {
      session.setOptimizationLevel(OrtRelease.level(level.theirs).orElseThrow());
      session.setIntraOpNumThreads(threads);
      session.setInterOpNumThreads(1);
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      if (!disabled.isEmpty()) {
        session.addConfigEntry(
            "optimization.disable_specified_optimizers", String.join(";", disabled));
      }
      if (!optimised.isEmpty()) {
        session.setOptimizedModelFilePath(optimised);
      }
      switch (provider) {
        case CPU -> {}
        case CUDA -> session.addCUDA();
        case TENSORRT -> session.addTensorrt(0);
      }
      return session;
    } catch (OrtException | IllegalArgumentException e) {
      session.close();
      throw e;
    }
  }
}
