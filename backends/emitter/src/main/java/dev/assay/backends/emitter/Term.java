package dev.assay.backends.emitter;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;

/**
 * A tensor in a framework's graph: what the framework calls it, and what it is.
 *
 * @param <T> how the framework calls a tensor
 * @param shape not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Term<T>(T handle, DType type, int[] shape) {

  public int rank() {
    return shape.length;
  }

  /** The size of an axis. */
  public int size(int axis) {
    return shape[axis];
  }

  /** The number of elements. */
  public int size() {
    return Tensor.size(shape);
  }

  @Override
  public String toString() {
    return handle + ": " + type + Arrays.toString(shape);
  }
}
