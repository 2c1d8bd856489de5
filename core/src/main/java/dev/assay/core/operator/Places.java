package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.function.Function;

/** Where along an axis the greatest or the least element stands. */
final class Places {
  private Places() {}

  /** The place of the greatest element, the first or the last of equals. */
  static final Operator ARG_MAX = argument("ArgMax", Prim.MAX);

  /** The place of the least element, the first or the last of equals. */
  static final Operator ARG_MIN = argument("ArgMin", Prim.MIN);

  private static Operator argument(String name, Prim extreme) {
    return operator(
        name,
        13,
        "data -> reduced",
        op -> {
          Stage x = op.input("data", NUMBERS, 1, Draft.ANY_RANK);
          int axis = op.axis("axis", 0, x.rank());
          op.require(x.dim(axis).atLeast(1), "there is an element to find");
          boolean last = op.flag("select_last_index", false);
          boolean keep = op.flag("keepdims", true);
          Stage place = place(op, x, axis, extreme, last);
          op.output("reduced", keep ? place : place.without(List.of(axis)));
        });
  }

  /** The first or the last place of the extreme element along an axis, which stays with size 1. */
  static Stage place(Draft op, Stage x, int axis, Prim extreme, boolean last) {
    Dim size = x.dim(axis);
    if (x.type().isFloat()) {
      op.expect(
          Behaviour.NAN_ORDER,
          stage(x.shape(), i -> Functions.isNumber(x.at(i))),
          "NaN has no place in the order");
    }
    Group row = Group.of(x, List.of(axis));
    Stage top = row.extreme(extreme);
    op.expect(
        Behaviour.EQUAL_EXTREMES,
        stage(
            row.kept(),
            i -> isOnce(Dims.of(size), k -> x.at(i.with(axis, k.get(0))).is(top.at(i)))),
        "no other element is as great or small");
    Expr nowhere = last ? number(INT64, -1L) : number(INT64, size);
    return stage(
        row.kept(),
        i ->
            fold(
                last ? Prim.MAX : Prim.MIN,
                size,
                k -> x.at(i.with(axis, k)).is(top.at(i)).then(number(INT64, k), nowhere)));
  }

  /** Whether a fact holds of one point at most. */
  static Expr isOnce(Dims sizes, Function<Dims, Expr> fact) {
    Expr one = number(INT64, 1L);
    return sum(sizes, k -> fact.apply(k).then(one, one.like(0))).atMost(1);
  }

  static final List<Operator> ALL = List.of(ARG_MAX, ARG_MIN);
}
