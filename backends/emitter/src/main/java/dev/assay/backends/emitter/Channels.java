package dev.assay.backends.emitter;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The two places of the axis of channels: second in ONNX, last in TensorFlow and TensorFlow Lite.
 */
public final class Channels {
  private Channels() {}

  /** ONNX's order into theirs. */
  public static <T> Term<T> last(Emitter<T> to, Term<T> x) {
    int rank = x.rank();
    return to.transpose(
        x, IntStream.range(0, rank).map(a -> a == 0 ? 0 : a == rank - 1 ? 1 : a + 1).toArray());
  }

  /** Their order into ONNX's. */
  public static <T> Term<T> second(Emitter<T> to, Term<T> x) {
    int rank = x.rank();
    return to.transpose(
        x, IntStream.range(0, rank).map(a -> a < 2 ? a * (rank - 1) : a - 1).toArray());
  }

  /** The same with a spatial axis of size 1 added, where there is only one. */
  public static <T> Term<T> planar(Emitter<T> to, Term<T> x) {
    return to.reshape(x, planar(x.shape()));
  }

  /** Sizes with a spatial axis of size 1 added, where there is only one. */
  public static int[] planar(int[] shape) {
    return shape.length == 3 ? new int[] {shape[0], shape[1], 1, shape[2]} : shape;
  }

  /** Numbers of spatial axes with one more before them, where there is only one. */
  public static int[] planar(int[] numbers, int added) {
    return numbers.length == 1 ? new int[] {added, numbers[0]} : numbers;
  }

  /** Spatial numbers with 1 for batch and channels. */
  public static int[] ofAll(int[] spatial) {
    int[] all = new int[spatial.length + 2];
    Arrays.fill(all, 1);
    System.arraycopy(spatial, 0, all, 1, spatial.length);
    return all;
  }

  /** Sizes in ONNX's order as those in TensorFlow's. */
  public static int[] last(int[] shape) {
    int[] moved = shape.clone();
    System.arraycopy(shape, 2, moved, 1, shape.length - 2);
    moved[shape.length - 1] = shape[1];
    return moved;
  }
}
