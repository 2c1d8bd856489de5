package dev.assay.core.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The types that a model declares for tensors between its nodes, which no reading needs. */
public final class DeclaredTypes {
  private DeclaredTypes() {}

  /**
   * The types by name; what is no whole type of a tensor is left out.
   *
   * @throws IllegalArgumentException if the bytes are no model, or name a type that ONNX has not
   */
  public static Map<String, TensorType> of(byte[] model) {
    try {
      TypeFromOnnx reader = new TypeFromOnnx();
      Map<String, TensorType> types = new LinkedHashMap<>();
      for (ValueInfoProto v : ModelProto.parseFrom(model).getGraph().getValueInfoList()) {
        if (v.getType().hasTensorType() && v.getType().getTensorType().getElemType() != 0) {
          ValueType type =
              reader.of(v.getType(), v.getName(), () -> TensorType.ofUnknownRank(DType.FLOAT32));
          if (type instanceof TensorType t && t.shape().isPresent()) {
            types.put(v.getName(), t);
          }
        }
      }
      return types;
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.of("a model cannot be read", "but", String.valueOf(e.getMessage()));
    }
  }
}
