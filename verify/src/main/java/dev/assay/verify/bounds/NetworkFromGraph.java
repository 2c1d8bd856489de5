package dev.assay.verify.bounds;

import dev.assay.core.reading.GraphReading;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The units of a model, from the meanings of its operators: no operator is known here by name.
 *
 * <p>All float inputs move; what hangs on other inputs and on constants alone is as the reading has
 * it. What has no bounds is refused with its node.
 */
public final class NetworkFromGraph {
  private final GraphReading reading;
  private final Network network;
  private final Tracing tracing;
  private final GraphTrace trace;

  private NetworkFromGraph(GraphReading reading, int inputs) {
    this.reading = reading;
    this.network = new Network(inputs);
    this.tracing = new Tracing(network);
    this.trace = GraphTrace.of(reading, tracing, "bounds", Form::ofUnit);
  }

  /**
   * Reads a model.
   *
   * @param reading of its values somewhere; says what is structure
   * @throws IllegalArgumentException if something of it has no bounds
   */
  public static NetworkFromGraph of(GraphReading reading) {
    return new NetworkFromGraph(reading, GraphTrace.moving(reading));
  }

  /** The network so far. */
  public Network network() {
    return network;
  }

  /** Whether no element of a value of the model is an infinity, wherever numbers stay finite. */
  public boolean isFinite() {
    return trace.isFinite();
  }

  /** The units of a value of the model, element by element. */
  public int[] units(String name) {
    Traced[] elements = trace.elements(name);
    int[] units = new int[elements.length];
    for (int k = 0; k < units.length; k++) {
      if (!(elements[k] instanceof Form f)) {
        throw new IllegalArgumentException("a value is no float\n  value : " + name);
      }
      units[k] = tracing.unit(f, reading.value(name).type());
    }
    return units;
  }

  /** A weighted sum of units less a constant, computed without rounding, as a further unit. */
  public int sum(Map<Integer, BigDecimal> weights, BigDecimal less) {
    Form sum = nearest(less.negate());
    for (Map.Entry<Integer, BigDecimal> w : new TreeMap<>(weights).entrySet()) {
      Form weight = nearest(w.getValue());
      sum = Form.exactSum(sum, 1, Form.ofUnit(w.getKey()).weighted(weight));
    }
    return network.add(new Affine(sum, 0, Double.MAX_VALUE));
  }

  private static Form nearest(BigDecimal x) {
    double d = x.doubleValue();
    return new BigDecimal(d).compareTo(x) == 0 ? Form.of(d) : Form.of(d).inexact();
  }
}
