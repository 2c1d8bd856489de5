package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fourier transforms, between LibTorch's complex numbers and ONNX's pairs. */
final class Spectra {
  private Spectra() {}

  static void addTo(Map<String, Own> all) {
    all.put("DFT", Spectra::transform);
  }

  private static List<Term<String>> transform(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    boolean wide = x.type() == DType.FLOAT32 || x.type() == DType.FLOAT64;
    boolean saysAxis = c.has("axis") || c.has(2) || x.rank() == 3; // else it hangs on the version
    if (!wide || !saysAxis || x.size() == 0) {
      return FORMULA;
    }
    int axis = c.has(2) ? Numbers.of(c.data(2))[0] : c.integer("axis", 1);
    @Nullable Integer length = c.has(1) ? (Integer) Numbers.of(c.data(1))[0] : null;
    boolean half = c.flag("onesided", false);
    boolean back = c.flag("inverse", false);
    boolean real = x.size(x.rank() - 1) == 1;
    if (half && real == back) {
      return FORMULA;
    }
    String function = "fft_" + (back ? "i" : "") + (half ? "r" : "") + "fft";
    String y = to.call(function, numbers(to, x, real), length, Math.floorMod(axis, x.rank()), null);
    return half && back
        ? to.one(c, "unsqueeze", y, -1)
        : to.one(c, "view_as_real", to.call("resolve_conj", y));
  }

  private static String numbers(TorchScript to, Term<String> x, boolean real) {
    String first = to.call("select", x, -1, 0);
    return real ? first : to.call("complex", first, to.call("select", x, -1, 1));
  }
}
