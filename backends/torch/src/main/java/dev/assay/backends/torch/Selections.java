package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Elements chosen by places that are data, or by their order. */
final class Selections {
  private static final Map<String, String> REDUCTIONS =
      Map.of("add", "sum", "mul", "prod", "min", "amin", "max", "amax");

  private Selections() {}

  static void addTo(Map<String, Own> all) {
    all.put("Gather", Selections::gather);
    all.put("GatherElements", Selections::gatherElements);
    all.put("ScatterElements", Selections::scatterElements);
    all.put("ScatterND", Selections::scatterNd);
    all.put("NonZero", Selections::nonZero);
    all.put("Compress", Selections::compress);
    all.put("TopK", Selections::topK);
    all.put("Unique", Selections::unique);
  }

  /** Places along an axis as int64, from 0 up. */
  private static String places(TorchScript to, Term<String> indices, int size) {
    Object wide =
        indices.type() == DType.INT64
            ? indices
            : to.call("to", indices, TorchTypes.code(DType.INT64));
    return to.call("remainder", wide, size);
  }

  private static List<Term<String>> gather(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    int axis = c.axis("axis", 0, x.rank());
    if (x.size() == 0) {
      return FORMULA;
    }
    String places = places(to, c.input(1), x.size(axis));
    if (axis == 0 && x.rank() == 2 && x.type().isFloat()) {
      return to.one(c, "embedding", x, places);
    }
    String rows = to.call("index_select", x, axis, to.call("flatten", places));
    return to.one(c, "reshape", rows, c.shape(0));
  }

  private static List<Term<String>> gatherElements(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    int axis = c.axis("axis", 0, x.rank());
    return x.size() == 0
        ? FORMULA
        : to.one(c, "gather", x, axis, places(to, c.input(1), x.size(axis)));
  }

  private static List<Term<String>> scatterElements(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    int axis = c.axis("axis", 0, x.rank());
    if (x.size() == 0) {
      return FORMULA;
    }
    String places = places(to, c.input(1), x.size(axis));
    String reduction = c.word("reduction", "none");
    return reduction.equals("none")
        ? to.one(c, "scatter", x, axis, places, c.input(2))
        : to.one(
            c,
            "scatter_reduce",
            x,
            axis,
            places,
            c.input(2),
            Words.quoted(Objects.requireNonNull(REDUCTIONS.get(reduction))));
  }

  private static List<Term<String>> scatterNd(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    Term<String> indices = c.input(1);
    int depth = indices.size(indices.rank() - 1);
    String reduction = c.word("reduction", "none");
    boolean adds = reduction.equals("add");
    if (x.size() == 0 || indices.size() == 0 || depth == 0 || !adds && !reduction.equals("none")) {
      return FORMULA;
    }
    List<String> places = new ArrayList<>();
    for (int k = 0; k < depth; k++) {
      places.add(to.call("remainder", to.call("select", indices, -1, k), x.size(k)));
    }
    return to.one(c, "index_put", x, places, c.input(2), adds);
  }

  private static List<Term<String>> nonZero(Call<String> c, TorchScript to) {
    return to.one(c, "permute", to.call("nonzero", c.input(0)), new int[] {1, 0});
  }

  private static List<Term<String>> compress(Call<String> c, TorchScript to) {
    String places = to.call("flatten", to.call("nonzero", c.input(1)));
    Object x = c.has("axis") ? c.input(0) : to.call("flatten", c.input(0));
    return to.one(c, "index_select", x, c.axis("axis", 0, c.input(0).rank()), places);
  }

  /** By a stable sort, since of equal elements the first are wanted. */
  private static List<Term<String>> topK(Call<String> c, TorchScript to) {
    int axis = c.axis("axis", -1, c.input(0).rank());
    int size = c.shape(0)[axis];
    List<String> sorted =
        to.calls(
            2,
            "sort",
            c.input(0),
            "stable=True",
            "dim=" + axis,
            "descending=" + Words.of(c.flag("largest", true)));
    return List.of(
        to.result(c, 0, to.call("slice", sorted.get(0), axis, 0, size, 1)),
        to.result(c, 1, to.call("slice", sorted.get(1), axis, 0, size, 1)));
  }

  /** The values and, of each, how often it is there; their places are put together from those. */
  private static List<Term<String>> unique(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    if (!c.flag("sorted", true) || c.has("axis") || x.size() == 0) {
      return FORMULA;
    }
    List<String> parts = to.calls(3, "_unique2", to.call("flatten", x), true, true, true);
    String count = to.call("arange", x.size());
    String none = to.call("zeros_like", parts.get(2));
    String first =
        to.call(
            "scatter_reduce",
            none,
            0,
            parts.get(1),
            count,
            Words.quoted("amin"),
            "include_self=False");
    List<String> all = List.of(parts.get(0), first, parts.get(1), parts.get(2));
    List<Term<String>> outputs = new ArrayList<>();
    for (int k = 0; k < c.outputs(); k++) {
      outputs.add(c.results().get(k).isPresent() ? to.result(c, k, all.get(k)) : x);
    }
    return outputs;
  }
}
