package dev.assay.backends.tensorflow;

import dev.assay.backends.worker.OptionWords;
import dev.assay.backends.worker.SystemWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** The options of the backend {@code tensorflow}, read from words. */
record TensorFlowOptions(Level level, boolean gpu, List<String> disabled) {

  /** Where a model runs. */
  enum Provider {
    CPU,
    GPU
  }

  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt",
              Level.ALL + ": how much is rewritten and compiled",
              "disable",
              "names of passes that are left out, with ';' between",
              "provider",
              "cpu (default) or gpu: where it runs; without TF32"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static TensorFlowOptions of(Map<String, String> options) {
    OptionWords words = OptionWords.of("TensorFlow", KNOWN.keySet(), options);
    return new TensorFlowOptions(
        Level.of(options.getOrDefault("opt", "xla")),
        words.choice("provider", Provider.CPU) == Provider.GPU,
        words.names("disable"));
  }

  ConfigProto configuration() {
    return level.configuration(gpu ? 1 : 0, disabled);
  }

  /** Why these options are of no use here; empty when they are. */
  Optional<String> missing() {
    Setting setting = Setting.needed(level);
    if (!setting.isThere()) {
      return Optional.of(setting.why());
    }
    Optional<String> passes = Passes.missing(level, disabled);
    if (passes.isPresent()) {
      return passes;
    }
    return gpu ? missingGpu() : Optional.empty();
  }

  private Optional<String> missingGpu() {
    try (Session empty = Session.of(GraphDef.getDefaultInstance(), configuration())) {
      List<String> devices = empty.devices();
      return devices.stream().anyMatch(d -> d.contains("GPU"))
          ? Optional.empty()
          : Optional.of(
              "TensorFlow sees no GPU\n  required : a device of type GPU, and the CUDA and cuDNN that"
                  + " this release asks for\n  but      : "
                  + String.join(", ", devices));
    } catch (TensorFlowException e) {
      return Optional.of(SystemWords.clean(String.valueOf(e.getMessage())));
    }
  }
}
