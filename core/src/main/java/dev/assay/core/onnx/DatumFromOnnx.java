package dev.assay.core.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.OptionalProto;
import dev.assay.core.onnx.proto.Onnx.SequenceProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A datum read from the bytes of ONNX's {@code TensorProto}, {@code SequenceProto} or {@code
 * OptionalProto}. The bytes do not say which of them they are; the type of the value does.
 */
public final class DatumFromOnnx {
  private DatumFromOnnx() {}

  /**
   * The datum in the bytes. What an optional holds may also stand without an optional around it, as
   * ONNX's own tests have it.
   *
   * @param type of the value whose datum it is
   * @throws IllegalArgumentException with the facts, if the bytes are none
   */
  public static Datum of(byte[] bytes, ValueType type) {
    try {
      if (type instanceof SequenceType s) {
        return sequence(SequenceProto.parseFrom(bytes), s);
      }
      if (type instanceof OptionalType o) {
        return optional(bytes, o);
      }
      return TensorFromOnnx.of(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.of(
          "a value cannot be read",
          "required",
          type.toString(),
          "but",
          String.valueOf(e.getMessage()));
    }
  }

  /**
   * A tensor of any type with the name that its bytes hold.
   *
   * @throws IllegalArgumentException with the facts, if the bytes are none
   */
  public static Map.Entry<String, Tensor> named(byte[] bytes) {
    try {
      return Map.entry(TensorProto.parseFrom(bytes).getName(), TensorFromOnnx.of(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.of("a tensor cannot be read", "but", String.valueOf(e.getMessage()));
    }
  }

  private static Maybe optional(byte[] bytes, OptionalType type)
      throws InvalidProtocolBufferException {
    OptionalProto proto = OptionalProto.parseFrom(bytes);
    if (proto.getElemType() == OptionalProto.DataType.UNDEFINED_VALUE) {
      return Maybe.NOTHING;
    }
    if (type.of() instanceof SequenceType s && proto.hasSequenceValue()) {
      return Maybe.of(sequence(proto.getSequenceValue(), s));
    }
    if (type.of() instanceof TensorType && proto.hasTensorValue()) {
      return Maybe.of(TensorFromOnnx.of(proto.getTensorValue(), ExternalData.NONE));
    }
    boolean isTensor = !proto.getUnknownFields().asMap().isEmpty();
    if (type.of() instanceof TensorType && !isTensor) {
      return Maybe.NOTHING;
    }
    return Maybe.of(of(bytes, type.of()));
  }

  private static Sequence sequence(SequenceProto proto, SequenceType type) {
    if (proto.getElemType() > SequenceProto.DataType.TENSOR_VALUE) {
      throw Refusal.unsupported(
          "the elements of a sequence are not supported",
          "required",
          "tensors",
          "but",
          String.valueOf(SequenceProto.DataType.forNumber(proto.getElemType())),
          "at",
          "sequence \"" + proto.getName() + "\"");
    }
    List<Tensor> elements =
        proto.getTensorValuesList().stream()
            .map(t -> TensorFromOnnx.of(t, ExternalData.NONE))
            .toList();
    return new Sequence(type.element(), elements);
  }
}
