package dev.assay.backends.tensorflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;

/** How much of a graph is rewritten and compiled. */
enum Level {
  /** Each node of TensorFlow's own by itself; the model has no others. */
  EAGER,
  /** Node by node as it stands. */
  PLAIN,
  /** Rewritten by Grappler, as far as it goes. */
  GRAPPLER,
  /** Rewritten by Grappler for oneDNN's kernels, which the process must have been started with. */
  ONEDNN,
  /** Compiled as a whole by XLA, its backend unoptimised, as the process must have been told. */
  XLA0,
  /** Compiled as a whole by XLA. */
  XLA;

  static final String ALL = "eager, plain, grappler, onednn, xla0 or xla (default)";

  static Level of(String word) {
    return Arrays.stream(values())
        .filter(l -> l.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "TensorFlow has no such level\n  required : opt="
                        + ALL
                        + "\n  but      : opt="
                        + word));
  }

  boolean isCompiled() {
    return switch (this) {
      case EAGER, PLAIN, GRAPPLER, ONEDNN -> false;
      case XLA0, XLA -> true;
    };
  }

  private boolean isRewritten() {
    return this == GRAPPLER || this == ONEDNN;
  }

  /**
   * The configuration of a session, with one thread.
   *
   * @param disabled names of passes; those of Grappler are left out
   */
  ConfigProto configuration(int gpus, List<String> disabled) {
    OptimizerOptions.Builder optimizer =
        OptimizerOptions.newBuilder()
            .setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.OFF)
            .setOptLevel(isRewritten() ? OptimizerOptions.Level.L1 : OptimizerOptions.Level.L0);
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(1)
        .putDeviceCount("GPU", gpus)
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setOptimizerOptions(optimizer)
                .setRewriteOptions(rewriter(disabled)))
        .build();
  }

  private RewriterConfig.Builder rewriter(List<String> disabled) {
    RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
    if (!isRewritten()) {
      return rewriter.setDisableMetaOptimizer(true).setDisableModelPruning(true);
    }
    rewriter
        .setMinGraphNodes(-1) // else small graphs are left alone
        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.TWO)
        .setRemapping(Toggle.AGGRESSIVE)
        .setArithmeticOptimization(Toggle.AGGRESSIVE)
        .setConstantFolding(Toggle.AGGRESSIVE)
        .setShapeOptimization(Toggle.AGGRESSIVE)
        .setLoopOptimization(Toggle.AGGRESSIVE)
        .setDependencyOptimization(Toggle.AGGRESSIVE)
        .setLayoutOptimizer(Toggle.ON);
    disabled.stream().flatMap(n -> Rewriter.named(n).stream()).forEach(r -> r.leaveOut(rewriter));
    return rewriter;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
