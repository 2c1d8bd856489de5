package dev.assay.backends.faulty;

import static dev.assay.backends.faulty.Fault.ofNode;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Faults that show in how a trial ends, or in the types and shapes of its outputs. */
final class OutcomeFaults {
  /** The exit code of a process that SIGABRT ended. */
  private static final int ABORTED = 128 + 6;

  static final List<Fault> ALL =
      List.of(
          ofNode(
              "crash",
              "Transpose",
              "a perm that moves the last axis",
              "the process ends as by SIGABRT",
              OutcomeFaults::crash),
          ofNode("hang", "Concat", "along the last axis", "never comes back", OutcomeFaults::hang),
          ofNode(
              "wrong-type",
              "ArgMax ArgMin Shape Size NonZero",
              "at an output of the model",
              "gives int32 where int64 is due",
              OutcomeFaults::narrow),
          ofNode(
              "wrong-shape",
              "ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ArgMax ArgMin GlobalAveragePool",
              "axes of size 1 at an output of the model",
              "drops the axes of size 1",
              OutcomeFaults::squeezed));

  private OutcomeFaults() {}

  private static List<Tensor> crash(Step step) {
    List<Long> perm = step.integers("perm");
    int last = perm.size() - 1;
    if (last >= 0 && Math.floorMod(perm.get(last), perm.size()) != last) {
      Runtime.getRuntime().halt(ABORTED);
    }
    return step.outputs();
  }

  private static List<Tensor> hang(Step step) {
    Attribute axis = step.node().attributes().get("axis");
    int rank = step.input(0).orElseThrow().rank();
    if (axis != null && Math.floorMod((int) axis.integer(), rank) == rank - 1) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return step.outputs();
  }

  private static List<Tensor> narrow(Step step) {
    List<Tensor> outputs = step.outputs();
    return step.isLast()
        ? outputs.stream().map(t -> Tensor.of(DType.INT32, t.shape(), t.integers())).toList()
        : outputs;
  }

  private static List<Tensor> squeezed(Step step) {
    List<Tensor> outputs = step.outputs();
    return step.isLast()
        ? outputs.stream()
            .map(t -> t.reshaped(Arrays.stream(t.shape()).filter(d -> d != 1).toArray()))
            .toList()
        : outputs;
  }
}
