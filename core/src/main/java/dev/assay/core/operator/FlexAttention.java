package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;

/** Attention whose scores and weights a model may change by graphs of its own. */
final class FlexAttention {
  private FlexAttention() {}

  /** The plain form: the scores and the weights stay as they are. */
  static final Operator FLEX_ATTENTION =
      operator(
          "ai.onnx.preview",
          "FlexAttention",
          1,
          "Q K V -> Y",
          op -> {
            Stage q = op.input("Q", FLOATS, 4, 4);
            Stage k = op.input("K", Set.of(q.type()), 4, 4);
            Stage v = op.input("V", Set.of(q.type()), 4, 4);
            Attentions.requireFit(op, q, k, v);
            DType wide =
                op.type("softmax_precision", q.type() == FLOAT64 ? FLOAT64 : FLOAT32, FLOATS);
            // float32 whatever the type is, as ONNX's function body says
            Expr scale =
                op.has("scale")
                    ? number(FLOAT32, op.real("scale", 1, 0, Float.MAX_VALUE))
                    : number(FLOAT32, 1L).over(sqrt(number(FLOAT32, q.dim(3))));
            Stage scores = as(wide, Attentions.scores(q, k, sqrt(scale).as(q.type())));
            Stage weights = Normalisations.softmax(op.changed("score_mod", scores), 3);
            Stage y = Attentions.means(op.changed("prob_mod", weights), as(wide, v));
            op.output("Y", as(q.type(), y));
          });

  private static Stage as(DType type, Stage x) {
    return x.type() == type ? x : stage(x.shape(), i -> x.at(i).as(type));
  }

  static final List<Operator> ALL = List.of(FLEX_ATTENTION);
}
