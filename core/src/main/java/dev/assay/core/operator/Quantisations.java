package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.apply;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT4E2M1;
import static dev.assay.core.tensor.DType.FLOAT6E2M3;
import static dev.assay.core.tensor.DType.FLOAT6E3M2;
import static dev.assay.core.tensor.DType.FLOAT8E4M3FN;
import static dev.assay.core.tensor.DType.FLOAT8E4M3FNUZ;
import static dev.assay.core.tensor.DType.FLOAT8E5M2;
import static dev.assay.core.tensor.DType.FLOAT8E5M2FNUZ;
import static dev.assay.core.tensor.DType.FLOAT8E8M0;
import static dev.assay.core.tensor.DType.INT16;
import static dev.assay.core.tensor.DType.INT2;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT4;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.UINT16;
import static dev.assay.core.tensor.DType.UINT2;
import static dev.assay.core.tensor.DType.UINT4;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Operators between real numbers and small grids of them: scaled and shifted integers, float8. */
final class Quantisations {
  private Quantisations() {}

  private static final Set<DType> WIDE = setOf(FLOAT32, FLOAT16, BFLOAT16, INT32);
  private static final Set<DType> REAL = setOf(FLOAT32, FLOAT16, BFLOAT16);
  private static final Set<DType> SCALES = setOf(FLOAT32, FLOAT16, BFLOAT16, FLOAT8E8M0);
  private static final Set<DType> QUANTISED =
      setOf(
          UINT8,
          INT8,
          UINT16,
          INT16,
          UINT4,
          INT4,
          UINT2,
          INT2,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1,
          FLOAT6E2M3,
          FLOAT6E3M2);
  private static final Set<DType> QUANTISED_OR_WIDE = DType.with(QUANTISED, INT32);

  /** Numbers over their scale, rounded, shifted by the zero point and kept within the type. */
  static final Operator QUANTIZE_LINEAR =
      operator(
          "QuantizeLinear",
          13,
          "x y_scale y_zero_point? -> y",
          op -> {
            Stage x = op.input("x", WIDE);
            int block = block(op, x.rank());
            Stage scale = scale(op, "y_scale", x, block, scalesOf(op, x.type()));
            UnaryOperator<Dims> group = group(op, x, scale, block);
            Optional<Stage> zeroPoint = zeroPoint(op, "y_zero_point", scale, QUANTISED);
            DType usual = zeroPoint.map(Stage::type).orElse(UINT8);
            DType type = op.opset() < 21 ? usual : op.type("output_dtype", usual, QUANTISED);
            zeroPoint.ifPresent(
                z -> op.require(z.type() == type, "output_dtype is the zero point's type"));
            boolean saturate = op.opset() < 19 || !type.isFloat8() || op.flag("saturate", true);
            DType natural = REAL.contains(scale.type()) ? scale.type() : FLOAT32;
            DType precision = op.opset() < 23 ? natural : op.type("precision", natural, REAL);
            op.expect(
                Behaviour.ZERO_SCALE,
                stage(scale.shape(), i -> not(scale.at(i).is(0))),
                "no scale is 0");
            Stage steps =
                stage(
                    x.shape(),
                    i -> in(precision, x.at(i)).over(in(precision, scale.at(group.apply(i)))));
            if (type.isFloat()) {
              op.output("y", stage(x.shape(), i -> steps.at(i).to(type, saturate)));
              return;
            }
            op.expect(
                Behaviour.CAST_OUT_OF_RANGE,
                stage(x.shape(), i -> not(apply(Prim.IS_NAN, steps.at(i)))),
                "NaN is no integer");
            op.output(
                "y",
                stage(
                    x.shape(),
                    i -> {
                      Expr whole = apply(Prim.ROUND, steps.at(i)).to(FLOAT32);
                      return within(
                          type,
                          zeroPoint
                              .map(z -> whole.plus(z.at(group.apply(i)).to(FLOAT32)))
                              .orElse(whole));
                    }));
          });

  private static Set<DType> scalesOf(Draft op, DType type) {
    return op.opset() < 19
        ? setOf(FLOAT32)
        : op.opset() < 23 ? setOf(type) : DType.with(SCALES, INT32);
  }

  /** A number as an integer; what is beyond the type's ends becomes these. */
  static Expr within(DType type, Expr x) {
    return x.max(type.low()).min(type.high()).to(type);
  }

  /** Quantised numbers less their zero point, times their scale. */
  static final Operator DEQUANTIZE_LINEAR =
      operator(
          "DequantizeLinear",
          13,
          "x x_scale x_zero_point? -> y",
          op -> {
            Stage x = op.input("x", QUANTISED_OR_WIDE);
            int block = block(op, x.rank());
            Set<DType> scales = op.opset() < 19 ? setOf(FLOAT32) : op.opset() < 23 ? REAL : SCALES;
            Stage scale = scale(op, "x_scale", x, block, scales);
            UnaryOperator<Dims> group = group(op, x, scale, block);
            Optional<Stage> zeroPoint = zeroPoint(op, "x_zero_point", scale, setOf(x.type()));
            DType type =
                !REAL.contains(scale.type())
                    ? op.type("output_dtype", REAL)
                    : op.opset() < 23 ? scale.type() : op.type("output_dtype", scale.type(), REAL);
            op.output(
                "y",
                stage(
                    x.shape(),
                    i -> {
                      Dims g = group.apply(i);
                      Expr steps = x.type().isFloat() ? x.at(i) : steps(x, zeroPoint, i, g);
                      return steps.to(FLOAT32).times(scale.at(g).to(FLOAT32)).as(type);
                    }));
          });

  /**
   * In the type of a division; where that one holds less, an implementation may divide as it is.
   */
  private static Expr in(DType type, Expr x) {
    return x.type().isFloat() ? x.as(type) : x.to(type);
  }

  private static Expr steps(Stage x, Optional<Stage> zeroPoint, Dims i, Dims g) {
    Expr whole = x.at(i).to(INT32);
    return zeroPoint.map(z -> whole.minus(z.at(g).to(INT32))).orElse(whole);
  }

  /**
   * How many elements along the axis share a scale; 0 where scales are not by block, as for a
   * tensor of rank 1 or less.
   */
  private static int block(Draft op, int rank) {
    Range legal = rank < 2 ? Range.at(0) : Range.from(0);
    return op.opset() < 21 ? 0 : op.integer("block_size", 0, legal);
  }

  private static Stage scale(Draft op, String port, Stage x, int block, Set<DType> types) {
    return block > 0
        ? op.input(port, types, x.rank(), x.rank())
        : op.input(port, types, 0, Math.min(1, x.rank()));
  }

  /** The zero point of each scale; float types and int32 have none but 0. */
  private static Optional<Stage> zeroPoint(Draft op, String port, Stage scale, Set<DType> types) {
    Optional<Stage> given = op.optional(port, types, scale.rank(), Math.max(scale.rank(), 1));
    // ONNX's own tests give the only zero point as a list of one
    Optional<Stage> zeroPoint =
        given.map(z -> z.rank() == scale.rank() ? z : z.without(List.of(0)));
    given.ifPresent(
        z -> {
          Dims shape = z.rank() == scale.rank() ? scale.shape() : Dims.ones(1);
          op.require(z.shape(), shape, "every scale has its zero point");
          String why = "a zero point of this type is 0";
          if (z.type().isFloat()) {
            op.expect(Behaviour.OUTSIDE_DOMAIN, stage(z.shape(), i -> z.at(i).is(0)), why);
          }
          if (z.type().isFloat() || z.type() == INT32) {
            op.within(Behaviour.OUTSIDE_DOMAIN, z, dim(0), dim(1), why);
          }
        });
    return zeroPoint;
  }

  /** Where the scale of an element stands: one for all, one by axis, or one by block. */
  private static UnaryOperator<Dims> group(Draft op, Stage x, Stage scale, int block) {
    if (scale.rank() == 0) {
      return i -> i.first(0);
    }
    op.require(
        x.rank() > 1 || op.has("axis"), "the axis is one of the input's, and 1 if not given");
    int axis = op.axis("axis", 1, x.rank());
    if (block > 0) {
      op.require(
          scale.shape(),
          x.shape().with(axis, x.dim(axis).overUp(block)),
          "there is one scale per block");
      return i -> i.with(axis, i.get(axis).over(block));
    }
    boolean one = op.which(scale.dim(0).is(x.dim(axis)), scale.dim(0).is(1)) == 1;
    return i -> one ? Dims.zeros(1) : i.first(axis + 1).from(axis);
  }

  /** Bytes on the least grid that holds all numbers and 0, and that grid's scale and zero point. */
  static final Operator DYNAMIC_QUANTIZE_LINEAR =
      operator(
          "DynamicQuantizeLinear",
          11,
          "x -> y y_scale y_zero_point",
          op -> {
            Stage x = op.input("x", FLOAT32);
            Stage low = stage(Dims.of(), o -> fold(Prim.MIN, x.shape(), x::at).min(0));
            Stage high = stage(Dims.of(), o -> fold(Prim.MAX, x.shape(), x::at).max(0));
            Stage scale = stage(Dims.of(), o -> high.at().minus(low.at()).over(255));
            op.expect(
                Behaviour.ZERO_SCALE,
                stage(Dims.of(), o -> not(scale.at().is(0))),
                "not all numbers are 0");
            Stage zero =
                stage(
                    Dims.of(),
                    o -> apply(Prim.ROUND, low.at().negated().over(scale.at()).max(0).min(255)));
            // first the scale: it is rounded as it is stored, and all else is told by what is
            // stored
            op.output("y_scale", scale);
            op.output(
                "y",
                stage(
                    x.shape(),
                    i ->
                        within(
                            UINT8, apply(Prim.ROUND, x.at(i).over(scale.at())).plus(zero.at()))));
            op.output("y_zero_point", stage(Dims.of(), o -> zero.at().to(UINT8)));
          });

  static final List<Operator> ALL =
      List.of(QUANTIZE_LINEAR, DEQUANTIZE_LINEAR, DYNAMIC_QUANTIZE_LINEAR);
}
