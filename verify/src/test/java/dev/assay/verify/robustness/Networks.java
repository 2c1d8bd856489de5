package dev.assay.verify.robustness;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks and properties to prove something about. */
final class Networks {
  private Networks() {}

  /** Layers of weights with rectifiers between, in float32. */
  static Graph network(int inputs, List<double[]> weights, List<double[]> biases) {
    return network(inputs, weights, biases, "Relu", "");
  }

  /**
   * The same with another function between the layers, and one on the outputs if its name is not
   * empty.
   */
  static Graph network(
      int inputs, List<double[]> weights, List<double[]> biases, String between, String last) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    String value = "x";
    int width = inputs;
    for (int layer = 0; layer < weights.size(); layer++) {
      int rows = biases.get(layer).length;
      constants.put(
          "w" + layer, Tensor.of(DType.FLOAT32, new int[] {width, rows}, weights.get(layer)));
      constants.put("b" + layer, Tensor.of(DType.FLOAT32, new int[] {rows}, biases.get(layer)));
      String sum = "s" + layer;
      nodes.add(Node.of("Gemm", List.of(value, "w" + layer, "b" + layer), List.of(sum), Map.of()));
      value = sum;
      if (layer < weights.size() - 1) {
        value = "r" + layer;
        nodes.add(Node.of(between, List.of(sum), List.of(value), Map.of()));
      }
      width = rows;
    }
    if (!last.isEmpty()) {
      nodes.add(Node.of(last, List.of(value), List.of("y"), Map.of()));
      value = "y";
    }
    return new Graph(
        "network",
        Map.of("", 13),
        List.of(new Value("x", TensorType.of(DType.FLOAT32, 1, inputs))),
        constants,
        nodes,
        List.of(new Value(value, TensorType.of(DType.FLOAT32, 1, width))));
  }

  static String box(int inputs, double low, double high) {
    StringBuilder text = new StringBuilder("(declare-const Y_0 Real)");
    for (int k = 0; k < inputs; k++) {
      text.append("(declare-const X_%d Real)".formatted(k));
      text.append("(assert (>= X_%d %s))(assert (<= X_%d %s))".formatted(k, low, k, high));
    }
    return text.toString();
  }

  static double[] drawn(Choices choices, int count) {
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (float) (choices.normal() / 2);
    }
    return numbers;
  }
}
