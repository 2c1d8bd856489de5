package dev.assay.backends.torch;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Tensors into LibTorch's and back. */
final class TorchTensors {
  private TorchTensors() {}

  static org.bytedeco.pytorch.Tensor feed(Tensor t) {
    org.bytedeco.pytorch.Tensor theirs =
        torch.empty(
            Arrays.stream(t.shape()).asLongStream().toArray(),
            new TensorOptions(TorchTypes.of(t.type())),
            new MemoryFormatOptional());
    byte[] bytes = TensorBytes.of(t);
    if (bytes.length > 0) {
      new BytePointer(theirs.data_ptr()).put(bytes);
    }
    return theirs;
  }

  /**
   * A tensor of LibTorch's as ours.
   *
   * @throws IllegalStateException if it is of a type that ONNX has not
   */
  static Tensor read(org.bytedeco.pytorch.Tensor result) {
    DType type =
        TorchTypes.of(result.scalar_type())
            .orElseThrow(() -> new IllegalStateException("ONNX has no " + result.scalar_type()));
    int[] shape =
        IntStream.range(0, (int) result.dim()).map(a -> Math.toIntExact(result.size(a))).toArray();
    if (Tensor.size(shape) == 0) {
      return Tensor.zeros(type, shape);
    }
    org.bytedeco.pytorch.Tensor dense = result.cpu().contiguous();
    ByteBuffer bytes =
        new BytePointer(dense.data_ptr())
            .capacity(TensorBytes.length(type, Tensor.size(shape)))
            .asByteBuffer();
    return TensorBytes.read(type, shape, bytes);
  }
}
