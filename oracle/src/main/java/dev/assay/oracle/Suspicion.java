package dev.assay.oracle;

import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the deviations say of the elements that the enclosures leave open. An element is decided if
 * {@link #FACTOR} deviations to both sides are no more than a tenth of its middle or a thousandth
 * of the greatest of its tensor.
 */
final class Suspicion {
  /** How many deviations an element may be away from its middle. */
  static final double FACTOR = 8;

  private static final double PART_OF_MIDDLE = 0.1;
  private static final double PART_OF_GREATEST = 1e-3;

  private final Set<String> outputs = new LinkedHashSet<>();
  private long open;
  private long decided;
  private long outside;
  private double worst;
  private @Nullable String detail;

  private Suspicion() {}

  /**
   * Looks at outputs that lie in their enclosures.
   *
   * @param deviations read only if there is an open element that is not next to its value
   * @return empty where the form of an output is wrong
   */
  static Optional<Suspicion> of(
      GraphReading reading, Supplier<GraphReading> deviations, List<Tensor> got) {
    Suspicion suspicion = new Suspicion();
    List<Value> outputs = reading.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String name = outputs.get(o).name();
      if (o >= got.size()
          || Comparison.form(name, reading.value(name), got.get(o)).isPresent()) {
        return Optional.empty();
      }
      if (reading.isSpecified(name)) {
        suspicion.look(name, reading, deviations, got.get(o));
      }
    }
    return Optional.of(suspicion);
  }

  private void look(
      String name, GraphReading reading, Supplier<GraphReading> deviations, Tensor got) {
    Enclosure enclosure = reading.enclosure(name);
    Tensor value = reading.value(name);
    for (int k = 0; k < got.size(); k++) {
      if (!enclosure.isDecisive(k) && enclosure.holds(got, k)) {
        open++;
        if (!isNextTo(value, got, k)) {
          GraphReading likely = deviations.get();
          if (likely.isSpecified(name)) {
            compare(name, likely.enclosure(name), value, got, k);
          }
        }
      }
    }
  }

  /** Whether it is the value, or a few roundings away from it: then nothing could be said. */
  private static boolean isNextTo(Tensor value, Tensor got, int k) {
    if (!value.type().isFloat() || value.sameElement(got, k)) {
      return value.sameElement(got, k);
    }
    double v = value.reals()[k];
    return Math.abs(got.reals()[k] - v) <= FACTOR * value.type().unit() * Math.abs(v);
  }

  private void compare(String name, Enclosure deviation, Tensor value, Tensor got, int k) {
    if (!decides(deviation, value, k)) {
      return;
    }
    decided++;
    double ratio = deviation.ratio(got, k);
    if (ratio > FACTOR) {
      outside++;
      outputs.add(name);
      if (detail == null || ratio > worst) {
        worst = ratio;
        detail =
            Comparison.facts(
                "an element is further from its middle than independent roundings carry it",
                name + Comparison.place(got.shape(), k),
                deviation.describe(k) + " or " + FACTOR + " times as far",
                Comparison.element(got, k));
      }
    }
  }

  private static boolean decides(Enclosure deviation, Tensor value, int k) {
    if (deviation.isPoint(k)) {
      return true;
    }
    if (deviation.mayBeNan(k) || deviation.type() == DType.STRING) {
      return false;
    }
    double width = FACTOR * (deviation.high(k) - deviation.low(k));
    double middle = Math.abs(0.5 * deviation.low(k) + 0.5 * deviation.high(k));
    return width <= Math.max(PART_OF_MIDDLE * middle, PART_OF_GREATEST * greatest(value));
  }

  private static double greatest(Tensor value) {
    double greatest = 0;
    for (int k = 0; value.type().isFloat() && k < value.size(); k++) {
      double size = Math.abs(value.reals()[k]);
      greatest = size < Double.POSITIVE_INFINITY ? Math.max(greatest, size) : greatest;
    }
    return greatest;
  }

  boolean isRaised() {
    return !outputs.isEmpty();
  }

  /** The outputs with elements that are too far away. */
  Set<String> outputs() {
    return outputs;
  }

  String facts() {
    return detail
        + "\n  ratio    : "
        + worst
        + " of the deviation\n  grade    : suspect (no proof: it came on "
        + (1 + SecondTier.REPETITIONS)
        + " inputs, and twice the same)\n  outside  : "
        + outside
        + " of "
        + decided
        + " elements that this tells of, "
        + open
        + " that no enclosure tells of";
  }
}
