package dev.assay.backends.opencv;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Tensors into OpenCV's matrices and back. They have two axes or more, and no integers of 64 bits:
 * those go in as 32 bits, and what comes out is read in the type that the model declares.
 */
final class Blobs {
  private static final Set<DType> TYPES =
      DType.setOf(DType.FLOAT32, DType.INT8, DType.UINT8, DType.INT32, DType.INT64, DType.BOOL);

  private Blobs() {}

  /**
   * Lets a model pass whose inputs and outputs can be said.
   *
   * @throws UnsupportedOperationException if one cannot
   */
  static void check(Graph graph) {
    graph.feeds().forEach(Blobs::check);
    graph.outputs().forEach(Blobs::check);
  }

  private static void check(Value value) {
    if (!(value.type() instanceof TensorType t) || !TYPES.contains(t.element())) {
      throw new UnsupportedOperationException("OpenCV has no blobs of " + value.type());
    }
    if (t.shape().isPresent() && t.shape().get().rank() < 2) {
      throw new UnsupportedOperationException(
          "OpenCV's blobs have two axes or more, not those of " + value.type());
    }
  }

  /**
   * A tensor as a matrix.
   *
   * @throws UnsupportedOperationException if there is no such matrix
   */
  static Mat feed(Tensor t) {
    if (t.size() == 0) {
      throw new UnsupportedOperationException("OpenCV takes a blob without elements for no blob");
    }
    Tensor fed = t.type() == DType.INT64 ? narrow(t) : t;
    Mat blob = new Mat(fed.shape(), depth(fed.type()));
    blob.data().put(TensorBytes.of(fed));
    return blob;
  }

  private static Tensor narrow(Tensor t) {
    for (long v : t.integers()) {
      if (v != (int) v) {
        throw new UnsupportedOperationException("OpenCV has no blobs of int64, such as " + v);
      }
    }
    return Tensor.of(DType.INT32, t.shape(), t.integers());
  }

  private static int depth(DType type) {
    return switch (type) {
      case FLOAT32 -> opencv_core.CV_32F;
      case INT32 -> opencv_core.CV_32S;
      case INT8 -> opencv_core.CV_8S;
      case UINT8, BOOL -> opencv_core.CV_8U;
      default -> throw new UnsupportedOperationException("OpenCV has no blobs of " + type);
    };
  }

  /** A matrix as a tensor, in the type that the model declares where its numbers are of it. */
  static Tensor read(Mat blob, Value output) {
    int[] shape = new int[blob.dims()];
    Arrays.setAll(shape, blob::size);
    DType type = type(blob.depth());
    Tensor got = Tensor.size(shape) == 0 ? Tensor.zeros(type, shape) : elements(blob, type, shape);
    DType declared = ((TensorType) output.type()).element();
    return declared == type ? got : in(declared, got);
  }

  private static Tensor elements(Mat blob, DType type, int[] shape) {
    byte[] bytes = new byte[TensorBytes.length(type, Tensor.size(shape))];
    (blob.isContinuous() ? blob : blob.clone()).data().get(bytes);
    return TensorBytes.read(type, shape, ByteBuffer.wrap(bytes));
  }

  private static DType type(int depth) {
    return switch (depth) {
      case 0 -> DType.UINT8;
      case 1 -> DType.INT8;
      case 2 -> DType.UINT16;
      case 3 -> DType.INT16;
      case 4 -> DType.INT32;
      case 5 -> DType.FLOAT32;
      case 6 -> DType.FLOAT64;
      case 7 -> DType.FLOAT16;
      default -> throw new UnsupportedOperationException("an output has OpenCV's depth " + depth);
    };
  }

  private static Tensor in(DType type, Tensor t) {
    double[] numbers = new double[t.size()];
    Arrays.setAll(numbers, t::real);
    if (type.isFloat()) {
      return Tensor.of(type, t.shape(), Arrays.stream(numbers).map(type::nearest).toArray());
    }
    boolean whole = Arrays.stream(numbers).allMatch(v -> v == type.wrap((long) v));
    return whole
        ? Tensor.of(type, t.shape(), Arrays.stream(numbers).mapToLong(v -> (long) v).toArray())
        : t;
  }
}
