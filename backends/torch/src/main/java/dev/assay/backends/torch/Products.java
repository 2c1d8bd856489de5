package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Products of matrices, and convolutions. */
final class Products {
  private Products() {}

  static void addTo(Map<String, Own> all) {
    all.put("MatMul", (c, to) -> to.one(c, "matmul", c.input(0), c.input(1)));
    all.put("Gemm", Products::gemm);
    all.put("Einsum", Products::einsum);
    all.put("Det", (c, to) -> to.one(c, "linalg_det", c.input(0)));
    all.put("Conv", Products::convolution);
    all.put("ConvTranspose", Products::transposedConvolution);
    all.put("Attention", Products::attention);
  }

  private static List<Term<String>> gemm(Call<String> c, TorchScript to) {
    double alpha = c.real("alpha", 1);
    double beta = c.real("beta", 1);
    if (!c.type(0).isFloat() && (alpha != 1 || beta != 1)) {
      return FORMULA;
    }
    Object a = c.flag("transA", false) ? to.call("t", c.input(0)) : c.input(0);
    Object b = c.flag("transB", false) ? to.call("t", c.input(1)) : c.input(1);
    if (!c.has(2)) {
      String product = to.call("mm", a, b);
      return alpha == 1 ? List.of(to.result(c, 0, product)) : to.one(c, "mul", product, alpha);
    }
    return c.type(0).isFloat()
        ? to.one(c, "addmm", c.input(2), a, b, "beta=" + beta, "alpha=" + alpha)
        : to.one(c, "addmm", c.input(2), a, b);
  }

  /** LibTorch's sums of integers that are no products are of 64 bits. */
  private static List<Term<String>> einsum(Call<String> c, TorchScript to) {
    String equation = Words.quoted(c.word("equation", ""));
    List<Term<String>> operands = c.inputs().stream().map(Optional::orElseThrow).toList();
    return to.one(c, "to", to.call("einsum", equation, operands), TorchTypes.code(c.type(0)));
  }

  private static List<Term<String>> convolution(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    Term<String> w = c.input(1);
    if (x.rank() > 5 || x.size() == 0 || w.size() == 0) {
      return FORMULA;
    }
    Window window = Window.of(c, Numbers.from(w.shape(), 2));
    int[] nothing = new int[window.axes()];
    boolean even = window.isSymmetric();
    return to.one(
        c,
        "convolution",
        even ? x : window.padded(c, to, 0),
        w,
        optional(c, 2),
        window.strides(),
        even ? window.before() : nothing,
        window.dilations(),
        false,
        nothing,
        c.integer("group", 1));
  }

  private static List<Term<String>> transposedConvolution(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    Term<String> w = c.input(1);
    Window window = Window.of(c, Numbers.from(w.shape(), 2));
    boolean plain = c.word("auto_pad", "NOTSET").equals("NOTSET") && !c.has("output_shape");
    if (x.rank() > 5 || x.size() == 0 || w.size() == 0 || !plain || !window.isSymmetric()) {
      return FORMULA;
    }
    int[] more = c.integers("output_padding", new int[window.axes()]);
    for (int a = 0; a < more.length; a++) {
      if (more[a] >= Math.max(window.strides()[a], window.dilations()[a])) {
        return FORMULA;
      }
    }
    return to.one(
        c,
        "convolution",
        x,
        w,
        optional(c, 2),
        window.strides(),
        window.before(),
        window.dilations(),
        true,
        more,
        c.integer("group", 1));
  }

  /** Without cache, mask, scores or groups of heads. */
  private static List<Term<String>> attention(Call<String> c, TorchScript to) {
    boolean plain =
        c.inputs().size() == 3
            && c.outputs() == 1
            && Set.of("scale").containsAll(c.node().attributes().keySet());
    if (!plain || c.input(0).rank() != 4 || c.input(0).size(1) != c.input(1).size(1)) {
      return FORMULA;
    }
    String scale = c.has("scale") ? "scale=" + c.real("scale", 1) : "scale=None";
    return c.shape(0).length == 4 && c.input(1).size() > 0 && c.input(0).size() > 0
        ? to.one(
            c,
            "scaled_dot_product_attention",
            c.input(0),
            c.input(1),
            c.input(2),
            null,
            0.0,
            false,
            scale)
        : FORMULA;
  }

  static @Nullable Term<String> optional(Call<String> c, int input) {
    return c.has(input) ? c.input(input) : null;
  }
}
