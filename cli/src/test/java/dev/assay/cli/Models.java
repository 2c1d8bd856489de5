package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;

/** Small models for tests. */
final class Models {
  private Models() {}

  /** One operator from x to y. */
  static Graph of(String operator, TensorType type) {
    return new Graph(
        "test",
        Map.of("", 17),
        List.of(new Value("x", type)),
        Map.of(),
        List.of(Node.of(operator, List.of("x"), List.of("y"), Map.of())),
        List.of(new Value("y", type)));
  }

  static byte[] relu() {
    return OnnxFromGraph.of(of("Relu", TensorType.of(DType.FLOAT32, 2, 3)));
  }
}
