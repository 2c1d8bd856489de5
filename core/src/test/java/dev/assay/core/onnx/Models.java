package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.TypeProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Small models for the tests of reading and writing. */
final class Models {
  private Models() {}

  static ModelProto.Builder model(GraphProto.Builder graph) {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(17);
    return model;
  }

  static Graph read(ModelProto.Builder model) {
    return GraphFromOnnx.of(model.build().toByteArray());
  }

  /** A graph from x to y, both float32[2]. */
  static GraphProto.Builder graph(NodeProto.Builder... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder().setName("g").addInput(value("x")).addOutput(value("y"));
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph;
  }

  static ValueInfoProto.Builder value(String name) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(1);
    type.getShapeBuilder().addDimBuilder().setDimValue(2);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type));
  }

  static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
  }

  /** The graph that a node runs if its condition holds. */
  static Graph branch(Node node) {
    return Objects.requireNonNull(node.attributes().get("then_branch")).graph();
  }

  /** Everything that a graph can hold except open sizes. */
  static Graph everything() {
    TensorType two = TensorType.of(DType.FLOAT32, 2);
    Graph branch =
        new Graph(
            "branch",
            Map.of("", 17, "ai.onnx.ml", 3),
            List.of(),
            Map.of("one", Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 1.0)),
            List.of(Node.of("Add", List.of("x", "one"), List.of("z"), Map.of())),
            List.of(new Value("z", two)));
    Map<String, Attribute> attributes =
        Map.of(
            "int", Attribute.of(-3),
            "float", Attribute.of(0.1),
            "text", Attribute.of("a b"),
            "tensor", Attribute.of(Tensor.scalar(7)),
            "ints", Attribute.ofInts(List.of(1L, -2L)),
            "floats", Attribute.ofFloats(List.of(1.5, -0.0)),
            "texts", Attribute.ofStrings(List.of("", "ü")),
            "none", Attribute.ofInts(List.of()),
            "type", Attribute.of(new SequenceType(two)));
    return new Graph(
        "everything",
        Map.of("", 17, "ai.onnx.ml", 3),
        List.of(
            new Value("x", two),
            new Value("c", TensorType.of(DType.BOOL)),
            new Value("d", TensorType.of(DType.FLOAT16, 0, 3)),
            new Value("e", TensorType.ofUnknownRank(DType.STRING)),
            new Value("f", new SequenceType(TensorType.ofUnknownRank(DType.INT8))),
            new Value("g", new OptionalType(new SequenceType(two)))),
        Map.of("d", Tensor.zeros(DType.FLOAT16, 0, 3)),
        List.of(
            new Node(
                "first", "ai.onnx.ml", "Any", List.of("x", "", "d"), List.of("", "u"), attributes),
            Node.of(
                "If",
                List.of("c"),
                List.of("y"),
                Map.of("then_branch", Attribute.of(branch), "else_branch", Attribute.of(branch)))),
        List.of(new Value("y", two)));
  }
}
