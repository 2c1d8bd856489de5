package dev.assay.backends.emitter;

import java.util.Arrays;

/**
 * How a window slides in one node: numbers for each spatial axis, two of them where there was only
 * one.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after) {

  /**
   * The window of a node.
   *
   * @param wide the sizes over which it slides
   * @param places how many places it has
   */
  public static Frame of(Call<?> call, int[] kernel, int[] wide, int[] places) {
    int n = kernel.length;
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    int[] stride = call.integers("strides", ones);
    int[] dilation = call.integers("dilations", ones);
    int[] pads = call.integers("pads", new int[2 * n]);
    String auto = call.word("auto_pad", "NOTSET");
    int[] before = new int[n];
    int[] after = new int[n];
    for (int a = 0; a < n; a++) {
      int reach = (kernel[a] - 1) * dilation[a] + 1;
      int needed = (places[a] - 1) * stride[a] + reach - wide[a];
      if (auto.startsWith("SAME")) {
        int less = Math.max(0, needed) / 2;
        int more = Math.max(0, needed) - less;
        before[a] = auto.equals("SAME_LOWER") ? more : less;
        after[a] = auto.equals("SAME_LOWER") ? less : more;
      } else if (auto.equals("NOTSET")) {
        before[a] = pads[a];
        after[a] = call.flag("ceil_mode", false) ? Math.max(0, needed - pads[a]) : pads[n + a];
      }
    }
    return new Frame(
        Channels.planar(kernel, 1),
        Channels.planar(stride, 1),
        Channels.planar(dilation, 1),
        Channels.planar(before, 0),
        Channels.planar(after, 0));
  }

  public int rank() {
    return kernel.length;
  }

  public boolean isDilated() {
    return Arrays.stream(dilation).anyMatch(d -> d != 1);
  }

  public boolean isPadded() {
    return Arrays.stream(before).sum() + Arrays.stream(after).sum() > 0;
  }

  /** All pads as TensorFlow lists them: two for each axis, channels last. */
  public int[] paddings() {
    int[] list = new int[2 * rank() + 4];
    for (int a = 0; a < rank(); a++) {
      list[2 * a + 2] = before[a];
      list[2 * a + 3] = after[a];
    }
    return list;
  }

  /** The sizes of the spatial axes, in ONNX's order. */
  public static int[] spatial(int[] shape) {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }
}
