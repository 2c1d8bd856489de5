package dev.assay.bench.digits;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphGradient;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Layers of weights with rectifiers between, which learn by the gradient reading (Adam). */
final class Classifier {
  static final int CLASSES = 10;

  private static final int[] WIDTHS = {DrawnDigit.SIZE * DrawnDigit.SIZE, 24, 16, CLASSES};
  private static final double DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;

  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Map<String, double[]> means = new HashMap<>();
  private final Map<String, double[]> squares = new HashMap<>();
  private int steps;

  Classifier(Choices choices) {
    for (int layer = 1; layer < WIDTHS.length; layer++) {
      int from = WIDTHS[layer - 1];
      int to = WIDTHS[layer];
      double[] w = new double[from * to];
      for (int k = 0; k < w.length; k++) {
        w[k] = (float) (choices.normal() * Math.sqrt(2.0 / from));
      }
      weights.put("w" + layer, Tensor.of(DType.FLOAT32, new int[] {from, to}, w));
      weights.put("b" + layer, Tensor.zeros(DType.FLOAT32, to));
    }
  }

  /** The model of some images at once. */
  Graph graph(int images) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.of("Flatten", List.of("image"), List.of("pixels"), Map.of()));
    String value = "pixels";
    for (int layer = 1; layer < WIDTHS.length; layer++) {
      boolean last = layer == WIDTHS.length - 1;
      String sum = last ? "scores" : "sum" + layer;
      nodes.add(Node.of("Gemm", List.of(value, "w" + layer, "b" + layer), List.of(sum), Map.of()));
      if (!last) {
        value = "layer" + layer;
        nodes.add(Node.of("Relu", List.of(sum), List.of(value), Map.of()));
      }
    }
    int size = DrawnDigit.SIZE;
    Value image = new Value("image", TensorType.of(DType.FLOAT32, images, 1, size, size));
    Value scores = new Value("scores", TensorType.of(DType.FLOAT32, images, CLASSES));
    return new Graph("digits", Map.of("", 13), List.of(image), weights, nodes, List.of(scores));
  }

  private GraphReading read(double[][] images) {
    int size = DrawnDigit.SIZE;
    double[] all = new double[images.length * size * size];
    for (int k = 0; k < images.length; k++) {
      System.arraycopy(images[k], 0, all, k * size * size, size * size);
    }
    int[] shape = {images.length, 1, size, size};
    return GraphReading.values(
        graph(images.length), Map.of("image", Tensor.of(DType.FLOAT32, shape, all)));
  }

  /** The class of each image. */
  int[] classes(double[][] images) {
    double[] scores = read(images).outputs().get(0).reals();
    int[] classes = new int[images.length];
    for (int k = 0; k < scores.length; k++) {
      int of = k / CLASSES;
      classes[of] = scores[k] > scores[of * CLASSES + classes[of]] ? k % CLASSES : classes[of];
    }
    return classes;
  }

  /** One step down the cross entropy of some images. */
  void learn(double[][] images, int[] digits, double rate) {
    GraphReading reading = read(images);
    double[] slopes = slopes(reading.outputs().get(0).reals(), digits);
    GraphGradient gradient =
        GraphGradient.of(reading, Map.of("scores", slopes), weights.keySet(), 0);
    steps++;
    for (String name : List.copyOf(weights.keySet())) {
      weights.put(name, stepped(name, gradient.adjoint(name), rate));
    }
  }

  private static double[] slopes(double[] scores, int[] digits) {
    double[] slopes = new double[scores.length];
    for (int image = 0; image < digits.length; image++) {
      double sum = 0;
      for (int k = image * CLASSES; k < (image + 1) * CLASSES; k++) {
        slopes[k] = Math.exp(scores[k]);
        sum += slopes[k];
      }
      for (int k = image * CLASSES; k < (image + 1) * CLASSES; k++) {
        double wanted = k % CLASSES == digits[image] ? 1 : 0;
        slopes[k] = (slopes[k] / sum - wanted) / digits.length;
      }
    }
    return slopes;
  }

  private Tensor stepped(String name, double[] slope, double rate) {
    Tensor old = Objects.requireNonNull(weights.get(name));
    double[] mean = means.computeIfAbsent(name, n -> new double[slope.length]);
    double[] square = squares.computeIfAbsent(name, n -> new double[slope.length]);
    double[] to = old.reals().clone();
    for (int k = 0; k < to.length; k++) {
      mean[k] = DECAY * mean[k] + (1 - DECAY) * slope[k];
      square[k] = SQUARE_DECAY * square[k] + (1 - SQUARE_DECAY) * slope[k] * slope[k];
      double m = mean[k] / (1 - Math.pow(DECAY, steps));
      double s = square[k] / (1 - Math.pow(SQUARE_DECAY, steps));
      to[k] = (float) (to[k] - rate * m / (Math.sqrt(s) + 1e-8));
    }
    return Tensor.of(DType.FLOAT32, old.shape(), to);
  }
}
