package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.scan;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.SUMMABLE;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.function.UnaryOperator;

/** Running combinations along an axis. */
final class Scans {
  private Scans() {}

  /** Running sums, of the elements up to each or before it, from either end. */
  static final Operator CUM_SUM = running("CumSum", 13, Prim.ADD, 0);

  /** Running products, of the elements up to each or before it, from either end. */
  static final Operator CUM_PROD = running("CumProd", 26, Prim.MUL, 1);

  private static Operator running(String name, int since, Prim prim, long neutral) {
    return operator(
        name,
        since,
        "x axis -> y",
        op -> {
          Stage x = op.input("x", SUMMABLE, 1, Draft.ANY_RANK);
          int axis = op.axis("axis", 0, x.rank());
          int lag = op.flag("exclusive", false) ? 1 : 0;
          boolean reverse = op.flag("reverse", false);
          UnaryOperator<Dims> order =
              i -> reverse ? i.with(axis, x.dim(axis).minus(1).minus(i.get(axis))) : i;
          Stage runs =
              scan(
                  prim,
                  x.shape(),
                  axis,
                  i ->
                      x.at(
                          order.apply(i.with(axis, i.get(axis).minus(lag))),
                          number(x.type(), neutral)));
          op.output("y", view(runs, x.shape(), order));
        });
  }

  static final List<Operator> ALL = List.of(CUM_SUM, CUM_PROD);
}
