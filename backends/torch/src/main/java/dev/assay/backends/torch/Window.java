package dev.assay.backends.torch;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import java.util.Arrays;

/** A kernel that slides over the axes from 2 on, with the margins that its result asks for. */
@SuppressWarnings("ArrayRecordComponent")
record Window(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after) {

  /** The window of a node whose first output is what slides out. */
  static Window of(Call<String> c, int[] kernel) {
    int axes = kernel.length;
    int[] ones = Numbers.repeat(axes, 1);
    int[] strides = c.integers("strides", ones);
    int[] dilations = c.integers("dilations", ones);
    String auto = c.word("auto_pad", "NOTSET");
    if (!auto.startsWith("SAME")) {
      int[] none = new int[2 * axes];
      int[] pads = auto.equals("VALID") ? none : c.integers("pads", none);
      return new Window(
          kernel, strides, dilations, Arrays.copyOf(pads, axes), Numbers.from(pads, axes));
    }
    Window bare = new Window(kernel, strides, dilations, new int[axes], new int[axes]);
    int[] all = Numbers.each(axes, a -> Math.max(0, bare.overhang(c, a)));
    int more = auto.equals("SAME_LOWER") ? 1 : 0;
    int[] before = Numbers.each(axes, a -> (all[a] + more) / 2);
    int[] after = Numbers.each(axes, a -> all[a] - before[a]);
    return new Window(kernel, strides, dilations, before, after);
  }

  int axes() {
    return kernel.length;
  }

  /** How far the last place of the window reaches beyond the input and its margins. */
  int overhang(Call<String> c, int axis) {
    int last = (c.shape(0)[axis + 2] - 1) * strides[axis];
    int reach = last + dilations[axis] * (kernel[axis] - 1) + 1;
    return reach - before[axis] - c.input(0).size(axis + 2) - after[axis];
  }

  boolean isSymmetric() {
    return Arrays.equals(before, after);
  }

  boolean isDilated() {
    return Arrays.stream(dilations).anyMatch(d -> d != 1);
  }

  /** Whether the window may hang over the last margin, and does somewhere. */
  boolean hangsOver(Call<String> c) {
    for (int a = 0; a < axes(); a++) {
      if (overhang(c, a) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether each margin is at most half of the kernel, as LibTorch's pools want it. */
  boolean isWide() {
    for (int a = 0; a < axes(); a++) {
      if (2 * before[a] > kernel[a]) {
        return false;
      }
    }
    return true;
  }

  /** The input with margins on which the window slides from end to end. */
  String padded(Call<String> c, TorchScript to, double filling) {
    Term<String> x = c.input(0);
    int[] first = new int[x.rank()];
    int[] last = new int[x.rank()];
    for (int a = 0; a < axes(); a++) {
      first[a + 2] = before[a];
      last[a + 2] = after[a] + Math.max(0, overhang(c, a));
    }
    return to.call("constant_pad_nd", x, TorchScript.pads(first, last), filling);
  }
}
