package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.assay.backends.worker.OptionWords;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
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

  private static final byte[] IDENTITY = identity();

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt", "disabled, basic, extended, layout or all (default): how much is optimised",
              "provider",
                  "cpu (default), cuda or tensorrt: where it runs; without TF32, halves as the model says",
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
        words.names("disable"),
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
    if (!OrtEnvironment.getAvailableProviders().contains(provider.theirs)) {
      return Optional.of(
          "this ONNX Runtime is built without it\n  required : "
              + provider.theirs
              + "\n  but      : "
              + OrtEnvironment.getAvailableProviders()
              + "\n  way out  : com.microsoft.onnxruntime:onnxruntime_gpu of this release, for this platform");
    }
    return provider == Provider.CPU ? Optional.empty() : unusable(environment);
  }

  /**
   * What ONNX Runtime says where a library, the driver or the device of a provider is not there.
   */
  private Optional<String> unusable(OrtEnvironment environment) {
    try (SessionOptions session = open();
        OrtSession unused = environment.createSession(IDENTITY, session)) {
      return Optional.empty();
    } catch (OrtException e) {
      return Optional.of(
          "ONNX Runtime cannot use "
              + provider.theirs
              + "\n  required : the CUDA and cuDNN that this release asks for"
              + (provider == Provider.TENSORRT ? ", and TensorRT" : "")
              + ", a driver and a device\n  but      : "
              + SystemWords.clean(String.valueOf(e.getMessage())));
    }
  }

  /** A model that does nothing. */
  private static byte[] identity() {
    Value x = new Value("x", TensorType.of(Tensor.list(0)));
    Value y = new Value("y", x.type());
    Node node = Node.of("Identity", List.of("x"), List.of("y"), Map.of());
    return OnnxFromGraph.of(
        new Graph("identity", Map.of("", 13), List.of(x), Map.of(), List.of(node), List.of(y)));
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
