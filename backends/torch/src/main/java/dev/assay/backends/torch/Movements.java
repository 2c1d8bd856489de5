package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elements moved by whole axes: shapes, slices, pieces and margins. */
final class Movements {
  private Movements() {}

  static void addTo(Map<String, Own> all) {
    for (String name : List.of("Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
      all.put(name, (c, to) -> to.one(c, "reshape", c.input(0), c.shape(0)));
    }
    all.put("Identity", (c, to) -> List.of(c.input(0)));
    all.put("Transpose", Movements::transpose);
    all.put("Expand", (c, to) -> to.one(c, "expand", c.input(0), c.shape(0)));
    all.put("Tile", (c, to) -> to.one(c, "tile", c.input(0), Numbers.of(c.data(1))));
    all.put("Concat", Movements::concat);
    all.put("Split", Movements::split);
    all.put("Slice", Movements::slice);
    all.put("Pad", Movements::pad);
    all.put("Trilu", Movements::triangle);
    all.put("DepthToSpace", Movements::depthToSpace);
  }

  private static List<Term<String>> transpose(Call<String> c, TorchScript to) {
    int rank = c.input(0).rank();
    int[] reversed = Numbers.each(rank, a -> rank - 1 - a);
    return to.one(c, "permute", c.input(0), c.integers("perm", reversed));
  }

  private static List<Term<String>> concat(Call<String> c, TorchScript to) {
    List<Term<String>> parts = c.inputs().stream().map(Optional::orElseThrow).toList();
    return to.one(c, "cat", parts, c.axis("axis", 0, parts.get(0).rank()));
  }

  private static List<Term<String>> split(Call<String> c, TorchScript to) {
    if (c.results().stream().anyMatch(Optional::isEmpty)) {
      return FORMULA;
    }
    int axis = c.axis("axis", 0, c.input(0).rank());
    int[] sizes = Numbers.each(c.outputs(), k -> c.shape(k)[axis]);
    return to.many(c, "split_with_sizes", c.input(0), sizes, axis);
  }

  private static List<Term<String>> slice(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    int[] starts = Numbers.of(c.data(1));
    int[] axes = c.has(3) ? Numbers.of(c.data(3)) : Numbers.each(starts.length, k -> k);
    int[] steps = c.has(4) ? Numbers.of(c.data(4)) : Numbers.repeat(starts.length, 1);
    int[] from = new int[x.rank()];
    int[] step = Numbers.repeat(x.rank(), 1);
    List<Integer> backwards = new ArrayList<>();
    for (int k = 0; k < axes.length; k++) {
      int axis = Math.floorMod(axes[k], x.rank());
      int size = x.size(axis);
      int start = starts[k] < 0 ? starts[k] + size : starts[k];
      if (steps[k] > 0) {
        from[axis] = Math.max(0, Math.min(start, size));
        step[axis] = steps[k];
      } else if (c.shape(0)[axis] > 0) {
        int last = Math.max(0, Math.min(start, size - 1));
        from[axis] = last + (c.shape(0)[axis] - 1) * steps[k];
        step[axis] = -steps[k];
        backwards.add(axis);
      }
    }
    String forwards = to.slice(x, from, c.shape(0), step);
    return backwards.isEmpty()
        ? List.of(to.result(c, 0, forwards))
        : to.one(c, "flip", forwards, backwards);
  }

  private static List<Term<String>> pad(Call<String> c, TorchScript to) {
    String mode = c.word("mode", "constant");
    int rank = c.input(0).rank();
    int[] given = Numbers.of(c.data(1));
    int[] pads = new int[2 * rank];
    for (int k = 0; k < given.length / 2; k++) {
      int axis = c.has(3) ? Math.floorMod(Numbers.of(c.data(3))[k], rank) : k;
      pads[axis] = given[k];
      pads[axis + rank] = given[k + given.length / 2];
    }
    int[] theirs = TorchScript.pads(Arrays.copyOf(pads, rank), Numbers.from(pads, rank));
    if (mode.equals("constant")) {
      Object filling = c.has(2) ? to.call("item", c.input(2)) : 0;
      return to.one(c, "constant_pad_nd", c.input(0), theirs, filling);
    }
    int padded = paddedAxes(theirs);
    boolean fits = padded >= 1 && padded <= 3 && (rank == padded + 1 || rank == padded + 2);
    boolean inwards = Arrays.stream(pads).anyMatch(p -> p < 0);
    return !fits || inwards || mode.equals("wrap") || !c.type(0).isFloat() || c.input(0).size() == 0
        ? FORMULA
        : to.one(
            c,
            (mode.equals("edge") ? "replication_pad" : "reflection_pad") + padded + "d",
            c.input(0),
            Arrays.copyOf(theirs, 2 * padded));
  }

  /** How many axes, from the last one on, reach to the first that is padded. */
  private static int paddedAxes(int[] pads) {
    int axes = 0;
    for (int k = 0; k < pads.length; k++) {
      axes = pads[k] == 0 ? axes : k / 2 + 1;
    }
    return axes;
  }

  private static List<Term<String>> triangle(Call<String> c, TorchScript to) {
    int diagonal = c.has(1) ? Numbers.of(c.data(1))[0] : 0;
    return to.one(c, c.flag("upper", true) ? "triu" : "tril", c.input(0), diagonal);
  }

  private static List<Term<String>> depthToSpace(Call<String> c, TorchScript to) {
    return c.word("mode", "DCR").equals("CRD")
        ? to.one(c, "pixel_shuffle", c.input(0), c.integer("blocksize", 1))
        : FORMULA;
  }
}
