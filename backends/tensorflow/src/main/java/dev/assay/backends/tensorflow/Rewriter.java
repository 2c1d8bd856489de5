package dev.assay.backends.tensorflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.MemOptType;
import org.tensorflow.proto.RewriterConfig.Toggle;

/** A rewriter of Grappler that runs unless it is left out, by its name in RewriterConfig. */
enum Rewriter {
  MODEL_PRUNING(c -> c.setDisableModelPruning(true)),
  FUNCTION_OPTIMIZATION(c -> c.setFunctionOptimization(Toggle.OFF)),
  COMMON_SUBGRAPH_ELIMINATION(c -> c.setCommonSubgraphElimination(Toggle.OFF)),
  IMPLEMENTATION_SELECTOR(c -> c.setImplementationSelector(Toggle.OFF)),
  CONSTANT_FOLDING(c -> c.setConstantFolding(Toggle.OFF)),
  SHAPE_OPTIMIZATION(c -> c.setShapeOptimization(Toggle.OFF)),
  ARITHMETIC_OPTIMIZATION(c -> c.setArithmeticOptimization(Toggle.OFF)),
  LAYOUT_OPTIMIZER(c -> c.setLayoutOptimizer(Toggle.OFF)),
  REMAPPING(c -> c.setRemapping(Toggle.OFF)),
  LOOP_OPTIMIZATION(c -> c.setLoopOptimization(Toggle.OFF)),
  DEPENDENCY_OPTIMIZATION(c -> c.setDependencyOptimization(Toggle.OFF)),
  MEMORY_OPTIMIZATION(c -> c.setMemoryOptimization(MemOptType.NO_MEM_OPT));

  private final Consumer<RewriterConfig.Builder> switchOff;

  Rewriter(Consumer<RewriterConfig.Builder> switchOff) {
    this.switchOff = switchOff;
  }

  static Optional<Rewriter> named(String name) {
    return Arrays.stream(values()).filter(r -> r.toString().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Rewriter::toString).toList();
  }

  /** Leaves it out of a configuration. */
  void leaveOut(RewriterConfig.Builder configuration) {
    switchOff.accept(configuration);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
