package dev.assay.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Opset13Test {

  private static Graph graph(int opset, Node... nodes) {
    Value x = new Value("x", TensorType.ofUnknownRank(DType.FLOAT32));
    Value y = new Value("y", TensorType.ofUnknownRank(DType.FLOAT32));
    return new Graph("g", Map.of("", opset), List.of(x), Map.of(), List.of(nodes), List.of(y));
  }

  private static Node node(String operator, Map<String, Attribute> attributes) {
    return Node.of(operator, List.of("x"), List.of("y"), attributes);
  }

  @Test
  void operatorsThatMeanTheSameStayAsTheyAre() {
    Graph old = graph(8, node("Relu", Map.of()));
    Graph now = GraphFromOnnx.of(OnnxFromGraph.of(old));
    assertThat(now.opset()).isEqualTo(13);
    assertThat(now.nodes()).isEqualTo(old.nodes());
  }

  @Test
  void attributesThatHaveBecomeInputsBecomeConstants() {
    Graph now =
        Opset13.of(graph(11, node("Unsqueeze", Map.of("axes", Attribute.ofInts(List.of(0L, 2L))))));
    assertThat(now.nodes()).hasToString("[y = Unsqueeze(x, y/axes)]");
    assertThat(now.constants()).containsExactly(Map.entry("y/axes", Tensor.list(0, 2)));
  }

  @Test
  void softmaxOfAMatrixThatWasFlattenedIsStillThat() {
    Graph now = Opset13.of(graph(11, node("Softmax", Map.of())));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2, 2}, 1.0, 1, 1, 1, 5, 5, 5, 5);
    Tensor y = GraphReading.values(now, Map.of("x", x)).outputs().get(0);
    assertThat(y)
        .isEqualTo(
            Tensor.of(
                DType.FLOAT32,
                new int[] {2, 2, 2},
                0.25,
                0.25,
                0.25,
                0.25,
                0.25,
                0.25,
                0.25,
                0.25));
  }

  @Test
  void wordsThatSayNothingAreDropped() {
    Graph now =
        Opset13.of(
            graph(1, node("Relu", Map.of("consumed_inputs", Attribute.ofInts(List.of(0L))))));
    assertThat(now.nodes()).hasToString("[y = Relu(x)]");
    assertThat(Opset13.of(graph(7, node("Dropout", Map.of("ratio", Attribute.of(0.5))))).nodes())
        .hasToString("[y = Dropout(x)]");
  }

  @Test
  void aGraphWithAnOperatorThatHasNoLikeKeepsItsVersion() {
    List<Node> withoutLike =
        List.of(
            node("Clip", Map.of("max", Attribute.of(6.0))),
            node(
                "Pad",
                Map.of("pads", Attribute.ofInts(List.of(1L, 1L)), "value", Attribute.of(1.0))));
    for (Node node : withoutLike) {
      Graph old = graph(9, node);
      assertThat(Opset13.of(old)).isSameAs(old);
    }
  }

  @Test
  void upsamplingIsAResizeThatRoundsPositionsDown() {
    Node up = node("Upsample", Map.of("scales", Attribute.ofFloats(List.of(2.5))));
    Graph now = Opset13.of(graph(8, up));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2);
    assertThat(GraphReading.values(now, Map.of("x", x)).outputs())
        .containsExactly(Tensor.of(DType.FLOAT32, new int[] {5}, 1.0, 1, 1, 2, 2));
  }

  @Test
  void aScatterIsOneOfElements() {
    Node scatter =
        Node.of("Scatter", List.of("x", "x", "x"), List.of("y"), Map.of("axis", Attribute.of(1)));
    assertThat(Opset13.of(graph(9, scatter)).nodes())
        .hasToString("[y = ScatterElements(x, x, x) {axis=1}]");
  }

  @Test
  void newerGraphsStayAsTheyAre() {
    Graph g = graph(17, node("Relu", Map.of()));
    assertThat(Opset13.of(g)).isSameAs(g);
  }

  /** Each batch is scanned by itself: a running sum, beginning with a state of its own. */
  @Test
  void aScanOfBatchesIsAScanOfScans() {
    Value s = new Value("s", TensorType.ofUnknownRank(DType.FLOAT32));
    Value v = new Value("v", TensorType.ofUnknownRank(DType.FLOAT32));
    Value t = new Value("t", TensorType.ofUnknownRank(DType.FLOAT32));
    Graph body =
        new Graph(
            "body",
            Map.of("", 8),
            List.of(s, v),
            Map.of(),
            List.of(Node.of("Add", List.of("s", "v"), List.of("t"), Map.of())),
            List.of(t, t));
    Map<String, Attribute> attributes =
        Map.of(
            "body", Attribute.of(body),
            "num_scan_inputs", Attribute.of(1),
            "directions", Attribute.ofInts(List.of(1L)));
    Graph first =
        new Graph(
            "g",
            Map.of("", 8),
            List.of(s, v),
            Map.of(),
            List.of(Node.of("Scan", List.of("", "s", "v"), List.of("l", "y"), attributes)),
            List.of(new Value("l", s.type()), new Value("y", s.type())));
    Tensor state = Tensor.of(DType.FLOAT32, new int[] {2, 1}, 0.0, 100);
    Tensor rows = Tensor.of(DType.FLOAT32, new int[] {2, 3, 1}, 1.0, 2, 3, 10, 20, 30);
    assertThat(GraphReading.values(Opset13.of(first), Map.of("s", state, "v", rows)).outputs())
        .containsExactly(
            Tensor.of(DType.FLOAT32, new int[] {2, 1}, 6.0, 160),
            Tensor.of(DType.FLOAT32, new int[] {2, 3, 1}, 3.0, 5, 6, 130, 150, 160));
    Graph old = graph(8, Node.of("Scan", List.of("x", "x", "x"), List.of("l", "y"), attributes));
    assertThat(Opset13.of(old)).isSameAs(old);
  }
}
