package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.*;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_Tensor;

/** Tensors into TensorFlow's and back. */
final class TensorFlowTensors {
  private TensorFlowTensors() {}

  /** A tensor of TensorFlow's, to be deleted by the caller. */
  static TF_Tensor feed(Tensor t) {
    byte[] bytes = TensorBytes.of(t);
    long[] shape = Arrays.stream(t.shape()).asLongStream().toArray();
    TF_Tensor tensor =
        TF_AllocateTensor(Types.of(t.type()).getNumber(), shape, shape.length, bytes.length);
    if (bytes.length > 0) {
      new BytePointer(TF_TensorData(tensor)).put(bytes);
    }
    return tensor;
  }

  /** A tensor of TensorFlow's as ours; theirs is deleted. */
  static Tensor read(TF_Tensor tensor, DType type) throws TensorFlowException {
    if (TF_TensorType(tensor) != Types.of(type).getNumber()) {
      int other = TF_TensorType(tensor);
      TF_DeleteTensor(tensor);
      throw new TensorFlowException(0, "an output has type " + other);
    }
    return read(tensor);
  }

  /** A tensor of TensorFlow's as ours; theirs is deleted. */
  static Tensor read(TF_Tensor tensor) {
    try {
      int[] shape = new int[TF_NumDims(tensor)];
      Arrays.setAll(shape, a -> Math.toIntExact(TF_Dim(tensor, a)));
      byte[] bytes = new byte[Math.toIntExact(TF_TensorByteSize(tensor))];
      if (bytes.length > 0) {
        new BytePointer(TF_TensorData(tensor)).get(bytes);
      }
      return TensorBytes.read(Types.of(TF_TensorType(tensor)), shape, ByteBuffer.wrap(bytes));
    } finally {
      TF_DeleteTensor(tensor);
    }
  }
}
