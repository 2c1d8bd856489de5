package dev.assay.laws;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphGradient;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast a random weighting of a model's float64 outputs changes along a random direction of its
 * float64 inputs: by the gradient, and by central differences.
 */
record Slope(double byGradient, double byDifferences) {
  private static final double STEP = 0x1p-20;

  /**
   * Both slopes, at a point near the inputs in general position; empty where there is nothing to
   * move, where no formula says what the node does, where the differences meet a kink, or where the
   * gradient is mostly rounding errors, so that it leaps from one point to the next.
   */
  static Optional<Slope> of(Found drawn, Choices choices) {
    Graph graph = drawn.graph();
    Found f = new Found(graph, inGeneralPosition(drawn, choices), drawn.how(), drawn.readings());
    List<Value> moved =
        graph.feeds().stream().filter(v -> v.type().element() == DType.FLOAT64).toList();
    List<Value> weighed =
        graph.outputs().stream().filter(v -> v.type().element() == DType.FLOAT64).toList();
    if (moved.isEmpty() || weighed.isEmpty() || !f.isGood()) {
      return Optional.empty();
    }
    GraphReading reading = GraphReading.values(graph, f.inputs());
    if (!reading.unspecified().isEmpty() || reading.isOpaque(graph.nodes().get(0))) {
      return Optional.empty();
    }
    Map<String, double[]> directions = draw(moved, reading, choices);
    Map<String, double[]> weights = draw(weighed, reading, choices);
    double slope = slope(reading, directions, weights);
    double beside = slope(at(f, directions, STEP), directions, weights);
    double wide = difference(f, directions, weights, STEP);
    double narrow = difference(f, directions, weights, STEP / 4);
    boolean kink = !(Math.abs(wide - narrow) <= 1e-5 * (1 + Math.abs(narrow)));
    return kink || !areClose(beside, slope)
        ? Optional.empty()
        : Optional.of(new Slope(slope, narrow));
  }

  boolean isConsistent() {
    return areClose(byGradient, byDifferences);
  }

  private static boolean areClose(double a, double b) {
    return Math.abs(a - b) <= 1e-4 * (1 + Math.abs(b));
  }

  /** Away from kinks, which lie where numbers are equal or whole. */
  private static Map<String, Tensor> inGeneralPosition(Found f, Choices choices) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(f.inputs());
    inputs.replaceAll(
        (name, t) -> {
          if (t.type() != DType.FLOAT64) {
            return t;
          }
          double[] x = t.reals().clone();
          for (int k = 0; k < x.length; k++) {
            x[k] *= 1 + 0.01 * choices.normal();
            x[k] += 0.01 * choices.unit();
          }
          return Tensor.of(DType.FLOAT64, t.shape(), x);
        });
    return inputs;
  }

  private static Map<String, double[]> draw(
      List<Value> values, GraphReading reading, Choices choices) {
    Map<String, double[]> drawn = new HashMap<>();
    for (Value v : values) {
      double[] numbers = new double[reading.value(v.name()).size()];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = choices.normal();
      }
      drawn.put(v.name(), numbers);
    }
    return drawn;
  }

  private static double slope(
      GraphReading reading, Map<String, double[]> directions, Map<String, double[]> weights) {
    GraphGradient gradient = GraphGradient.of(reading, weights, directions.keySet(), 0);
    double slope = 0;
    for (Map.Entry<String, double[]> d : directions.entrySet()) {
      slope += product(gradient.adjoint(d.getKey()), d.getValue());
    }
    return slope;
  }

  private static double difference(
      Found f, Map<String, double[]> directions, Map<String, double[]> weights, double step) {
    return (weighted(f, directions, weights, step) - weighted(f, directions, weights, -step))
        / (2 * step);
  }

  private static double weighted(
      Found f, Map<String, double[]> directions, Map<String, double[]> weights, double step) {
    GraphReading reading = at(f, directions, step);
    double sum = 0;
    for (Map.Entry<String, double[]> w : weights.entrySet()) {
      sum += product(reading.value(w.getKey()).reals(), w.getValue());
    }
    return sum;
  }

  private static GraphReading at(Found f, Map<String, double[]> directions, double step) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(f.inputs());
    directions.forEach((name, d) -> inputs.compute(name, (n, t) -> moved(t, d, step)));
    return GraphReading.values(f.graph(), inputs);
  }

  private static Tensor moved(Tensor t, double[] direction, double step) {
    double[] x = t.reals().clone();
    for (int k = 0; k < x.length; k++) {
      x[k] += step * direction[k];
    }
    return Tensor.of(DType.FLOAT64, t.shape(), x);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
