package dev.assay.backends.faulty;

import static dev.assay.backends.faulty.Fault.ofNode;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Faults that compute with too little care. */
final class NumericFaults {
  static final List<Fault> ALL =
      List.of(
          ofNode(
              "wrong-rounding",
              "Round Cast",
              "a tie, or a cast of floats to a narrower float of 16 bits",
              "rounds ties away from zero; casts by cutting digits off",
              NumericFaults::rounded),
          ofNode(
              "reassociated-reduction",
              "ReduceSum ReduceMean MatMul Gemm",
              "float32, and at least 2 terms to a sum",
              "rounds each operand to bfloat16 first, as \"fast math\" does",
              NumericFaults::fast),
          ofNode(
              "naive-variance",
              "LayerNormalization",
              "float32 along the last axis, and no further outputs",
              "takes the variance to be E[x^2] - E[x]^2",
              NaiveVariance::outputs),
          ofNode(
              "erf-by-tanh",
              "Erf Gelu",
              "always",
              "takes erf z to be tanh(sqrt(2/pi) (sqrt 2 z + 0.044715 (sqrt 2 z)^3))",
              NumericFaults::byTanh),
          ofNode(
              "last-element-copies-neighbour",
              "Relu Sigmoid Tanh Exp Sqrt Abs Neg Floor Ceil LeakyRelu Elu HardSwish Softplus Erf",
              "more than one element, and one more than a multiple of 4",
              "gives the last element the value of the one before it, as a loop without its tail",
              step -> step.outputs().stream().map(NumericFaults::withoutTail).toList()),
          ofNode(
              "nan-dropped",
              "Relu Max Min Clip ReduceMax ReduceMin",
              "a NaN among floats",
              "compares as if NaN were the value that loses",
              NumericFaults::withoutNaN),
          ofNode(
              "saturating-integers",
              "Add Sub Mul",
              "integers of 8 bits whose result overflows",
              "gives the greatest or least integer in place of the wrapped one",
              NumericFaults::saturated));

  private NumericFaults() {}

  private static Tensor map(Tensor t, DoubleUnaryOperator f) {
    return Tensor.of(t.type(), t.shape(), Arrays.stream(t.reals()).map(f).toArray());
  }

  private static List<Tensor> rounded(Step step) {
    Tensor x = step.input(0).orElseThrow();
    Tensor right = step.outputs().get(0);
    if (step.node().operator().equals("Round")) {
      return List.of(
          map(x, v -> Math.abs(v % 1) == 0.5 ? v + Math.copySign(0.5, v) : Math.rint(v)));
    }
    DType to = right.type();
    boolean cuts = x.type().isFloat() && to.isFloat() && to.bits() == 16 && x.type().bits() > 16;
    return cuts
        ? List.of(
            Tensor.of(
                to,
                right.shape(),
                Arrays.stream(x.reals()).map(v -> v < 0 ? to.up(v) : to.down(v)).toArray()))
        : List.of(right);
  }

  private static List<Tensor> fast(Step step) {
    Step fast = step;
    for (int k = 0; k < 2; k++) {
      Tensor t = step.input(k).orElse(Tensor.scalar(0));
      if (t.type() == DType.FLOAT32) {
        fast = fast.with(k, map(t, DType.BFLOAT16::nearest));
      }
    }
    List<Tensor> outputs = step.outputs();
    boolean sums =
        !step.node().operator().startsWith("Reduce")
            || step.input(0).orElseThrow().size() > outputs.get(0).size();
    return sums ? fast.outputs() : outputs;
  }

  private static List<Tensor> byTanh(Step step) {
    if (step.node().operator().equals("Gelu")) {
      return step.with("approximate", Attribute.of("tanh")).outputs();
    }
    Tensor x = step.input(0).orElseThrow();
    double scale = Math.sqrt(2 / Math.PI);
    return List.of(
        map(
            x,
            v -> {
              double z = Math.sqrt(2) * v;
              return x.type().nearest(Math.tanh(scale * (z + 0.044715 * z * z * z)));
            }));
  }

  private static Tensor withoutTail(Tensor t) {
    int n = t.size();
    if (n < 2 || n % 4 != 1) {
      return t;
    }
    if (t.type().isFloat()) {
      double[] reals = t.reals().clone();
      reals[n - 1] = reals[n - 2];
      return Tensor.of(t.type(), t.shape(), reals);
    }
    long[] integers = t.integers().clone();
    integers[n - 1] = integers[n - 2];
    return Tensor.of(t.type(), t.shape(), integers);
  }

  private static List<Tensor> withoutNaN(Step step) {
    if (!step.isFloat()) {
      return step.outputs();
    }
    double loser =
        switch (step.node().operator()) {
          case "Relu" -> 0;
          case "Min", "ReduceMin" -> Double.POSITIVE_INFINITY;
          default -> Double.NEGATIVE_INFINITY;
        };
    Step sane = step;
    boolean all = step.node().operator().equals("Max") || step.node().operator().equals("Min");
    for (int k = 0; k < (all ? step.node().inputs().size() : 1); k++) {
      Tensor t = step.input(k).orElseThrow();
      DType type = t.type();
      double least = type.hasInfinity() ? loser : Math.copySign(type.max(), loser);
      sane = sane.with(k, map(t, v -> Double.isNaN(v) ? least : v));
    }
    return sane.outputs();
  }

  private static List<Tensor> saturated(Step step) {
    Tensor right = step.outputs().get(0);
    DType type = right.type();
    if (!type.isInteger() || type.bits() != 8) {
      return List.of(right);
    }
    List<Tensor> wide = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      Tensor t = step.input(k).orElseThrow();
      wide.add(Tensor.of(DType.INT32, t.shape(), t.integers()));
    }
    Tensor exact = step.with(0, wide.get(0)).with(1, wide.get(1)).outputs().get(0);
    return List.of(
        Tensor.of(
            type,
            right.shape(),
            Arrays.stream(exact.integers())
                .map(v -> Math.max(type.low(), Math.min(type.high(), v)))
                .toArray()));
  }
}
