package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import java.util.List;
import java.util.Map;

/** Functions of single elements that are more than a primitive, and softmax. */
final class Activations {
  /** Beyond this, log(1 + e^x) is x to the last bit of a double. */
  private static final double SOFTPLUS_IS_LINEAR = 40;

  private Activations() {}

  static void addTo(Map<String, Own> all) {
    all.put("Relu", (c, to) -> to.one(c, "relu", c.input(0)));
    all.put("Reciprocal", (c, to) -> to.one(c, "reciprocal", c.input(0)));
    all.put("Sign", (c, to) -> to.one(c, "sign", c.input(0)));
    all.put("Mish", (c, to) -> to.one(c, "mish", c.input(0)));
    all.put("LeakyRelu", (c, to) -> to.one(c, "leaky_relu", c.input(0), c.real("alpha", 0.01f)));
    all.put("Elu", (c, to) -> to.one(c, "elu", c.input(0), c.real("alpha", 1)));
    all.put("Celu", (c, to) -> to.one(c, "celu", c.input(0), c.real("alpha", 1)));
    all.put("Selu", Activations::selu);
    all.put(
        "ThresholdedRelu", (c, to) -> to.one(c, "threshold", c.input(0), c.real("alpha", 1), 0));
    all.put("Softplus", (c, to) -> to.one(c, "softplus", c.input(0), 1, SOFTPLUS_IS_LINEAR));
    all.put("Gelu", Activations::gelu);
    all.put("Swish", (c, to) -> c.real("alpha", 1) == 1 ? to.one(c, "silu", c.input(0)) : FORMULA);
    all.put("Shrink", Activations::shrink);
    all.put("PRelu", Activations::prelu);
    all.put("Clip", Activations::clip);
    all.put("Softmax", (c, to) -> alongAxis(c, to, "softmax"));
    all.put("LogSoftmax", (c, to) -> alongAxis(c, to, "log_softmax"));
  }

  private static List<Term<String>> selu(Call<String> c, TorchScript to) {
    double alpha = c.real("alpha", 1.67326319217681884765625f);
    double gamma = c.real("gamma", 1.05070102214813232421875f);
    return to.one(c, "elu", c.input(0), alpha, gamma, 1);
  }

  private static List<Term<String>> gelu(Call<String> c, TorchScript to) {
    String word = Words.quoted(c.word("approximate", "none"));
    return to.one(c, "gelu", c.input(0), "approximate=" + word);
  }

  private static List<Term<String>> shrink(Call<String> c, TorchScript to) {
    double edge = c.real("lambd", 0.5);
    double bias = c.real("bias", 0);
    if (!c.type(0).isFloat() || edge < 0 || bias != 0 && bias != edge) {
      return FORMULA;
    }
    return to.one(c, bias == 0 ? "hardshrink" : "softshrink", c.input(0), edge);
  }

  private static List<Term<String>> prelu(Call<String> c, TorchScript to) {
    Term<String> x = c.input(0);
    Term<String> slope = c.input(1);
    boolean perChannel =
        x.rank() > 1
            && slope.rank() == x.rank() - 1
            && slope.size(0) == x.size(1)
            && slope.size() == slope.size(0);
    return x.type().isFloat() && x.rank() > 0 && (perChannel || slope.size() == 1)
        ? to.one(c, "prelu", x, to.call("flatten", slope))
        : FORMULA;
  }

  private static List<Term<String>> clip(Call<String> c, TorchScript to) {
    return c.has(1) || c.has(2)
        ? to.one(c, "clamp", c.input(0), Products.optional(c, 1), Products.optional(c, 2))
        : FORMULA;
  }

  private static List<Term<String>> alongAxis(Call<String> c, TorchScript to, String function) {
    int axis = c.axis("axis", -1, c.input(0).rank());
    return to.one(c, function, c.input(0), axis, null);
  }
}
