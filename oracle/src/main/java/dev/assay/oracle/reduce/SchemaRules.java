package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What ONNX's own schemas ask of the nodes of a graph, besides what the reference asks. */
final class SchemaRules {
  private SchemaRules() {}

  /**
   * Checks the types of inputs and which attributes there are.
   *
   * @throws IllegalArgumentException if a node breaks its schema
   */
  static void require(GraphReading reading) {
    Graph graph = reading.graph();
    for (Node node : graph.nodes()) {
      int opset = graph.opsets().getOrDefault(node.domain(), 1);
      Schemas.find(node.domain(), node.operator(), opset).ifPresent(s -> require(s, node, reading));
    }
  }

  private static void require(Schema schema, Node node, GraphReading reading) {
    Map<String, DType> bound = new HashMap<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      Optional<Parameter> parameter = Schema.at(schema.inputs(), k);
      String name = node.inputs().get(k);
      if (parameter.isPresent() && !name.isEmpty() && reading.datum(name) instanceof Tensor t) {
        require(parameter.get(), t.type(), bound, node);
      }
    }
    for (Field field : schema.attributes().values()) {
      require(!field.required() || node.attributes().containsKey(field.name()), node);
    }
    node.attributes()
        .forEach(
            (name, a) -> {
              Field field = schema.attributes().get(name);
              require(field != null && field.kind().equals(a.kind().name()), node);
            });
  }

  private static void require(
      Parameter parameter, DType type, Map<String, DType> bound, Node node) {
    require(parameter.types().contains(type), node);
    if (parameter.homogeneous()) {
      DType first = bound.putIfAbsent(parameter.type(), type);
      require(first == null || first == type, node);
    }
  }

  private static void require(boolean fact, Node node) {
    if (!fact) {
      throw new IllegalArgumentException("a node breaks its schema: " + node);
    }
  }
}
