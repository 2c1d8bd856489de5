package dev.assay.core.reading;

import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;

/**
 * How far faithful implementations typically are from the value of each element of a model: the
 * root of the sum of the squares of all its rounding errors, each as large as it is at the element.
 *
 * <p>Other than an {@link Enclosure} this proves nothing: errors that conspire carry an element
 * several such deviations away. It does not grow as an enclosure does with the length and the
 * number of contractions in a row.
 *
 * <pre>{@code
 * TypicalErrors typical = TypicalErrors.of(reading);
 * boolean likely = Math.abs(got - value) <= 8 * typical.of("y", 0);
 * }</pre>
 */
public final class TypicalErrors {
  /** So many deviations an element is followed; a jump that lies further is not seen. */
  public static final double REACH = Deviations.REACH;

  private final GraphReading reading;
  private final Sweep sweep;

  private TypicalErrors(GraphReading reading, Sweep sweep) {
    this.reading = reading;
    this.sweep = sweep;
  }

  /**
   * Reads a model.
   *
   * @param reading of its values on the same inputs, which says what functions and sums may err
   */
  public static TypicalErrors of(GraphReading reading) {
    Deviations domain = new Deviations(reading.errors());
    Sweep sweep = new Sweep(reading, domain);
    sweep.run((node, output) -> opaque(reading, domain, sweep, node, output));
    return new TypicalErrors(reading, sweep);
  }

  /** What no formula says is known where its inputs are certain. */
  private static Array opaque(
      GraphReading reading, Deviations domain, Sweep sweep, Node node, int output) {
    Tensor value = reading.value(node.outputs().get(output));
    boolean certain =
        node.inputs().stream()
            .filter(name -> !name.isEmpty())
            .allMatch(name -> isCertain(sweep.get(name)));
    return certain
        ? NodeRun.array(value, domain, reading.texts())
        : Deviations.unknown(value.type(), value.shape());
  }

  private static boolean isCertain(Array a) {
    Lane lane = a.lane();
    return lane.type.isFloat()
        ? Arrays.stream(lane.realHigh).allMatch(d -> d == 0)
        : Arrays.equals(lane.integer, lane.integerHigh);
  }

  /**
   * The typical error of element k of a value; infinite where nothing is said of it. Of integers
   * and truth values 0 where errors within the reach do not change them.
   */
  public double of(String name, int k) {
    Lane lane = sweep.get(name).lane();
    if (!reading.isSpecified(name)) {
      return Double.POSITIVE_INFINITY;
    }
    return lane.type.isFloat()
        ? lane.realHigh[k]
        : lane.integer[k] == lane.integerHigh[k] ? 0 : Double.POSITIVE_INFINITY;
  }
}
