package dev.assay.backends.tensorflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** The options of the backend {@code tensorflow}, read from words. */
record TensorFlowOptions(Level level, boolean gpu) {
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt", Level.ALL + ": how much is rewritten and compiled",
              "provider", "cpu (default) or gpu: where it runs"));

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if there is another option or value
   */
  static TensorFlowOptions of(Map<String, String> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(KNOWN.keySet());
    String provider = options.getOrDefault("provider", "cpu");
    if (!unknown.isEmpty()) {
      throw bad(String.join(", ", KNOWN.keySet()), String.join(", ", unknown));
    }
    if (!Set.of("cpu", "gpu").contains(provider)) {
      throw bad("provider=cpu or provider=gpu", "provider=" + provider);
    }
    return new TensorFlowOptions(
        Level.of(options.getOrDefault("opt", "xla")), provider.equals("gpu"));
  }

  private static IllegalArgumentException bad(String required, String but) {
    return new IllegalArgumentException(
        "TensorFlow has no such option\n  required : " + required + "\n  but      : " + but);
  }

  ConfigProto configuration() {
    return level.configuration(gpu ? 1 : 0);
  }

  /** Why these options are of no use here; empty when they are. */
  Optional<String> missing() {
    Setting setting = Setting.needed(level);
    if (!setting.isThere()) {
      return Optional.of(setting.why());
    }
    return gpu ? missingGpu() : Optional.empty();
  }

  private Optional<String> missingGpu() {
    try (Session empty = Session.of(GraphDef.getDefaultInstance(), configuration())) {
      List<String> devices = empty.devices();
      return devices.stream().anyMatch(d -> d.contains("GPU"))
          ? Optional.empty()
          : Optional.of(
              "this TensorFlow has no GPU\n  required : a device of type GPU\n  but      : "
                  + String.join(", ", devices)
                  + "\n  way out  : take tensorflow-core-native with the classifier linux-x86_64-gpu,"
                  + "\n             on a machine with the CUDA and cuDNN releases that it asks for");
    } catch (TensorFlowException e) {
      return Optional.of(TensorFlowMessage.clean(String.valueOf(e.getMessage())));
    }
  }
}
