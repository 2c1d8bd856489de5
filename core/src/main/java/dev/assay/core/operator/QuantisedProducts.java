package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Convolutions and matrix products of quantised numbers: (q - zero point) * scale. */
final class QuantisedProducts {
  private QuantisedProducts() {}

  private static final Set<DType> BYTES = setOf(DType.INT8, DType.UINT8);

  private static final Set<DType> QUANTISED =
      setOf(
          DType.INT8,
          DType.UINT8,
          DType.FLOAT8E4M3FN,
          DType.FLOAT8E4M3FNUZ,
          DType.FLOAT8E5M2,
          DType.FLOAT8E5M2FNUZ);

  /** Cross-correlation of integers less their zero points. */
  static final Operator CONV_INTEGER =
      operator(
          "ConvInteger",
          13,
          "x w x_zero_point? w_zero_point? -> y",
          op -> {
            Stage x = op.input("x", BYTES, 3, Draft.ANY_RANK);
            Stage w = op.input("w", BYTES, x.rank(), x.rank());
            Optional<Stage> xZero = op.optional("x_zero_point", Set.of(x.type()), 0, 1);
            Optional<Stage> wZero = op.optional("w_zero_point", Set.of(w.type()), 0, 1);
            xZero.ifPresent(z -> single(op, z));
            wZero.ifPresent(z -> op.spreadsTo(z.shape(), w.shape().first(1), "one per filter"));
            Stage xs = xZero.map(z -> centred(x, z, INT32, 0)).orElse(widened(x));
            Stage ws = wZero.map(z -> centred(w, z, INT32, 0)).orElse(widened(w));
            op.output("y", Convolutions.correlation(op, xs, ws, (i, y) -> y));
          });

  /** Cross-correlation of quantised numbers, quantised again. */
  static final Operator Q_LINEAR_CONV =
      operator(
          "QLinearConv",
          13,
          "x x_scale x_zero_point w w_scale w_zero_point y_scale y_zero_point B? -> y",
          op -> {
            Stage x = op.input("x", BYTES, 3, Draft.ANY_RANK);
            Stage w = op.input("w", BYTES, x.rank(), x.rank());
            Stage xScale = single(op, op.input("x_scale", setOf(FLOAT32), 0, 1));
            Stage wScale = op.input("w_scale", setOf(FLOAT32), 0, 1);
            Stage yScale = single(op, op.input("y_scale", setOf(FLOAT32), 0, 1));
            Stage xZero = single(op, op.input("x_zero_point", Set.of(x.type()), 0, 1));
            Stage wZero = op.input("w_zero_point", Set.of(w.type()), wScale.rank(), wScale.rank());
            Stage yZero = single(op, op.input("y_zero_point", BYTES, 0, 1));
            op.spreadsTo(wScale.shape(), w.shape().first(1), "one scale per filter");
            op.require(wZero.shape(), wScale.shape(), "one zero point for each scale");
            Optional<Stage> bias =
                op.optional("B", INT32, Dims.of(w.dim(0)), "one bias per filter");
            op.output(
                "y",
                Convolutions.correlation(
                    op,
                    centred(x, xZero, INT32, 0),
                    centred(w, wZero, INT32, 0),
                    (i, y) -> {
                      Dims filter = Dims.of(i.get(1));
                      Expr whole = bias.map(b -> y.plus(b.at(filter))).orElse(y);
                      Expr scale =
                          xScale.spread(filter).times(wScale.spread(filter)).over(yScale.spread(filter));
                      return quantised(whole.to(FLOAT32).times(scale), yZero.spread(filter));
                    }));
          });

  /** Product of stacks of matrices of quantised numbers, quantised again. */
  static final Operator Q_LINEAR_MAT_MUL =
      operator(
          "QLinearMatMul",
          13,
          "a a_scale a_zero_point b b_scale b_zero_point y_scale y_zero_point -> y",
          op -> {
            Stage a = op.input("a", QUANTISED, 2, Draft.ANY_RANK);
            Stage b = op.input("b", a.type().isFloat() ? QUANTISED : BYTES, 2, Draft.ANY_RANK);
            op.require(a.type().isFloat() == b.type().isFloat(), "both are integers or both floats");
            Stage aScale = scale(op, "a_scale", setOf(FLOAT32, FLOAT16, BFLOAT16), a.shape(), -2);
            Set<DType> scales = Set.of(aScale.type());
            Stage bScale = scale(op, "b_scale", scales, b.shape(), -1);
            Stage aZero = zero(op, "a_zero_point", Set.of(a.type()), aScale);
            Stage bZero = zero(op, "b_zero_point", Set.of(b.type()), bScale);
            op.require(a.dim(-1).is(b.dim(-2)), "the inner sizes agree");
            Dims shape =
                op.broadcast(a.shape().but(2), b.shape().but(2)).and(a.dim(-2), b.dim(-1));
            Stage yScale = scale(op, "y_scale", scales, shape, -2);
            Stage yZero = zero(op, "y_zero_point", QUANTISED, yScale);
            op.require(a.type().isFloat() == yZero.type().isFloat(), "the result is of a kind");
            DType sums = a.type().isFloat() ? FLOAT32 : INT32;
            Stage left = centred(a, aZero, sums, -2);
            Stage right = centred(b, bZero, sums, -1);
            op.output(
                "y",
                stage(
                    shape,
                    i -> {
                      Expr y =
                          sum(
                              a.dim(-1),
                              k ->
                                  left.spread(i.with(-1, k)).times(right.spread(i.with(-2, k))));
                      Expr scale =
                          along(aScale, i, -2)
                              .to(FLOAT32)
                              .times(along(bScale, i, -1).to(FLOAT32))
                              .over(along(yScale, i, -2).to(FLOAT32));
                      return quantised(y.to(FLOAT32).times(scale), along(yZero, i, -2));
                    }));
          });

  private static Stage widened(Stage q) {
    return stage(q.shape(), i -> q.at(i).to(INT32));
  }

  /** Differences to zero points: one for all, or one along an axis. */
  private static Stage centred(Stage q, Stage zero, DType type, int axis) {
    return stage(q.shape(), i -> q.at(i).to(type).minus(along(zero, i, axis).to(type)));
  }

  /** A scale or a zero point for a matrix: one for all, one along an axis, or a stack of such. */
  private static Stage scale(Draft op, String port, Set<DType> types, Dims matrix, int axis) {
    Stage s = op.input(port, types, 0, matrix.rank());
    op.spreadsTo(
        s.shape(),
        s.rank() <= 1 ? Dims.of(matrix.get(axis)) : matrix.with(-3 - axis, dim(1)),
        "one value for each row or column, or for all");
    return s;
  }

  private static Stage zero(Draft op, String port, Set<DType> types, Stage scale) {
    Stage z = op.input(port, types, scale.rank(), scale.rank());
    op.require(z.shape(), scale.shape(), "one zero point for each scale");
    return z;
  }

  private static Expr along(Stage s, Dims i, int axis) {
    return s.rank() <= 1 ? s.spread(Dims.of(i.get(axis))) : s.spread(i);
  }

  private static Stage single(Draft op, Stage s) {
    op.require(s.shape(), Dims.ones(s.rank()), "one value for all");
    return s;
  }

  /** A real number rounded, ties to even, moved by the zero point and moved into its type. */
  private static Expr quantised(Expr real, Expr zero) {
    DType type = zero.type();
    Expr origin = zero.to(FLOAT32);
    return type.isFloat()
        ? real.plus(origin).to(type)
        : Quantisations.within(type, Expr.apply(Prim.ROUND, real).plus(origin));
  }

  static final List<Operator> ALL = List.of(CONV_INTEGER, Q_LINEAR_CONV, Q_LINEAR_MAT_MUL);
}
