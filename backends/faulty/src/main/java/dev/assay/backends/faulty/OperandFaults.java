package dev.assay.backends.faulty;

import static dev.assay.backends.faulty.Fault.ofNode;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faults that hand a node the wrong operands or attributes. */
final class OperandFaults {
  static final List<Fault> ALL =
      List.of(
          ofNode(
              "swapped-operands",
              "Sub Div Pow Mod",
              "both operands have one type and shape",
              "takes the operands the other way round, as if the operator commuted",
              OperandFaults::swapped),
          ofNode(
              "off-by-one-pad",
              "Conv MaxPool AveragePool Pad",
              "explicit padding behind an axis",
              "moves one row of the padding of the first such axis to its front",
              OperandFaults::shifted),
          ofNode(
              "dropped-bias",
              "Conv ConvTranspose Gemm",
              "there is a bias; for Gemm, of rank 1",
              "leaves the bias out",
              OperandFaults::withoutBias),
          ofNode(
              "stale-broadcast",
              "Add Sub Mul Div Where PRelu",
              "an operand is broadcast, and has more than one row itself",
              "reads the operand's first row again for every other row",
              OperandFaults::stale),
          ofNode(
              "lost-epsilon",
              "BatchNormalization InstanceNormalization GroupNormalization LayerNormalization"
                  + " RMSNormalization",
              "always",
              "takes epsilon to be 0",
              step -> step.with("epsilon", Attribute.of(0.0)).outputs()),
          ofNode(
              "leaky-alpha",
              "LeakyRelu Elu Celu Selu ThresholdedRelu HardSigmoid",
              "an alpha is given",
              "takes the operator's default alpha",
              step -> step.without("alpha").outputs()),
          ofNode(
              "last-axis",
              "Softmax LogSoftmax Hardmax CumSum ArgMax ArgMin",
              "another axis than the last is given",
              "works along the last axis of the same size, or else along the one given",
              OperandFaults::alongLast));

  private OperandFaults() {}

  private static List<Tensor> swapped(Step step) {
    Tensor x = step.input(0).orElseThrow();
    Tensor y = step.input(1).orElseThrow();
    boolean alike = x.type() == y.type() && Arrays.equals(x.shape(), y.shape());
    return alike ? step.with(0, y).with(1, x).outputs() : step.outputs();
  }

  private static List<Tensor> shifted(Step step) {
    if (!step.node().operator().equals("Pad")) {
      List<Long> pads = moved(step.integers("pads"));
      return pads.isEmpty() ? step.outputs() : step.with("pads", Attribute.ofInts(pads)).outputs();
    }
    List<Long> pads = moved(Arrays.stream(step.input(1).orElseThrow().integers()).boxed().toList());
    return pads.isEmpty()
        ? step.outputs()
        : step.with(1, Tensor.list(pads.stream().mapToLong(p -> p).toArray())).outputs();
  }

  /** Pads with one row moved from behind an axis to its front; none where no axis has one. */
  private static List<Long> moved(List<Long> pads) {
    int axes = pads.size() / 2;
    for (int k = 0; k < axes; k++) {
      if (pads.get(k) >= 0 && pads.get(axes + k) >= 1) {
        List<Long> moved = new ArrayList<>(pads);
        moved.set(k, pads.get(k) + 1);
        moved.set(axes + k, pads.get(axes + k) - 1);
        return moved;
      }
    }
    return List.of();
  }

  private static List<Tensor> withoutBias(Step step) {
    boolean strikes =
        step.has(2)
            && (!step.node().operator().equals("Gemm") || step.input(2).orElseThrow().rank() == 1);
    return strikes ? step.withInput(2, "").outputs() : step.outputs();
  }

  private static List<Tensor> stale(Step step) {
    int outputSize = step.outputs().get(0).size();
    for (int k = 0; k < step.node().inputs().size(); k++) {
      Tensor t = step.input(k).orElseThrow();
      int row = t.rank() < 2 ? t.size() : t.size() / Math.max(1, rows(t));
      if (t.size() < outputSize && rows(t) > 1 && t.type() != DType.STRING) {
        return step.with(k, firstRow(t, row)).outputs();
      }
    }
    return step.outputs();
  }

  /** The size of the first axis along which there is more than one row. */
  private static int rows(Tensor t) {
    return Arrays.stream(t.shape()).filter(d -> d != 1).findFirst().orElse(1);
  }

  private static Tensor firstRow(Tensor t, int row) {
    if (t.type().isFloat()) {
      double[] reals = new double[t.size()];
      Arrays.setAll(reals, k -> t.reals()[k % row]);
      return Tensor.of(t.type(), t.shape(), reals);
    }
    long[] integers = new long[t.size()];
    Arrays.setAll(integers, k -> t.integers()[k % row]);
    return Tensor.of(t.type(), t.shape(), integers);
  }

  private static List<Tensor> alongLast(Step step) {
    int[] shape = step.input(0).orElseThrow().shape();
    if (step.node().operator().equals("CumSum")) {
      int axis = Math.floorMod((int) step.input(1).orElseThrow().integers()[0], shape.length);
      return step.with(1, Tensor.scalar(lastOfSize(shape, axis))).outputs();
    }
    if (!step.node().attributes().containsKey("axis")) {
      return step.outputs();
    }
    int axis = Math.floorMod((int) step.integer("axis", -1), shape.length);
    return step.with("axis", Attribute.of((long) lastOfSize(shape, axis))).outputs();
  }

  private static int lastOfSize(int[] shape, int axis) {
    return shape[shape.length - 1] == shape[axis] ? shape.length - 1 : axis;
  }
}
