package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.log;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;

/** Operators that divide by a sum or a norm along an axis, or choose one element of it. */
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
            op.output("output", softmax(x, op.axis("axis", -1, x.rank())));
          });

  /** Exponentials, the greatest taken out, divided by their sum along an axis. */
  static Stage softmax(Stage x, int axis) {
    Group row = Group.of(x, List.of(axis));
    Stage top = row.extreme(Prim.MAX);
    Stage exp = stage(x.shape(), i -> exp(x.at(i).minus(top.spread(i))));
    Stage sum = Group.of(exp, row.axes()).fold(Prim.ADD, e -> e);
    return stage(x.shape(), i -> exp.at(i).over(sum.spread(i)));
  }

  /** The logarithms of the softmax. */
  static final Operator LOG_SOFTMAX =
      operator(
          "LogSoftmax",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 1, Draft.ANY_RANK);
            op.output("output", logSoftmax(x, op.axis("axis", -1, x.rank())));
          });

  /** x less the logarithm of the sum of exponentials along an axis, the greatest taken out. */
  static Stage logSoftmax(Stage x, int axis) {
    Group row = Group.of(x, List.of(axis));
    Stage top = row.extreme(Prim.MAX);
    Stage logSum = stage(row.kept(), i -> log(row.fold(Prim.ADD, i, v -> exp(v.minus(top.at(i))))));
    return stage(x.shape(), i -> x.at(i).minus(top.spread(i)).minus(logSum.spread(i)));
  }

  /** 1 at the first greatest element along one axis, else 0. */
  static final Operator HARDMAX =
      operator(
          "Hardmax",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 1, Draft.ANY_RANK);
            int axis = op.axis("axis", -1, x.rank());
            Stage place = Places.place(op, x, axis, Prim.MAX, false);
            Expr one = number(x.type(), 1L);
            op.output(
                "output",
                stage(
                    x.shape(),
                    i -> number(INT64, i.get(axis)).is(place.spread(i)).then(one, x.zero())));
          });

  /**
   * Elements divided by the norm of their row, the sum of magnitudes or the length; 0 by 0 is 0.
   */
  static final Operator LP_NORMALIZATION =
      operator(
          "LpNormalization",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 1, Draft.ANY_RANK);
            Group row = Group.of(x, List.of(op.axis("axis", -1, x.rank())));
            boolean magnitudes = op.integer("p", 2, Range.of(1, 2)) == 1;
            Stage norm =
                stage(
                    row.kept(),
                    i ->
                        magnitudes
                            ? row.fold(Prim.ADD, i, Expr::abs)
                            : sqrt(row.fold(Prim.ADD, i, Expr::squared)));
            op.output(
                "output",
                stage(
                    x.shape(),
                    i -> {
                      Expr by = norm.spread(i);
                      return by.is(0).then(x.zero(), x.at(i).over(by));
                    }));
          });

  /**
   * x / (bias + alpha / size times the sum of squares over the channels around)^beta (Krizhevsky,
   * Sutskever, Hinton 2012: neighbours inhibit, so alpha and beta are positive).
   */
  static final Operator LRN =
      operator(
          "LRN",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            int size = op.drawn("size", 1, Range.from(1)).get(0);
            double alpha = op.real("alpha", 0.0001f, Float.MIN_VALUE, Float.MAX_VALUE);
            double beta = op.real("beta", 0.75, Float.MIN_VALUE, Float.MAX_VALUE);
            double bias = op.real("bias", 1);
            Stage squares =
                stage(
                    x.shape(),
                    i ->
                        sum(
                            Dim.dim(size),
                            k -> {
                              Dim channel = i.get(1).plus(k).minus((size - 1) / 2);
                              return x.at(i.with(1, channel), x.zero()).squared();
                            }));
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> {
                      Expr base = squares.at(i).times(alpha / size).plus(bias);
                      return x.at(i).over(base.power(base.like(beta)));
                    }));
          });

  static final List<Operator> ALL = List.of(SOFTMAX, LOG_SOFTMAX, HARDMAX, LP_NORMALIZATION, LRN);
}
