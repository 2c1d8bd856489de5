package dev.assay.backends.torch;

import dev.assay.backends.worker.OptionWords;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    /** Each node of LibTorch's own by itself; the model has no others. */
    EAGER,
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
              "eager (each operator of its own by itself, and no others), plain (neither oneDNN nor any pass), profiling, frozen (default: weights are constants,"
                  + " optimize_for_inference) or nnc (TensorExpr fuser, interpreted)",
              "provider",
              "cpu (default) or cuda: where it runs; without TF32 and sums in halves",
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
    OptionWords words = OptionWords.of("LibTorch", KNOWN.keySet(), options);
    Level level = words.choice("opt", Level.FROZEN);
    return new TorchOptions(
        level,
        words.choice("provider", Provider.CPU),
        Math.max(
            1,
            words.count(
                "runs", level == Level.PLAIN || level == Level.EAGER ? 1 : ENOUGH_TO_OPTIMISE)),
        words.threads());
  }

  /** Why these options are of no use here; empty when they are. */
  Optional<String> missing() {
    if (provider == Provider.CUDA && !torch.hasCUDA()) {
      return Optional.of(
          "this LibTorch is built without CUDA\n  required : org.bytedeco:pytorch with the classifier"
              + " of this platform and -gpu");
    }
    if (provider == Provider.CUDA && !torch.cuda_is_available()) {
      return Optional.of(
          "LibTorch sees no CUDA device\n  required : the CUDA and cuDNN that this release asks for, a"
              + " driver and a device\n  but      : "
              + torch.cuda_device_count()
              + " devices");
    }
    return level == Level.NNC ? Fuser.missing() : Optional.empty();
  }
}
