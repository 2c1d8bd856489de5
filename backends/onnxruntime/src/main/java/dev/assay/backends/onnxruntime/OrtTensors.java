package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tensors into ONNX Runtime's own and back. */
final class OrtTensors {
  private static final String TYPE = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";

  private OrtTensors() {}

  /** Whether the Java interface can read an output of a type. */
  static boolean canRead(DType type) {
    return switch (type) {
      case FLOAT8E8M0, FLOAT4E2M1, INT4, UINT4, INT2, UINT2 -> false;
      default -> true;
    };
  }

  /** A tensor of a type that cannot be read, from its values. */
  static Tensor narrow(DType type, Tensor values) {
    if (type.isFloat()) {
      return Tensor.of(type, values.shape(), values.reals());
    }
    return Tensor.of(
        type, values.shape(), Arrays.stream(values.reals()).mapToLong(v -> (long) v).toArray());
  }

  /** Whether the Java interface can make an input of a type. */
  static boolean canFeed(DType type) {
    return switch (type) {
      case FLOAT32, FLOAT64, INT16, INT32, INT64, STRING -> true;
      case FLOAT16, BFLOAT16, INT8, UINT8, BOOL -> OrtRelease.javaType(type).isPresent();
      case UINT16,
          UINT32,
          UINT64,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1,
          INT4,
          UINT4,
          INT2,
          UINT2 ->
          false;
    };
  }

  static OnnxTensor feed(OrtEnvironment environment, Tensor t) throws OrtException {
    long[] shape = Arrays.stream(t.shape()).asLongStream().toArray();
    if (t.type() == DType.STRING) {
      return OnnxTensor.createTensor(environment, t.texts(), shape);
    }
    byte[] bytes = TensorBytes.of(t);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).flip();
    return switch (t.type()) {
      case FLOAT32 -> OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), shape);
      case FLOAT64 -> OnnxTensor.createTensor(environment, buffer.asDoubleBuffer(), shape);
      case INT64 -> OnnxTensor.createTensor(environment, buffer.asLongBuffer(), shape);
      case INT32 -> OnnxTensor.createTensor(environment, buffer.asIntBuffer(), shape);
      case INT16 -> OnnxTensor.createTensor(environment, buffer.asShortBuffer(), shape);
      default ->
          OnnxTensor.createTensor(
              environment, buffer, shape, OrtRelease.javaType(t.type()).orElseThrow());
    };
  }

  /**
   * An output as a tensor.
   *
   * @throws UnsupportedOperationException if it is no tensor, or of a type without a name
   */
  static Tensor read(String name, OnnxValue value) throws OrtException {
    if (!(value instanceof OnnxTensor tensor) || !(value.getInfo() instanceof TensorInfo info)) {
      throw new UnsupportedOperationException("output " + name + " is a " + value.getType());
    }
    int[] shape = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
    DType type =
        named(info.onnxType.name().substring(TYPE.length()))
            .orElseThrow(
                () -> new UnsupportedOperationException("output " + name + " has an unknown type"));
    if (type == DType.STRING) {
      List<String> texts = new ArrayList<>();
      if (Tensor.size(shape) > 0) {
        flatten(tensor.getValue(), texts);
      }
      return Tensor.of(shape, texts.toArray(new String[0]));
    }
    return Tensor.size(shape) == 0
        ? Tensor.zeros(type, shape)
        : TensorBytes.read(type, shape, tensor.getByteBuffer());
  }

  private static void flatten(Object nested, List<String> texts) {
    if (nested instanceof Object[] row) {
      for (Object element : row) {
        flatten(element, texts);
      }
    } else {
      texts.add((String) nested);
    }
  }

  private static Optional<DType> named(String ortName) {
    String name =
        switch (ortName) {
          case "FLOAT" -> "FLOAT32";
          case "DOUBLE" -> "FLOAT64";
          default -> ortName;
        };
    return Arrays.stream(DType.values()).filter(t -> t.name().equals(name)).findFirst();
  }
}
