package dev.assay.oracle;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Two tensors, or more, side by side; what is wrong is said as {@link Facts}. */
final class Comparison {

  /** The tolerances of ONNX's backend test runner; the first grows to two steps of bfloat16. */
  private static final double RELATIVE = 1e-3;

  private static final double RELATIVE_OF_BFLOAT16 = 0x1p-6;

  private static final double ABSOLUTE = 1e-7;

  private Comparison() {}

  /** How many elements the tensors of a datum have. */
  static long size(Datum d) {
    if (d instanceof Sequence s) {
      return s.elements().stream().mapToLong(Tensor::size).sum();
    }
    return d instanceof Maybe m
        ? m.content().map(Comparison::size).orElse(0L)
        : ((Tensor) d).size();
  }

  /** The first thing that is wrong, elements within the tolerances; empty when all is right. */
  static Optional<Facts> whole(String output, Datum expected, Datum got) {
    if (expected instanceof Tensor e && got instanceof Tensor g) {
      return form(output, e, g).or(() -> elements(output, e, g));
    }
    if (expected instanceof Sequence e && got instanceof Sequence g) {
      return sequence(output, e, g);
    }
    if (expected instanceof Maybe e
        && got instanceof Maybe g
        && e.content().isPresent()
        && g.content().isPresent()) {
      return whole(output, e.content().get(), g.content().get());
    }
    return expected.equals(got)
        ? Optional.empty()
        : Optional.of(Facts.of("the kind of the value is wrong", output, expected, got));
  }

  private static Optional<Facts> sequence(String output, Sequence expected, Sequence got) {
    int length = expected.elements().size();
    if (length != got.elements().size()) {
      return Optional.of(
          Facts.of("the length of a sequence is wrong", output, length, got.elements().size()));
    }
    Optional<Facts> wrong = Optional.empty();
    for (int k = 0; k < length && wrong.isEmpty(); k++) {
      wrong = whole(output + " " + k + " ", expected.elements().get(k), got.elements().get(k));
    }
    return wrong;
  }

  /** What is wrong with the type or the shape; empty when both are right. */
  static Optional<Facts> form(String output, Tensor expected, Tensor got) {
    if (expected.type() != got.type()) {
      return Optional.of(Facts.of("the type is wrong", output, expected.type(), got.type()));
    }
    return Arrays.equals(expected.shape(), got.shape())
        ? Optional.empty()
        : Optional.of(
            Facts.of(
                "the shape is wrong",
                output,
                Arrays.toString(expected.shape()),
                Arrays.toString(got.shape())));
  }

  /** The first element that is wrong within the tolerances; empty when all are right. */
  static Optional<Facts> elements(String output, Tensor expected, Tensor got) {
    for (int k = 0; k < expected.size(); k++) {
      if (!isClose(expected, got, k, 0)) {
        return Optional.of(wrongElement(output, expected, got, k));
      }
    }
    return Optional.empty();
  }

  static Facts wrongElement(String output, Tensor expected, Tensor got, int k) {
    return Facts.ofElement("an element is wrong", output, expected, got, k, element(expected, k));
  }

  /**
   * Whether element k is right within the tolerances.
   *
   * @param scale of which the relative tolerance holds too; 0: of the element alone
   */
  static boolean isClose(Tensor expected, Tensor got, int k, double scale) {
    if (expected.sameElement(got, k)) {
      return true;
    }
    if (!expected.type().isFloat()) {
      return false;
    }
    double e = expected.reals()[k];
    double g = got.reals()[k];
    double size = Math.max(Math.abs(e), scale);
    double most = ABSOLUTE + relative(expected.type()) * size;
    return e == g || Double.isFinite(e) && Math.abs(g - e) <= most;
  }

  /** The relative tolerance of a float type. */
  static double relative(DType type) {
    return type == DType.BFLOAT16 ? RELATIVE_OF_BFLOAT16 : RELATIVE;
  }

  /**
   * How far element k of two tensors of one type is apart; of what is no number, all or nothing.
   */
  static double distance(Tensor one, Tensor other, int k) {
    if (one.sameElement(other, k)) {
      return 0;
    }
    double apart = one.type().isFloat() ? Math.abs(one.reals()[k] - other.reals()[k]) : Double.NaN;
    return Double.isFinite(apart) ? apart : Double.POSITIVE_INFINITY;
  }

  /** The greatest finite magnitude in a tensor of floats; 0 if there is none. */
  static double greatest(Tensor t) {
    return t.type().isFloat()
        ? Arrays.stream(t.reals()).map(Math::abs).filter(Double::isFinite).max().orElse(0)
        : 0;
  }

  static String element(Tensor t, int k) {
    return switch (t.type()) {
      case STRING -> "\"" + t.texts()[k] + "\"";
      case UINT64 -> Long.toUnsignedString(t.integers()[k]);
      default -> t.type().isFloat() ? "" + t.reals()[k] : "" + t.integers()[k];
    };
  }

  /** The place of element k, as in {@code [1, 0, 2]}. */
  static String place(int[] shape, int k) {
    int[] at = new int[shape.length];
    int rest = k;
    for (int a = shape.length - 1; a >= 0; a--) {
      at[a] = rest % shape[a];
      rest /= shape[a];
    }
    return Arrays.toString(at);
  }
}
