package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.greatest;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import java.util.List;

/** Operators that divide by a sum, a deviation or a norm. */
final class Normalisations {
  private Normalisations() {}

  /** Exponentials along one axis, divided by their sum. */
  static final Operator SOFTMAX =
      operator(
          "Softmax",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 1, Draft.ANY_RANK);
            int axis = op.axis("axis", -1, x.rank());
            Dims row = x.shape().with(axis, 1);
            Stage top = stage(row, i -> greatest(x.dim(axis), k -> x.at(i.with(axis, k))));
            Stage exp = stage(x.shape(), i -> exp(x.at(i).minus(top.spread(i))));
            Stage sum = stage(row, i -> sum(x.dim(axis), k -> exp.at(i.with(axis, k))));
            op.output("output", stage(x.shape(), i -> exp.at(i).over(sum.spread(i))));
          });

  static final List<Operator> ALL = List.of(SOFTMAX);
}
