package dev.assay.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.OptionalProto;
import dev.assay.core.onnx.proto.Onnx.SequenceProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatumOnnxTest {
  private static final ValueType TENSOR = TensorType.ofUnknownRank(DType.INT64);
  private static final ValueType SEQUENCE = new SequenceType(TENSOR);
  private static final Tensor LIST = Tensor.list(1, 2, 3);
  private static final Sequence TWO = new Sequence(DType.INT64, List.of(LIST, Tensor.scalar(-7)));
  private static final Sequence NONE = new Sequence(DType.INT64, List.of());

  private static void returns(Datum datum, ValueType type) {
    assertThat(DatumFromOnnx.of(OnnxFromDatum.of("name", datum), type)).isEqualTo(datum);
    assertThat(DatumFromOnnx.of(OnnxFromDatum.of("", datum), type)).isEqualTo(datum);
  }

  @Test
  void aDatumReturnsFromItsBytes() {
    returns(LIST, TENSOR);
    returns(TWO, SEQUENCE);
    returns(NONE, SEQUENCE);
    returns(Maybe.NOTHING, new OptionalType(TENSOR));
    returns(Maybe.of(LIST), new OptionalType(TENSOR));
    returns(Maybe.NOTHING, new OptionalType(SEQUENCE));
    returns(Maybe.of(TWO), new OptionalType(SEQUENCE));
    returns(Maybe.of(NONE), new OptionalType(SEQUENCE));
  }

  @Test
  void anOptionalOfSomeKindMayBeEmpty() {
    byte[] empty =
        OptionalProto.newBuilder()
            .setName("o")
            .setElemType(OptionalProto.DataType.TENSOR_VALUE)
            .build()
            .toByteArray();
    assertThat(DatumFromOnnx.of(empty, new OptionalType(TENSOR))).isEqualTo(Maybe.NOTHING);
  }

  /** As in the data of ONNX's tests of If, Loop and Identity with optionals. */
  @Test
  void whatAnOptionalHoldsMayStandAlone() {
    for (Tensor t : List.of(LIST, Tensor.of(DType.FLOAT32, new int[] {1}, 2.5))) {
      assertThat(DatumFromOnnx.of(OnnxFromDatum.of("o", t), new OptionalType(TENSOR)))
          .isEqualTo(Maybe.of(t));
    }
    assertThat(DatumFromOnnx.of(OnnxFromDatum.of("o", TWO), new OptionalType(SEQUENCE)))
        .isEqualTo(Maybe.of(TWO));
  }

  @Test
  void bytesOfSomethingElseAreRefused() {
    byte[] text = "a letter".getBytes(StandardCharsets.UTF_8);
    for (ValueType type : List.of(SEQUENCE, new OptionalType(TENSOR))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatumFromOnnx.of(text, type))
          .withMessageContainingAll("a value cannot be read", "required : " + type);
    }
  }

  @Test
  void aSequenceOfOtherThingsThanTensorsIsRefused() {
    byte[] maps =
        SequenceProto.newBuilder()
            .setName("s")
            .setElemType(SequenceProto.DataType.MAP_VALUE)
            .build()
            .toByteArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatumFromOnnx.of(maps, SEQUENCE))
        .withMessageContainingAll("required : tensors", "but      : MAP", "sequence \"s\"");
  }
}
