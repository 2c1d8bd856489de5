package dev.assay.core.onnx;

import static dev.assay.core.onnx.Models.graph;
import static dev.assay.core.onnx.Models.model;
import static dev.assay.core.onnx.Models.node;
import static dev.assay.core.onnx.Models.read;
import static dev.assay.core.onnx.Models.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphOnnxTest {

  @Test
  void aGraphReturnsFromItsBytes() {
    Graph graph = Models.everything();
    assertThat(GraphFromOnnx.of(OnnxFromGraph.of(graph))).isEqualTo(graph);
  }

  @Test
  void theSameGraphGivesTheSameBytes() {
    assertThat(OnnxFromGraph.of(Models.everything()))
        .isEqualTo(OnnxFromGraph.of(Models.everything()));
  }

  @Test
  void openSizesOfOneNameAreOneSize() {
    Dim n = Dim.size("n", 0);
    Value a = new Value("a", TensorType.of(DType.INT8, Dims.of(n, Dim.dim(2), Dim.size("", 0))));
    Value b = new Value("b", TensorType.of(DType.INT8, Dims.of(n, Dim.size("n", 0), n.plus(1))));
    Graph written = new Graph("g", Map.of("", 20), List.of(a, b), Map.of(), List.of(), List.of(a));
    Graph graph = GraphFromOnnx.of(OnnxFromGraph.of(written));
    Dims first = graph.inputs().get(0).type().shape().orElseThrow();
    Dims second = graph.inputs().get(1).type().shape().orElseThrow();
    assertThat(first.get(0)).isSameAs(second.get(0));
    assertThat(second.get(1)).isNotEqualTo(second.get(0));
    assertThat(graph.outputs().get(0).type().shape().orElseThrow().get(0)).isSameAs(first.get(0));
    assertThat(first).hasToString("[n, 2, ]");
    assertThat(second).hasToString("[n, n_2, (n + 1)]");
  }

  @Test
  void theFormatIsAsOldAsTheContentAllows() throws Exception {
    assertThat(irVersion(13, DType.FLOAT32)).isEqualTo(7);
    assertThat(irVersion(17, DType.FLOAT32)).isEqualTo(8);
    assertThat(irVersion(22, DType.INT4)).isEqualTo(10);
    assertThat(irVersion(13, DType.FLOAT4E2M1)).isEqualTo(11);
    assertThat(irVersion(27, DType.FLOAT32)).isEqualTo(13);
    assertThat(irVersion(28, DType.FLOAT32)).isEqualTo(14);
  }

  private static long irVersion(int opset, DType type) throws Exception {
    Value x = new Value("x", TensorType.of(type, 2));
    Graph g = new Graph("g", Map.of("", opset), List.of(x), Map.of(), List.of(), List.of(x));
    return ModelProto.parseFrom(OnnxFromGraph.of(g)).getIrVersion();
  }

  @Test
  void nodesAreSortedWhereNeededAndElseStay() {
    Graph g =
        read(
            model(
                graph(
                    node("Neg", List.of("x"), "b"),
                    node("Add", List.of("a", "b"), "y"),
                    node("Abs", List.of("x"), "a"),
                    node("Exp", List.of("x"), "unused"))));
    assertThat(g.nodes()).extracting(Node::operator).containsExactly("Neg", "Abs", "Add", "Exp");
  }

  @Test
  void aSubgraphWaitsForWhatItTakesFromOutside() {
    GraphProto.Builder branch =
        GraphProto.newBuilder().addNode(node("Neg", List.of("late"), "z")).addOutput(value("z"));
    NodeProto.Builder choice = node("If", List.of("x"), "y");
    choice.addAttribute(graphAttribute("then_branch", branch));
    Graph g = read(model(graph(choice, node("Abs", List.of("x"), "late"))));
    assertThat(g.nodes()).extracting(Node::operator).containsExactly("Abs", "If");
  }

  private static AttributeProto.Builder graphAttribute(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph);
  }

  @Test
  void typesThatASubgraphLeavesOpenFollowFromTheOperators() {
    GraphProto.Builder branch =
        GraphProto.newBuilder()
            .addNode(node("Shape", List.of("x"), "s"))
            .addNode(node("Neg", List.of("s"), "z"))
            .addOutput(ValueInfoProto.newBuilder().setName("z"));
    NodeProto.Builder choice = node("If", List.of("x"), "y");
    choice.addAttribute(graphAttribute("then_branch", branch));
    Graph g = read(model(graph(choice)));
    Graph inner = Models.branch(g.nodes().get(0));
    assertThat(inner.outputs())
        .containsExactly(new Value("z", TensorType.ofUnknownRank(DType.INT64)));
  }

  @Test
  void sequencesThatASubgraphLeavesOpenFollowFromWhatIsInThem() {
    GraphProto.Builder branch =
        GraphProto.newBuilder()
            .addNode(node("SequenceConstruct", List.of("x", "x"), "s"))
            .addNode(node("SequenceErase", List.of("s"), "t"))
            .addNode(node("Optional", List.of("t"), "o"))
            .addNode(node("SequenceAt", List.of("t", "x"), "z"));
    for (String name : List.of("t", "o", "z")) {
      branch.addOutput(ValueInfoProto.newBuilder().setName(name));
    }
    NodeProto.Builder choice = node("If", List.of("x"), "y");
    choice.addAttribute(graphAttribute("then_branch", branch));
    ValueType tensor = TensorType.ofUnknownRank(DType.FLOAT32);
    assertThat(Models.branch(read(model(graph(choice))).nodes().get(0)).outputs())
        .containsExactly(
            new Value("t", new SequenceType(tensor)),
            new Value("o", new OptionalType(new SequenceType(tensor))),
            new Value("z", tensor));
  }

  @Test
  void theTwoNamesOfOnnxsDomainAreOne() {
    ModelProto.Builder model = model(graph(node("Neg", List.of("x"), "y").setDomain("ai.onnx")));
    model.getOpsetImportBuilder(0).setDomain("ai.onnx");
    Graph g = read(model);
    assertThat(g.opsets()).containsExactly(Map.entry("", 17));
    assertThat(g.nodes().get(0).domain()).isEmpty();
  }

  @Test
  void attributesOfOldFilesThatStateNoKindHaveThatOfTheirValue() {
    NodeProto.Builder node = node("LeakyRelu", List.of("x"), "y");
    node.addAttributeBuilder().setName("alpha").setF(0.5f);
    node.addAttributeBuilder().setName("axes").addInts(1);
    assertThat(read(model(graph(node))).nodes().get(0).attributes())
        .containsEntry("alpha", Attribute.of(0.5))
        .containsEntry("axes", Attribute.ofInts(List.of(1L)));
  }

  @Test
  void anInitialiserThatIsAnInputTooIsADefault() {
    GraphProto.Builder g = graph(node("Add", List.of("x", "w"), "y")).addInput(value("w"));
    Tensor w = Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2.0);
    g.addInitializer(OnnxFromTensor.proto("w", w));
    Graph graph = read(model(g));
    assertThat(graph.constants()).containsExactly(Map.entry("w", w));
    assertThat(graph.feeds()).extracting(Value::name).containsExactly("x");
  }

  @Test
  void anUnknownOperatorIsReadAndNamed() {
    Graph g = read(model(graph(node("Frobnicate", List.of("x"), "y"))));
    assertThat(GraphCheck.unknownOperators(g)).isEqualTo(g.nodes());
  }
}
