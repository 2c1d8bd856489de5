package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.List;
import java.util.Map;

/** Pools. */
final class Pools {
  private Pools() {}

  static void addTo(Map<String, Own> all) {
    all.put("MaxPool", Pools::greatest);
    all.put("AveragePool", Pools::mean);
    all.put("GlobalAveragePool", Pools::globalMean);
    all.put("GlobalMaxPool", Pools::globalGreatest);
  }

  private static boolean covers(Call<String> c) {
    Term<String> x = c.input(0);
    return x.rank() >= 3
        && x.rank() <= 5
        && x.size() > 0
        && c.type(0).isFloat()
        && c.outputs() == 1;
  }

  private static List<Term<String>> greatest(Call<String> c, TorchScript to) {
    if (!covers(c)) {
      return FORMULA;
    }
    Window window = Window.of(c, c.integers("kernel_shape"));
    boolean theirs = window.isSymmetric() && window.isWide();
    return to.one(
        c,
        "max_pool" + window.axes() + "d",
        theirs ? c.input(0) : window.padded(c, to, Double.NEGATIVE_INFINITY),
        window.kernel(),
        window.strides(),
        theirs ? window.before() : new int[window.axes()],
        window.dilations(),
        theirs && window.hangsOver(c));
  }

  private static List<Term<String>> mean(Call<String> c, TorchScript to) {
    if (!covers(c)) {
      return FORMULA;
    }
    Window window = Window.of(c, c.integers("kernel_shape"));
    if (!window.isSymmetric() || !window.isWide() || window.isDilated()) {
      return FORMULA;
    }
    return to.one(
        c,
        "avg_pool" + window.axes() + "d",
        c.input(0),
        window.kernel(),
        window.strides(),
        window.before(),
        window.hangsOver(c),
        c.flag("count_include_pad", false));
  }

  private static List<Term<String>> globalMean(Call<String> c, TorchScript to) {
    int axes = c.input(0).rank() - 2;
    return covers(c)
        ? to.one(c, "adaptive_avg_pool" + axes + "d", c.input(0), Numbers.repeat(axes, 1))
        : FORMULA;
  }

  private static List<Term<String>> globalGreatest(Call<String> c, TorchScript to) {
    int axes = c.input(0).rank() - 2;
    if (!covers(c)) {
      return FORMULA;
    }
    int[] ones = Numbers.repeat(axes, 1);
    return List.of(
        to.result(c, 0, to.calls(2, "adaptive_max_pool" + axes + "d", c.input(0), ones).get(0)));
  }
}
