package dev.assay.core.operator;

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
            Stage xs = xZero.map(z -> centred(x, z, INT32)).orElse(widened(x));
            Stage ws = wZero.map(z -> centred(w, filters(w, z), INT32)).orElse(widened(w));
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
                    centred(x, xZero, INT32),
                    centred(w, filters(w, wZero), INT32),
                    (i, y) -> {
                      Dims filter = Dims.of(i.get(1));
                      Expr whole = bias.map(b -> y.plus(b.at(filter))).orElse(y);
                      Expr scale =
                          xScale
                              .spread(filter)
                              .times(wScale.spread(filter))
                              .over(yScale.spread(filter));
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
            op.require(
                a.type().isFloat() == b.type().isFloat(), "both are integers or both floats");
            Parameters ofA =
                Parameters.of(
                    op, "a", setOf(FLOAT32, FLOAT16, BFLOAT16), Set.of(a.type()), a.shape(), -2);
            Set<DType> scales = Set.of(ofA.scale.type());
            Parameters ofB = Parameters.of(op, "b", scales, Set.of(b.type()), b.shape(), -1);
            op.require(a.dim(-1).is(b.dim(-2)), "the inner sizes agree");
            Dims shape = op.broadcast(a.shape().but(2), b.shape().but(2)).and(a.dim(-2), b.dim(-1));
            Parameters ofY = Parameters.of(op, "y", scales, QUANTISED, shape, -2);
            op.require(a.type().isFloat() == ofY.zero.type().isFloat(), "the result is of a kind");
            DType sums = a.type().isFloat() ? FLOAT32 : INT32;
            Stage left = centred(a, ofA.zero, sums);
            Stage right = centred(b, ofB.zero, sums);
            op.output(
                "y",
                stage(
                    shape,
                    i -> {
                      Expr y =
                          sum(
                              a.dim(-1),
                              k -> left.spread(i.with(-1, k)).times(right.spread(i.with(-2, k))));
                      Expr scale =
                          ofA.scale
                              .spread(i)
                              .to(FLOAT32)
                              .times(ofB.scale.spread(i).to(FLOAT32))
                              .over(ofY.scale.spread(i).to(FLOAT32));
                      return quantised(y.to(FLOAT32).times(scale), ofY.zero.spread(i));
                    }));
          });

  private static Stage widened(Stage q) {
    return stage(q.shape(), i -> q.at(i).to(INT32));
  }

  /** Differences to zero points, which are broadcast. */
  private static Stage centred(Stage q, Stage zero, DType type) {
    return stage(q.shape(), i -> q.at(i).to(type).minus(zero.spread(i).to(type)));
  }

  /** One number for each filter, to be broadcast to all of it; or one for all. */
  private static Stage filters(Stage w, Stage numbers) {
    return numbers.rank() == 0 ? numbers : Standardisations.along(numbers, 0, w.rank());
  }

  /** Scale and zero points of a stack of matrices, to be broadcast to it. */
  private record Parameters(Stage scale, Stage zero) {

    /**
     * Asks for the inputs.
     *
     * @param axis -2 where each row may have its own, -1 where each column
     */
    static Parameters of(
        Draft op, String name, Set<DType> scales, Set<DType> zeros, Dims matrix, int axis) {
      Stage scale = op.input(name + "_scale", scales, 0, matrix.rank());
      Stage zero = op.input(name + "_zero_point", zeros, scale.rank(), scale.rank());
      op.require(zero.shape(), scale.shape(), "one zero point for each scale");
      return new Parameters(
          Products.alongMatrix(op, scale, matrix, axis),
          Products.alongMatrix(op, zero, matrix, axis));
    }
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
