package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.OpDef.AttrDef;

class NativeNodeTest {
  private static final OpDef POOL =
      OpDef.newBuilder()
          .setName("MaxPool")
          .addInputArg(ArgDef.newBuilder().setName("input").setTypeAttr("T"))
          .addOutputArg(ArgDef.newBuilder().setName("output").setTypeAttr("T"))
          .addAttr(AttrDef.newBuilder().setName("T").setType("type"))
          .addAttr(AttrDef.newBuilder().setName("ksize").setType("list(int)"))
          .addAttr(AttrDef.newBuilder().setName("padding").setType("string"))
          .build();

  private static final OpDef CONCAT =
      OpDef.newBuilder()
          .setName("Concat")
          .addInputArg(ArgDef.newBuilder().setName("axis").setType(DataType.DT_INT32))
          .addInputArg(ArgDef.newBuilder().setName("values").setTypeAttr("T").setNumberAttr("N"))
          .addOutputArg(ArgDef.newBuilder().setName("output").setTypeAttr("T"))
          .addAttr(AttrDef.newBuilder().setName("N").setType("int"))
          .addAttr(AttrDef.newBuilder().setName("T").setType("type"))
          .build();

  private static final OpDef SPLIT =
      OpDef.newBuilder()
          .setName("Split")
          .addInputArg(ArgDef.newBuilder().setName("axis").setType(DataType.DT_INT32))
          .addInputArg(ArgDef.newBuilder().setName("value").setTypeAttr("T"))
          .addOutputArg(
              ArgDef.newBuilder().setName("output").setTypeAttr("T").setNumberAttr("num_split"))
          .addAttr(AttrDef.newBuilder().setName("num_split").setType("int"))
          .addAttr(AttrDef.newBuilder().setName("T").setType("type"))
          .build();

  private static final OpDef CAST =
      OpDef.newBuilder()
          .setName("Cast")
          .addInputArg(ArgDef.newBuilder().setName("x").setTypeAttr("SrcT"))
          .addOutputArg(ArgDef.newBuilder().setName("y").setTypeAttr("DstT"))
          .addAttr(AttrDef.newBuilder().setName("SrcT").setType("type"))
          .addAttr(AttrDef.newBuilder().setName("DstT").setType("type"))
          .addAttr(AttrDef.newBuilder().setName("Truncate").setType("bool"))
          .build();

  @Test
  void typesOfInputsAreFilledIn() {
    NodeDef pool =
        of(
            POOL,
            1,
            Map.of(
                "ksize", Attribute.ofInts(List.of(1L, 2L, 2L, 1L)),
                "padding", Attribute.of("SAME")),
            DType.FLOAT16);
    assertThat(pool.getOp()).isEqualTo("MaxPool");
    assertThat(pool.getAttrOrThrow("T").getType()).isEqualTo(DataType.DT_HALF);
    assertThat(pool.getAttrOrThrow("ksize").getList().getIList()).containsExactly(1L, 2L, 2L, 1L);
    assertThat(pool.getAttrOrThrow("padding").getS().toStringUtf8()).isEqualTo("SAME");
  }

  @Test
  void numbersOfTensorsAreCounted() {
    NodeDef concat = of(CONCAT, 1, Map.of(), DType.INT32, DType.BOOL, DType.BOOL, DType.BOOL);
    assertThat(concat.getAttrOrThrow("N").getI()).isEqualTo(3);
    assertThat(concat.getAttrOrThrow("T").getType()).isEqualTo(DataType.DT_BOOL);
    NodeDef split = of(SPLIT, 4, Map.of(), DType.INT32, DType.INT8);
    assertThat(split.getAttrOrThrow("num_split").getI()).isEqualTo(4);
  }

  @Test
  void aTypeIsNamedByItsNumberInOnnx() {
    NodeDef cast =
        of(
            CAST,
            1,
            Map.of("DstT", Attribute.of(DType.UINT8.onnx()), "Truncate", Attribute.of(1)),
            DType.FLOAT32);
    assertThat(cast.getAttrOrThrow("SrcT").getType()).isEqualTo(DataType.DT_FLOAT);
    assertThat(cast.getAttrOrThrow("DstT").getType()).isEqualTo(DataType.DT_UINT8);
    assertThat(cast.getAttrOrThrow("Truncate").getB()).isTrue();
  }

  @Test
  void whatTheOperatorHasNotIsRefused() {
    assertThatThrownBy(() -> of(POOL, 1, Map.of(), DType.FLOAT32, DType.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MaxPool has other inputs");
    assertThatThrownBy(() -> of(POOL, 1, Map.of("size", Attribute.of(2)), DType.FLOAT32))
        .hasMessageContaining("MaxPool has no attribute size");
    assertThatThrownBy(() -> of(POOL, 1, Map.of("ksize", Attribute.of(2)), DType.FLOAT32))
        .hasMessageContaining("INTS");
  }

  private static NodeDef of(
      OpDef operator, int outputs, Map<String, Attribute> attributes, DType... inputs) {
    Node node =
        new Node(
            "",
            Registry.DOMAIN,
            operator.getName(),
            Collections.nCopies(inputs.length, "x"),
            Collections.nCopies(outputs, "y"),
            attributes);
    return NativeNode.of(operator, node, List.of(inputs));
  }
}
