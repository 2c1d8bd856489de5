package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Elements along axes made into one, and running sums. */
final class Reductions {
  private Reductions() {}

  /** A reduction of elements, not none, along axes from 0 up. */
  @FunctionalInterface
  private interface Along {
    List<Term<String>> of(Call<String> call, TorchScript to, int[] axes, boolean keep);
  }

  static void addTo(Map<String, Own> all) {
    all.put("ReduceSum", along((c, to, axes, keep) -> sum(c, to, c.input(0), axes, keep)));
    all.put("ReduceSumSquare", along(Reductions::sumOfSquares));
    all.put("ReduceProd", along(Reductions::product));
    all.put("ReduceMax", along((c, to, axes, keep) -> to.one(c, "amax", c.input(0), axes, keep)));
    all.put("ReduceMin", along((c, to, axes, keep) -> to.one(c, "amin", c.input(0), axes, keep)));
    all.put("ReduceMean", ofFloats("mean"));
    all.put("ReduceLogSumExp", ofFloats("logsumexp"));
    all.put("ReduceL1", norm(1));
    all.put("ReduceL2", norm(2));
    all.put("ArgMax", (c, to) -> place(c, to, "argmax"));
    all.put("ArgMin", (c, to) -> place(c, to, "argmin"));
    all.put("CumSum", Reductions::runningSum);
  }

  private static Own along(Along reduction) {
    return (c, to) -> {
      Term<String> x = c.input(0);
      int[] axes = c.has(1) ? Numbers.of(c.data(1)) : c.integers("axes");
      boolean nothing = axes.length == 0 && c.flag("noop_with_empty_axes", false);
      if (x.size() == 0 || nothing || x.rank() == 0) {
        return FORMULA;
      }
      int[] whole = axes.length == 0 ? IntStream.range(0, x.rank()).toArray() : axes;
      int[] up = IntStream.of(whole).map(a -> Math.floorMod(a, x.rank())).toArray();
      return reduction.of(c, to, up, c.flag("keepdims", true));
    };
  }

  private static Own ofFloats(String function) {
    return along(
        (c, to, axes, keep) ->
            c.type(0).isFloat() ? to.one(c, function, c.input(0), axes, keep) : FORMULA);
  }

  private static Own norm(int order) {
    return along(
        (c, to, axes, keep) ->
            c.type(0).isFloat()
                ? to.one(c, "linalg_vector_norm", c.input(0), order, axes, keep)
                : FORMULA);
  }

  private static List<Term<String>> sum(
      Call<String> c, TorchScript to, Object x, int[] axes, boolean keep) {
    return to.one(c, "sum", x, axes, keep, "dtype=" + TorchTypes.code(c.type(0)));
  }

  private static List<Term<String>> sumOfSquares(
      Call<String> c, TorchScript to, int[] axes, boolean keep) {
    return sum(c, to, to.call("square", c.input(0)), axes, keep);
  }

  private static List<Term<String>> product(
      Call<String> c, TorchScript to, int[] axes, boolean keep) {
    return axes.length > 1
        ? FORMULA
        : to.one(c, "prod", c.input(0), axes[0], keep, "dtype=" + TorchTypes.code(c.type(0)));
  }

  private static List<Term<String>> place(Call<String> c, TorchScript to, String function) {
    Term<String> x = c.input(0);
    return c.flag("select_last_index", false) || x.size() == 0
        ? FORMULA
        : to.one(c, function, x, c.axis("axis", 0, x.rank()), c.flag("keepdims", true));
  }

  private static List<Term<String>> runningSum(Call<String> c, TorchScript to) {
    if (c.flag("exclusive", false)) {
      return FORMULA;
    }
    int axis = Math.floorMod(Numbers.of(c.data(1))[0], c.input(0).rank());
    String type = "dtype=" + TorchTypes.code(c.type(0));
    if (!c.flag("reverse", false)) {
      return to.one(c, "cumsum", c.input(0), axis, type);
    }
    int[] axes = {axis};
    return to.one(
        c, "flip", to.call("cumsum", to.call("flip", c.input(0), axes), axis, type), axes);
  }
}
