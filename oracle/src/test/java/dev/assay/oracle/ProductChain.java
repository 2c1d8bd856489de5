package dev.assay.oracle;

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

/** A model whose enclosure says nothing: products of normals, one after the other. */
record ProductChain(Graph graph, Map<String, Tensor> inputs) {
  static final int TERMS = 64;

  /** The last product. */
  static final String LAST = "h8";

  private static final int LAYERS = 8;

  /**
   * @param more constants of what comes behind the products
   * @param output of the whole
   */
  static ProductChain of(Map<String, Tensor> more, List<Node> behind, String output) {
    Choices choices = Choices.of(7);
    Map<String, Tensor> constants = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      constants.put("w" + layer, normals(choices, 1 / Math.sqrt(TERMS), TERMS, TERMS));
      nodes.add(
          Node.of(
              "MatMul", List.of("h" + layer, "w" + layer), List.of("h" + (layer + 1)), Map.of()));
    }
    constants.putAll(more);
    nodes.addAll(behind);
    Tensor input = normals(choices, 1, 2, TERMS);
    Value x = new Value("h0", TensorType.of(input));
    Value y = new Value(output, TensorType.of(DType.FLOAT32, 2, TERMS));
    return new ProductChain(
        new Graph("chain", Map.of("", 17), List.of(x), constants, nodes, List.of(y)),
        Map.of("h0", input));
  }

  private static Tensor normals(Choices choices, double scale, int... shape) {
    double[] reals = new double[Tensor.size(shape)];
    for (int k = 0; k < reals.length; k++) {
      reals[k] = (float) (scale * choices.normal());
    }
    return Tensor.of(DType.FLOAT32, shape, reals);
  }
}
