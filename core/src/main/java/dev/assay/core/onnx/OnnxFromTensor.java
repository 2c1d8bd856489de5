package dev.assay.core.onnx;

import com.google.protobuf.ByteString;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;

/** A tensor written as ONNX's {@code TensorProto}, as in the {@code .pb} files of backend tests. */
public final class OnnxFromTensor {
  private OnnxFromTensor() {}

  /** The bytes of a tensor that carries a name; {@code ""} for none. */
  public static byte[] of(String name, Tensor tensor) {
    return proto(name, tensor).toByteArray();
  }

  static TensorProto proto(String name, Tensor tensor) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(tensor.type().onnx());
    if (!name.isEmpty()) {
      proto.setName(name);
    }
    for (int size : tensor.shape()) {
      proto.addDims(size);
    }
    if (tensor.type() == DType.STRING) {
      for (String text : tensor.texts()) {
        proto.addStringData(ByteString.copyFromUtf8(text));
      }
      return proto.build();
    }
    return proto.setRawData(ByteString.copyFrom(TensorBytes.of(tensor))).build();
  }
}
