package dev.assay.backends.tvm4j;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.tvm.NDArray;
import org.apache.tvm.NDArrayBase;
import org.apache.tvm.TVMType;

/**
 * Tensors into TVM4J's own and back.
 *
 * <p>TVM4J knows neither bfloat16 nor float8 nor bool. TVM's executors copy bytes and ask for no
 * type, so each tensor goes as one of unsigned integers of its width.
 */
final class Tvm4jTensors {
  private Tvm4jTensors() {}

  /**
   * A tensor of TVM's; the caller releases it.
   *
   * @throws UnsupportedOperationException if its type has no whole bytes
   */
  static NDArray of(Tensor tensor) {
    NDArray array = empty(tensor.type(), tensor.shape());
    if (tensor.size() > 0) {
      array.copyFromRaw(TensorBytes.of(tensor));
    }
    return array;
  }

  /**
   * An output as a tensor.
   *
   * @param described its type and its sizes, one word each
   */
  static Tensor read(NDArrayBase output, String[] described) {
    DType type =
        named(described[0])
            .orElseThrow(
                () -> new UnsupportedOperationException("an output is of " + described[0]));
    int[] shape = Arrays.stream(described).skip(1).mapToInt(Integer::parseInt).toArray();
    if (Tensor.size(shape) == 0) {
      return Tensor.zeros(type, shape);
    }
    NDArray bytes = empty(type, shape);
    try {
      output.copyTo(bytes);
      return TensorBytes.read(type, shape, ByteBuffer.wrap(bytes.internal()));
    } finally {
      bytes.release();
    }
  }

  private static NDArray empty(DType type, int[] shape) {
    if (type.bits() < 8) {
      throw new UnsupportedOperationException("TVM4J has no tensors of " + type);
    }
    return NDArray.empty(
        Arrays.stream(shape).asLongStream().toArray(), new TVMType("uint" + type.bits()));
  }

  /** The type that TVM calls by a name, such as {@code e4m3_float8}. */
  private static Optional<DType> named(String theirs) {
    String name =
        switch (theirs) {
          case "e4m3_float8" -> "FLOAT8E4M3FN";
          case "e5m2_float8" -> "FLOAT8E5M2";
          default -> theirs.toUpperCase(Locale.ROOT);
        };
    return Arrays.stream(DType.values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
