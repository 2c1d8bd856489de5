package dev.assay.verify.bounds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model over a box around some inputs, and points of the box that are hard for its bounds:
 * corners, points between, and where single outputs climb to along their gradient. The law: what
 * any implementation gives for such a point lies in the bounds.
 */
public final class Challenge {
  private static final int STEPS = 8;

  private final Graph graph;
  private final Map<String, Tensor> inputs;
  private final Network network;
  private final double[] low;
  private final double[] high;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Integer> bounded = new ArrayList<>();

  /** An output with the bounds of its elements. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Output(int place, String name, double[] low, double[] high) {}

  /**
   * Bounds a model.
   *
   * @param width how far the box reaches: on both sides of each number so many times its size, or
   *     so much where that is below 1
   * @throws IllegalArgumentException if something of the model has no bounds
   */
  public Challenge(Graph graph, Map<String, Tensor> inputs, double width) {
    this.graph = graph;
    this.inputs = Map.copyOf(inputs);
    NetworkFromGraph read = NetworkFromGraph.of(GraphReading.values(graph, inputs));
    this.network = read.network();
    this.low = corner(-width);
    this.high = corner(width);
    Map<Integer, int[]> units = new LinkedHashMap<>();
    for (int k = 0; k < graph.outputs().size(); k++) {
      Value v = graph.outputs().get(k);
      if (isFloat(v)) {
        units.put(k, read.units(v.name()));
      }
    }
    Bounds bounds = new Bounds(network, true);
    bounds.enclose(low, high);
    units.forEach((k, places) -> outputs.add(output(k, places, bounds)));
  }

  private Output output(int k, int[] places, Bounds bounds) {
    double[] least = new double[places.length];
    double[] greatest = new double[places.length];
    for (int e = 0; e < places.length; e++) {
      least[e] = Math.max(bounds.low(places[e]), bounds.least(places[e]));
      greatest[e] = Math.min(bounds.high(places[e]), bounds.greatest(places[e]));
      if (Double.isFinite(least[e]) && Double.isFinite(greatest[e])) {
        bounded.add(places[e]);
      }
    }
    return new Output(k, graph.outputs().get(k).name(), least, greatest);
  }

  private static boolean isFloat(Value v) {
    return v.type() instanceof TensorType t && t.element().isFloat();
  }

  private double[] corner(double width) {
    return graph.feeds().stream()
        .map(this::given)
        .filter(t -> t.type().isFloat())
        .flatMapToDouble(t -> Arrays.stream(t.reals()).map(x -> moved(x, width, t.type())))
        .toArray();
  }

  private Tensor given(Value v) {
    return Objects.requireNonNull(inputs.get(v.name()));
  }

  private static double moved(double x, double width, DType type) {
    double to = x + width * Math.max(1, Math.abs(x));
    return width > 0 ? Math.max(x, type.down(to)) : Math.min(x, type.up(to));
  }

  /** How many units it comes to. */
  public int size() {
    return network.size();
  }

  /** How many elements of outputs have finite bounds. */
  public int bounded() {
    return bounded.size();
  }

  /** Draws a point: a corner, one between, or where an output climbs or falls to. */
  public Map<String, Tensor> point(Choices choices) {
    int kind = choices.between(0, 3);
    double[] x = new double[low.length];
    for (int k = 0; k < x.length; k++) {
      double part = kind == 0 ? choices.between(0, 1) : choices.unit();
      x[k] = low[k] + part * (high[k] - low[k]);
    }
    return tensors(kind < 2 || bounded.isEmpty() ? x : climbed(x, choices));
  }

  private double[] climbed(double[] from, Choices choices) {
    int unit = bounded.get(choices.between(0, bounded.size() - 1));
    int sign = choices.flag() ? 1 : -1;
    double[] x = from;
    for (int step = 0; step < STEPS; step++) {
      double[] slopes = network.gradient(network.values(x), unit);
      double[] next = new double[x.length];
      for (int k = 0; k < x.length; k++) {
        double way = slopes[k] > 0 ? sign : slopes[k] < 0 ? -sign : 0;
        double to = x[k] + way * Math.scalb(high[k] - low[k], -step);
        next[k] = Math.min(high[k], Math.max(low[k], to));
      }
      x = next;
    }
    return x;
  }

  private Map<String, Tensor> tensors(double[] point) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int at = 0;
    for (Value v : graph.feeds()) {
      Tensor t = given(v);
      if (t.type().isFloat()) {
        double[] part = new double[t.size()];
        for (int k = 0; k < part.length; k++) {
          double nearest = t.type().nearest(point[at]);
          part[k] = Math.min(high[at], Math.max(low[at], nearest));
          at++;
        }
        t = Tensor.of(t.type(), t.shape(), part);
      }
      tensors.put(v.name(), t);
    }
    return tensors;
  }

  /** Holds what came of a point against the bounds: says what lies outside, if anything does. */
  public Optional<String> excess(List<Tensor> got) {
    for (Output o : outputs) {
      double[] values = got.get(o.place).reals();
      for (int k = 0; k < values.length; k++) {
        if (o.low[k] > o.high[k]
            || values[k] < o.low[k]
            || values[k] > o.high[k]
            || isLost(o, k, values[k])) {
          return Optional.of(
              "%s[%d] = %s is not in [%s, %s]"
                  .formatted(o.name, k, values[k], o.low[k], o.high[k]));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether what has bounds came out as no number. */
  private static boolean isLost(Output o, int k, double value) {
    return Double.isNaN(value) && (Double.isFinite(o.low[k]) || Double.isFinite(o.high[k]));
  }

  /**
   * How near what came of a point is to a bound: the least distance as a part of the width of the
   * bounds, of those that are not one number.
   */
  public double closeness(List<Tensor> got) {
    double closest = Double.POSITIVE_INFINITY;
    for (Output o : outputs) {
      double[] values = got.get(o.place).reals();
      for (int k = 0; k < values.length; k++) {
        double width = o.high[k] - o.low[k];
        if (width > 0 && Double.isFinite(width)) {
          double distance = Math.min(values[k] - o.low[k], o.high[k] - values[k]);
          closest = Math.min(closest, distance / width);
        }
      }
    }
    return closest;
  }
}
