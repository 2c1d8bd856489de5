package dev.assay.oracle;

import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What typical errors say of the elements that enclosures leave <em>open</em>: those that lie in an
 * enclosure which is wider than a thousandth of its middle. Such an element is <em>decided</em> if
 * {@link #FACTOR} typical errors are no more than a tenth of its value or a thousandth of the
 * greatest in its tensor, and <em>outside</em> if it is further than that from its value.
 */
public final class Suspicion {
  /** How many typical errors an element may be away from its value. */
  public static final double FACTOR = TypicalErrors.REACH;

  private static final double WIDE = 1e-3;
  private static final double PART_OF_VALUE = 0.1;
  private static final double PART_OF_GREATEST = 1e-3;

  private final Set<String> outputs = new LinkedHashSet<>();
  private long open;
  private long decided;
  private long decidedOfIndecisive;
  private long outside;
  private double worst;
  private Facts wrongest = new Facts("", "");

  private Suspicion() {}

  /**
   * Looks at outputs of the right types and shapes.
   *
   * @param reading with enclosures
   * @param typical errors of the same model on the same inputs
   */
  public static Suspicion of(GraphReading reading, TypicalErrors typical, List<Tensor> got) {
    Suspicion suspicion = new Suspicion();
    List<Value> outputs = reading.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      suspicion.look(outputs.get(o).name(), reading, typical, got.get(o));
    }
    return suspicion;
  }

  /** Whether typical errors need to be read at all: some open element is not next to its value. */
  public static boolean mayBe(GraphReading reading, List<Tensor> got) {
    List<Value> outputs = reading.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String name = outputs.get(o).name();
      Tensor value = reading.value(name);
      if (reading.isSpecified(name)) {
        Enclosure enclosure = reading.enclosure(name);
        for (int k = 0; k < value.size(); k++) {
          if (isOpen(enclosure, got.get(o), k) && ratio(value, got.get(o), k, 0) > FACTOR) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void look(String name, GraphReading reading, TypicalErrors typical, Tensor got) {
    if (!reading.isSpecified(name)) {
      return;
    }
    Enclosure enclosure = reading.enclosure(name);
    Tensor value = reading.value(name);
    double greatest = Comparison.greatest(value);
    for (int k = 0; k < got.size(); k++) {
      if (isOpen(enclosure, got, k)) {
        open++;
        double error = typical.of(name, k);
        if (decides(value, k, error, greatest)) {
          decided++;
          decidedOfIndecisive += enclosure.isDecisive(k) ? 0 : 1;
          compare(name, value, got, k, error);
        }
      }
    }
  }

  static boolean isOpen(Enclosure enclosure, Tensor got, int k) {
    if (enclosure.isPoint(k) || !enclosure.holds(got, k)) {
      return false;
    }
    double width = enclosure.high(k) - enclosure.low(k);
    double middle = Math.abs(0.5 * enclosure.low(k) + 0.5 * enclosure.high(k));
    return !enclosure.isDecisive(k) || width > WIDE * middle;
  }

  private static boolean decides(Tensor value, int k, double error, double greatest) {
    if (!value.type().isFloat()) {
      return error == 0;
    }
    double size = Math.abs(value.reals()[k]);
    double most = Math.max(PART_OF_VALUE * size, PART_OF_GREATEST * greatest);
    return Double.isFinite(size) && FACTOR * error <= most;
  }

  private void compare(String name, Tensor value, Tensor got, int k, double error) {
    double ratio = ratio(value, got, k, error);
    if (ratio > FACTOR) {
      outside++;
      outputs.add(name);
    }
    if (ratio > worst) {
      worst = ratio;
      wrongest =
          Facts.of(
              "rounding hardly explains an element",
              name + Comparison.place(got.shape(), k),
              Comparison.element(value, k) + ", typically within " + error,
              Comparison.element(got, k));
    }
  }

  /**
   * How many typical errors an element is away from its value; one rounding of it is the least
   * error.
   */
  static double ratio(Tensor value, Tensor got, int k, double error) {
    if (value.sameElement(got, k)) {
      return 0;
    }
    if (!value.type().isFloat()) {
      return Double.POSITIVE_INFINITY;
    }
    double v = value.reals()[k];
    double distance = Math.abs(got.reals()[k] - v);
    double least = value.type().unit() * Math.abs(v);
    return distance == 0
        ? 0
        : distance <= Double.MAX_VALUE
            ? distance / Math.max(error, least)
            : Double.POSITIVE_INFINITY;
  }

  /** Whether an element is outside. */
  public boolean isRaised() {
    return outside > 0;
  }

  /** The outputs with elements that are outside. */
  Set<String> outputs() {
    return outputs;
  }

  /** How many elements enclosures leave open. */
  public long open() {
    return open;
  }

  /** How many of them are decided. */
  public long decided() {
    return decided;
  }

  /** How many of those that are decided have no decisive enclosure. */
  public long decidedOfIndecisive() {
    return decidedOfIndecisive;
  }

  /** By how many typical errors the worst decided element is off. */
  public double worst() {
    return worst;
  }

  Facts facts() {
    return wrongest.in(
        "",
        "\n  ratio    : "
            + worst
            + " typical errors"
            + Grade.SUSPECT.fact()
            + "\n  outside  : "
            + outside
            + " of "
            + decided
            + " elements that typical errors decide, "
            + open
            + " that enclosures leave open");
  }
}
