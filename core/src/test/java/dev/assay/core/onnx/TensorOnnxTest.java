package dev.assay.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.assay.core.onnx.proto.Onnx.SparseTensorProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorOnnxTest {

  /**
   * Seven elements, a number that fills no byte of 2-bit or 4-bit elements; both ends among them.
   */
  private static Tensor example(DType type) {
    int[] shape = {7, 1};
    if (type == DType.STRING) {
      return Tensor.of(shape, "", "a", "ä", "日本", "\n", "b", "c");
    }
    if (type == DType.FLOAT8E8M0) {
      return Tensor.of(type, shape, 1, 2, 0.5, 0x1p-127, 0x1p127, 4, Double.NaN);
    }
    return type.isFloat()
        ? Tensor.of(type, shape, 0, 1, -1, 0.5, type.max(), -type.max(), 2)
        : Tensor.of(
            type, shape, LongStream.of(0, 1, type.low(), type.high(), 1, 0, type.high()).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeReturnsFromItsBytes(DType type) {
    Tensor t = example(type);
    assertThat(TensorFromOnnx.of(OnnxFromTensor.of("t", t))).isEqualTo(t);
  }

  @ParameterizedTest
  @EnumSource
  void emptyTensorsAndScalarsReturnFromTheirBytes(DType type) {
    Tensor empty = Tensor.zeros(type, 3, 0, 2);
    Tensor scalar =
        type == DType.FLOAT8E8M0 ? Tensor.of(type, new int[0], 1.0) : Tensor.zeros(type);
    assertThat(TensorFromOnnx.of(OnnxFromTensor.of("", empty))).isEqualTo(empty);
    assertThat(TensorFromOnnx.of(OnnxFromTensor.of("", scalar))).isEqualTo(scalar);
  }

  @Test
  void infinitiesNansAndNegativeZerosReturnFromTheirBytes() {
    for (DType type : DType.FLOATS) {
      Tensor t =
          Tensor.of(
              type,
              new int[] {4},
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              Double.NaN,
              -0.0);
      assertThat(TensorFromOnnx.of(OnnxFromTensor.of("", t))).isEqualTo(t);
    }
  }

  private static Tensor read(TensorProto.Builder proto) {
    return TensorFromOnnx.of(proto.build().toByteArray());
  }

  private static TensorProto.Builder tensor(DType type, long... dims) {
    TensorProto.Builder proto = TensorProto.newBuilder().setName("w").setDataType(type.onnx());
    LongStream.of(dims).forEach(proto::addDims);
    return proto;
  }

  @Test
  void typedFieldsHoldTheSameAsRawData() {
    assertThat(read(tensor(DType.FLOAT32, 2).addFloatData(1.5f).addFloatData(-2)))
        .isEqualTo(Tensor.of(DType.FLOAT32, new int[] {2}, 1.5, -2));
    assertThat(read(tensor(DType.FLOAT64, 1).addDoubleData(0.1)))
        .isEqualTo(Tensor.of(DType.FLOAT64, new int[] {1}, 0.1));
    assertThat(read(tensor(DType.INT64, 1).addInt64Data(Long.MIN_VALUE)))
        .isEqualTo(Tensor.list(Long.MIN_VALUE));
    assertThat(read(tensor(DType.UINT64, 1).addUint64Data(-1)))
        .isEqualTo(Tensor.of(DType.UINT64, new int[] {1}, -1L));
    assertThat(read(tensor(DType.UINT32, 1).addUint64Data(0xffffffffL)))
        .isEqualTo(Tensor.of(DType.UINT32, new int[] {1}, 0xffffffffL));
    assertThat(read(tensor(DType.INT8, 2).addInt32Data(-128).addInt32Data(127)))
        .isEqualTo(Tensor.of(DType.INT8, new int[] {2}, -128L, 127L));
    assertThat(read(tensor(DType.UINT16, 1).addInt32Data(65535)))
        .isEqualTo(Tensor.of(DType.UINT16, new int[] {1}, 65535L));
    assertThat(read(tensor(DType.BOOL, 2).addInt32Data(1).addInt32Data(0)))
        .isEqualTo(Tensor.of(DType.BOOL, new int[] {2}, 1L, 0L));
  }

  @Test
  void smallFloatsStandAsBitsAmongTheIntegers() {
    assertThat(read(tensor(DType.FLOAT16, 2).addInt32Data(0x3c00).addInt32Data(0xc000)))
        .isEqualTo(Tensor.of(DType.FLOAT16, new int[] {2}, 1.0, -2));
    assertThat(read(tensor(DType.BFLOAT16, 1).addInt32Data(0x3f80)))
        .isEqualTo(Tensor.of(DType.BFLOAT16, new int[] {1}, 1.0));
    assertThat(read(tensor(DType.FLOAT8E4M3FN, 1).addInt32Data(0x38)))
        .isEqualTo(Tensor.of(DType.FLOAT8E4M3FN, new int[] {1}, 1.0));
    assertThat(read(tensor(DType.FLOAT6E3M2, 2).addInt32Data(0x0c).addInt32Data(0x3f)))
        .isEqualTo(Tensor.of(DType.FLOAT6E3M2, new int[] {2}, 1.0, -28.0));
  }

  @Test
  void elementsOfTwoAndFourBitsArePackedFromTheLowEnd() {
    assertThat(read(tensor(DType.INT4, 3).addInt32Data(0x8f).addInt32Data(0x07)))
        .isEqualTo(Tensor.of(DType.INT4, new int[] {3}, -1L, -8L, 7L));
    assertThat(read(tensor(DType.UINT2, 5).addInt32Data(0b11100100).addInt32Data(0b01)))
        .isEqualTo(Tensor.of(DType.UINT2, new int[] {5}, 0L, 1L, 2L, 3L, 1L));
  }

  @Test
  void sparseTensorsBecomeDense() {
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder()
            .setValues(tensor(DType.FLOAT32, 2).addFloatData(5).addFloatData(7))
            .setIndices(tensor(DType.INT64, 2).addInt64Data(1).addInt64Data(5))
            .addDims(2)
            .addDims(3);
    Tensor dense = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 0.0, 5, 0, 0, 0, 7);
    assertThat(TensorFromOnnx.dense(sparse.build(), ExternalData.NONE)).isEqualTo(dense);
    sparse.setIndices(
        tensor(DType.INT64, 2, 2).addInt64Data(0).addInt64Data(1).addInt64Data(1).addInt64Data(2));
    assertThat(TensorFromOnnx.dense(sparse.build(), ExternalData.NONE)).isEqualTo(dense);
    sparse.setIndices(tensor(DType.INT64, 2).addInt64Data(1).addInt64Data(6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorFromOnnx.dense(sparse.build(), ExternalData.NONE))
        .withMessageContainingAll("outside", "required : inside [2, 3]", "but      : 6");
  }

  @Test
  void dataThatDoNotFillTheShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(tensor(DType.FLOAT32, 3).addFloatData(1)))
        .withMessageContainingAll(
            "does not fit its shape", "required : 12 bytes", "but      : 4", "tensor \"w\"");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> read(tensor(DType.INT8, 2).setRawData(ByteString.copyFrom(new byte[] {1, 2, 3}))))
        .withMessageContainingAll("required : 2 bytes", "but      : 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(tensor(DType.STRING, 2)))
        .withMessageContainingAll("required : 2 strings", "but      : 0");
  }

  @Test
  void absurdShapesAreRefusedBeforeAnythingIsAllocated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(tensor(DType.FLOAT32, 3, -1)))
        .withMessageContainingAll("size of a shape", "but      : -1", "tensor \"w\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(tensor(DType.FLOAT32, 30_000, 30_000)))
        .withMessageContainingAll("too large", "at most 1073741824 bytes", "takes 3600000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(tensor(DType.UINT8, 1L << 62, 1L << 62)))
        .withMessageContainingAll("size of a shape", "but      : 4611686018427387904");
  }

  @Test
  void typesThatAreNotKnownAreRefusedByNumberAndName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TensorProto.newBuilder().setDataType(15)))
        .withMessageContainingAll("element type", "but      : 15 (COMPLEX128)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TensorProto.newBuilder().setDataType(99)))
        .withMessageContainingAll("element type", "but      : 99");
  }

  @Test
  void whatIsNoTensorIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorFromOnnx.of(new byte[0]))
        .withMessageContainingAll("is empty", "but      : 0 bytes");
    byte[] sequence =
        TensorProto.newBuilder()
            .setDataType(1)
            .setSegment(TensorProto.Segment.newBuilder().setBegin(1))
            .build()
            .toByteArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorFromOnnx.of(sequence))
        .withMessageContainingAll("a whole TensorProto, no sequence", "field 3 is set");
    byte[] whole = OnnxFromTensor.of("t", Tensor.list(1, 2, 3));
    IntStream.range(1, whole.length)
        .forEach(
            n ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> TensorFromOnnx.of(Arrays.copyOf(whole, n))));
  }
}
