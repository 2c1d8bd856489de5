package dev.assay.backends.torch;

import static dev.assay.backends.torch.TorchOperators.FORMULA;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.torch.TorchOperators.Own;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;

/** Losses against labels. */
final class Losses {
  private static final List<String> REDUCTIONS = List.of("none", "mean", "sum");

  /** A label that no model has, where none is to be ignored. */
  private static final int NO_LABEL = -100;

  private Losses() {}

  static void addTo(Map<String, Own> all) {
    all.put("NegativeLogLikelihoodLoss", (c, to) -> loss(c, to, "nll_loss_nd"));
    all.put("SoftmaxCrossEntropyLoss", (c, to) -> loss(c, to, "cross_entropy_loss"));
  }

  private static List<Term<String>> loss(Call<String> c, TorchScript to, String function) {
    Term<String> labels = c.input(1);
    if (c.outputs() > 1 || c.input(0).size() == 0) {
      return FORMULA;
    }
    Object wide =
        labels.type() == DType.INT64 ? labels : to.call("to", labels, TorchTypes.code(DType.INT64));
    return to.one(
        c,
        function,
        c.input(0),
        wide,
        Products.optional(c, 2),
        REDUCTIONS.indexOf(c.word("reduction", "mean")),
        c.integer("ignore_index", NO_LABEL));
  }
}
