package dev.assay.core.onnx;

import com.google.protobuf.MessageLite;
import dev.assay.core.onnx.proto.Onnx.OptionalProto;
import dev.assay.core.onnx.proto.Onnx.SequenceProto;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;

/**
 * A datum written as ONNX's {@code TensorProto}, {@code SequenceProto} or {@code OptionalProto}.
 */
public final class OnnxFromDatum {
  private OnnxFromDatum() {}

  /** The bytes of a datum that carries a name; {@code ""} for none. */
  public static byte[] of(String name, Datum datum) {
    MessageLite proto =
        datum instanceof Sequence s
            ? sequence(name, s)
            : datum instanceof Maybe m
                ? optional(name, m)
                : OnnxFromTensor.proto(name, (Tensor) datum);
    return proto.toByteArray();
  }

  private static SequenceProto sequence(String name, Sequence sequence) {
    SequenceProto.Builder proto =
        SequenceProto.newBuilder().setElemType(SequenceProto.DataType.TENSOR_VALUE);
    if (!name.isEmpty()) {
      proto.setName(name);
    }
    sequence.elements().forEach(t -> proto.addTensorValues(OnnxFromTensor.proto("", t)));
    return proto.build();
  }

  private static OptionalProto optional(String name, Maybe maybe) {
    OptionalProto.Builder proto = OptionalProto.newBuilder();
    if (!name.isEmpty()) {
      proto.setName(name);
    }
    Datum content = maybe.content().orElse(null);
    if (content instanceof Tensor t) {
      proto.setElemType(OptionalProto.DataType.TENSOR_VALUE);
      proto.setTensorValue(OnnxFromTensor.proto("", t));
    } else if (content instanceof Sequence s) {
      proto.setElemType(OptionalProto.DataType.SEQUENCE_VALUE);
      proto.setSequenceValue(sequence("", s));
    }
    return proto.build();
  }
}
