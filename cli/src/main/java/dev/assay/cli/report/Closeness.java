package dev.assay.cli.report;

import dev.assay.core.reading.Enclosure;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How near an output must come to its expected value, said as maintainers say it: a relative and an
 * absolute tolerance that hold whatever a faithful implementation may give.
 */
record Closeness(double relative, double absolute) {
  static final Closeness EXACT = new Closeness(0, 0);

  /** The tolerances that ONNX Runtime's own tests have. */
  private static final Map<DType, Closeness> USUAL =
      Map.of(
          DType.FLOAT32, new Closeness(1e-4, 1e-5),
          DType.FLOAT64, new Closeness(1e-5, 1e-5),
          DType.FLOAT16, new Closeness(1e-3, 2.5e-3),
          DType.BFLOAT16, new Closeness(1e-2, 1e-2));

  /**
   * The tolerances for an output: none where only one value is right, else the first of the usual
   * ones, an absolute and a relative one that hold the enclosure and tell what was got from it. If
   * none can tell, the absolute one.
   *
   * @param got what a backend gave, if it gave something of that type and shape
   */
  static Closeness of(Tensor value, Enclosure enclosure, Optional<Tensor> got) {
    if (enclosure.isPoint()) {
      return EXACT;
    }
    Closeness absolute = new Closeness(0, power(value, enclosure, false));
    return Stream.of(
            USUAL.getOrDefault(value.type(), EXACT),
            absolute,
            new Closeness(power(value, enclosure, true), 0))
        .filter(c -> c.holds(value, enclosure) && got.map(g -> c.rejects(value, g)).orElse(true))
        .findFirst()
        .orElse(absolute);
  }

  private boolean holds(Tensor value, Enclosure enclosure) {
    for (int k = 0; k < value.size(); k++) {
      double v = value.real(k);
      if (reach(v, enclosure, k) > absolute + relative * Math.abs(v)) {
        return false;
      }
    }
    return true;
  }

  private static double reach(double v, Enclosure enclosure, int k) {
    return enclosure.isPoint(k)
        ? 0
        : Math.max(Math.abs(enclosure.low(k) - v), Math.abs(enclosure.high(k) - v));
  }

  /** The least power of two that no element of an enclosure reaches beyond. */
  private static double power(Tensor value, Enclosure enclosure, boolean relative) {
    double widest = 0;
    for (int k = 0; k < value.size(); k++) {
      double v = value.real(k);
      double reach = reach(v, enclosure, k);
      widest = Math.max(widest, relative && reach > 0 ? reach / Math.abs(v) : reach);
    }
    return Math.scalb(1.0, Math.getExponent(widest) + 1);
  }

  boolean isExact() {
    return equals(EXACT);
  }

  /** Whether it tells that a tensor of the same type and shape is wrong. */
  boolean rejects(Tensor value, Tensor got) {
    for (int k = 0; k < value.size(); k++) {
      boolean same =
          value.type().isFloat() ? isNear(value.real(k), got.real(k)) : value.sameElement(got, k);
      if (!same) {
        return true;
      }
    }
    return false;
  }

  private boolean isNear(double value, double got) {
    return value == got
        || Double.isNaN(value) && Double.isNaN(got)
        || Math.abs(got - value) <= absolute + relative * Math.abs(value);
  }
}
