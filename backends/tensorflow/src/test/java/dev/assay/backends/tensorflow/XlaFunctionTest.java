package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.emitter.Term;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;

class XlaFunctionTest {
  /** What TensorFlow's registry says of an operator with two outputs. */
  private static final OpDef TOP =
      OpDef.newBuilder()
          .setName("TopKV2")
          .addOutputArg(OpDef.ArgDef.newBuilder().setName("values"))
          .addOutputArg(OpDef.ArgDef.newBuilder().setName("indices"))
          .build();

  private static final OpDef CONSTANT =
      OpDef.newBuilder()
          .setName("Const")
          .addOutputArg(OpDef.ArgDef.newBuilder().setName("output"))
          .build();

  @Test
  void theWholeGraphIsOneFunctionThatMustCompile() {
    TensorFlowGraph graph = new TensorFlowGraph();
    String x = graph.input("x", DType.FLOAT32, 4);
    String top =
        graph
            .node("TopKV2")
            .on(new Term<>(x, DType.FLOAT32, new int[] {4}))
            .on(graph.number(2))
            .add();
    GraphDef whole =
        XlaFunction.of(
            graph.graph(),
            Map.of("TopKV2", TOP, "Const", CONSTANT),
            List.of(x),
            List.of(top + ":1"),
            List.of(DataType.DT_INT32));
    assertThat(whole.getNodeList())
        .extracting(n -> n.getOp())
        .containsExactly("Placeholder", "PartitionedCall");
    FunctionDef function = whole.getLibrary().getFunction(0);
    assertThat(function.getAttrOrThrow("_XlaMustCompile").getB()).isTrue();
    assertThat(function.getRetMap()).containsEntry("y0", top + ":indices:0");
    assertThat(function.getNodeDefList())
        .extracting(n -> n.getOp())
        .containsExactly("Const", "TopKV2");
    assertThat(function.getNodeDef(1).getInputList())
        .containsExactly(x, function.getNodeDef(0).getName() + ":output:0");
  }
}
