package dev.assay.verify.layer;

import dev.assay.core.reading.ExactReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of one run of a layer, or what it is over the reals there, in exact numbers. */
record Seen(Map<String, List<Element>> values) {

  /**
   * One element.
   *
   * @param exact the number; empty if it is NaN or infinite
   * @param nearest a double that is near
   */
  record Element(Optional<Rational> exact, double nearest) {
    boolean isNan() {
      return Double.isNaN(nearest);
    }

    boolean isInfinite() {
      return Double.isInfinite(nearest);
    }

    /** Whether it is at most another: of NaN, never. */
    boolean isAtMost(Element o) {
      return exact.isPresent() && o.exact.isPresent()
          ? exact.get().compareTo(o.exact.get()) <= 0
          : nearest <= o.nearest;
    }

    boolean isWithin(Rational low, Rational high) {
      return exact.isPresent()
          && exact.get().compareTo(low) >= 0
          && exact.get().compareTo(high) <= 0;
    }
  }

  static Seen of(Map<String, Tensor> tensors) {
    Map<String, List<Element>> values = new LinkedHashMap<>();
    tensors.forEach((name, t) -> values.put(name, elements(t)));
    return new Seen(values);
  }

  /** The numbers of a tensor; of texts there are none. */
  private static List<Element> elements(Tensor t) {
    List<Element> elements = new ArrayList<>();
    for (int k = 0; k < t.size() && t.type() != DType.STRING; k++) {
      double x = t.real(k);
      boolean isNumber = Double.isFinite(x);
      Optional<Rational> exact =
          !isNumber
              ? Optional.empty()
              : Optional.of(t.type().isFloat() ? Rational.of(x) : integer(t, k));
      elements.add(new Element(exact, x));
    }
    return elements;
  }

  private static Rational integer(Tensor t, int k) {
    long x = t.integers()[k];
    boolean isSigned = t.type().isSigned() || x >= 0;
    return Rational.of(
        isSigned ? BigInteger.valueOf(x) : new BigInteger(Long.toUnsignedString(x)),
        BigInteger.ONE);
  }

  /** What a layer is over the reals; empty where that is no rational, or is made an integer. */
  static Optional<Seen> exact(Layer layer, Map<String, Tensor> point) {
    GraphReading reading = layer.reading(point);
    if (layer.outputs().stream().anyMatch(y -> !reading.value(y).type().isFloat())) {
      return Optional.empty();
    }
    try {
      ExactReading exact = ExactReading.of(reading);
      Map<String, List<Element>> values = new LinkedHashMap<>(of(point).values);
      for (String output : layer.outputs()) {
        List<Element> elements = new ArrayList<>();
        for (int k = 0; k < reading.value(output).size(); k++) {
          Rational x = Rational.of(exact.numerator(output, k), exact.denominator(output, k));
          elements.add(new Element(Optional.of(x), x.nearest()));
        }
        values.put(output, elements);
      }
      return Optional.of(new Seen(values));
    } catch (UnsupportedNodeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  List<Element> of(String value) {
    return values.getOrDefault(value, List.of());
  }
}
