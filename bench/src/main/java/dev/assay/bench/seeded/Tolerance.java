package dev.assay.bench.seeded;

import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A judge with tolerances that a person has set: an element is right within {@code absolute +
 * relative * |expected|}, and a NaN where one is expected. Integers, truth values and texts must be
 * equal.
 */
record Tolerance(double relative, double absolute) {
  /** NNSmith's. */
  static final Tolerance NNSMITH = new Tolerance(1e-2, 1e-3);

  /** That of ONNX Runtime's own tests. */
  static final Tolerance ONNX_RUNTIME = new Tolerance(1e-4, 1e-5);

  /** Whether some element is wrong. */
  boolean flags(List<Tensor> expected, List<Tensor> got) {
    for (int o = 0; o < expected.size(); o++) {
      if (flags(expected.get(o), got.get(o))) {
        return true;
      }
    }
    return false;
  }

  private boolean flags(Tensor expected, Tensor got) {
    if (expected.type() != got.type() || !Arrays.equals(expected.shape(), got.shape())) {
      return true;
    }
    for (int k = 0; k < expected.size(); k++) {
      if (!expected.sameElement(got, k) && !isClose(expected, got, k)) {
        return true;
      }
    }
    return false;
  }

  private boolean isClose(Tensor expected, Tensor got, int k) {
    if (!expected.type().isFloat()) {
      return false;
    }
    double e = expected.reals()[k];
    double g = got.reals()[k];
    return e == g || Double.isFinite(e) && Math.abs(g - e) <= absolute + relative * Math.abs(e);
  }
}
