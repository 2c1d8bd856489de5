package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.apply;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products of matrices of which one at least is quantised, in real numbers. */
final class QuantisedMatrices {
  private QuantisedMatrices() {}

  /** A product of bytes, scaled, and a bias for each column. */
  static final Operator MAT_MUL_INTEGER_TO_FLOAT =
      contributed(
          "MatMulIntegerToFloat",
          "A B a_scale b_scale a_zero_point? b_zero_point? bias? -> Y",
          op -> {
            Stage a = op.input("A", Quantised.BYTES, 2, Draft.ANY_RANK);
            Stage b = op.input("B", Quantised.BYTES, 2, Draft.ANY_RANK);
            Stage scale = op.input("a_scale", setOf(FLOAT32, FLOAT16), 0, 1);
            op.require(scale.shape(), Dims.ones(scale.rank()), "one scale for all of A");
            Stage product = Call.of(op, Products.MATMUL_INTEGER).on(a, b);
            op.output("Y", scaled(op, product, scale, columns(op, b, Set.of(scale.type()))));
          });

  /** The scale of all of B, or one for each column. */
  private static Stage columns(Draft op, Stage b, Set<DType> types) {
    Stage scale = op.input("b_scale", types, 0, 1);
    return Products.alongMatrix(op, scale, b.shape(), -1);
  }

  private static Stage scaled(Draft op, Stage product, Stage a, Stage b) {
    DType type = b.type();
    Stage real =
        stage(product.shape(), i -> product.at(i).to(type).times(a.spread(i).times(b.spread(i))));
    return biased(op, real, "bias");
  }

  /** The sum with a number for each column, if given. */
  private static Stage biased(Draft op, Stage y, String port) {
    return op.optional(port, y.type(), y.shape().last(1), "one bias for each column")
        .map(c -> Call.of(op, Arithmetic.ADD).on(y, c))
        .orElse(y);
  }

  /** A product with bytes, for which A is quantised as its greatest and least numbers ask. */
  static final Operator DYNAMIC_QUANTIZE_MAT_MUL =
      contributed(
          "DynamicQuantizeMatMul",
          "A B b_scale b_zero_point? bias? -> Y",
          op -> {
            Stage x = op.input("A", Set.of(FLOAT32), 2, Draft.ANY_RANK);
            Stage b = op.input("B", Quantised.BYTES, 2, Draft.ANY_RANK);
            Call quantised = Call.of(op, Quantisations.DYNAMIC_QUANTIZE_LINEAR);
            Stage a = quantised.on(x);
            Stage product =
                Call.of(op, Products.MATMUL_INTEGER)
                    .with("a_zero_point", quantised.output("y_zero_point"))
                    .on(a, b);
            Stage scale = quantised.output("y_scale");
            op.output("Y", scaled(op, product, scale, columns(op, b, Set.of(FLOAT32))));
          });

  /**
   * alpha a_scale b_scale (A B + C) of bytes less their zero points; quantised again where a grid
   * for that is given.
   */
  static final Operator Q_GEMM =
      contributed(
          "QGemm",
          "A a_scale a_zero_point B b_scale b_zero_point C? y_scale? y_zero_point? -> Y",
          op -> {
            Stage a = op.input("A", Quantised.BYTES, 2, 2);
            Stage b = op.input("B", Quantised.BYTES, 2, 2);
            Quantised gridOfA = Quantised.of(op, "a_scale", "a_zero_point", a.type());
            Stage scale = op.input("b_scale", setOf(FLOAT32), 0, 1);
            Stage zero = op.input("b_zero_point", Set.of(b.type()), scale.rank(), scale.rank());
            op.require(zero.shape(), scale.shape(), "one zero point for each scale");
            boolean turned = op.flag("transB", false);
            Dims columns = Dims.of(b.dim(turned ? 0 : 1));
            op.spreadsTo(scale.shape(), columns, "one scale for all or each column");
            Stage left = lessZero(a, gridOfA.zero());
            Stage right =
                stage(
                    b.shape(),
                    i -> {
                      Dims column = Dims.of(i.get(turned ? 0 : 1));
                      return b.at(i).to(INT32).minus(zero.spread(column).to(INT32));
                    });
            Stage sum =
                Call.of(op, Products.GEMM)
                    .with("A", left)
                    .with("B", right)
                    .set("alpha", 1.0)
                    .set("beta", 1.0)
                    .output("Y");
            double alpha = op.real("alpha", 1);
            Stage y =
                stage(
                    sum.shape(),
                    i ->
                        sum.at(i)
                            .to(FLOAT32)
                            .times(gridOfA.scale().at().times(scale.spread(i)).times(alpha)));
            op.require(
                op.has("y_scale") == op.has("y_zero_point"), "the grid has both, or there is none");
            op.output("Y", op.has("y_scale") ? onGrid(op, y, a.type()) : y);
          });

  private static Stage lessZero(Stage x, Stage zero) {
    return stage(x.shape(), i -> x.at(i).to(INT32).minus(zero.at().to(INT32)));
  }

  private static Stage onGrid(Draft op, Stage y, DType type) {
    return Quantised.of(op, "y_scale", "y_zero_point", type).bytes(op, y);
  }

  /**
   * A product with the transpose of a matrix, each row of which is stored in blocks of numbers of
   * few bits, with a scale and a zero point each.
   */
  static final Operator MAT_MUL_N_BITS =
      contributed(
          "MatMulNBits",
          "A B scales zero_points? g_idx? bias? -> Y",
          op -> {
            Stage a = op.input("A", setOf(FLOAT32, FLOAT16, BFLOAT16), 2, Draft.ANY_RANK);
            Dim inner = op.numbers("K", 1, Range.from(1)).get(0);
            Dim rows = op.numbers("N", 1, Range.from(1)).get(0);
            int block = op.drawn("block_size", 1, Range.of(16, 256)).get(0);
            int bits = op.integer("bits", 4, Range.of(2, 8));
            op.require(Integer.bitCount(block) == 1, "a block has 16, 32, 64, 128 or 256 numbers");
            op.require(Integer.bitCount(bits) == 1, "a number has 2, 4 or 8 bits");
            op.require(op.integer("weight_prepacked", 0, Range.of(0, 1)) == 0, "B is as it was");
            op.expect(
                Behaviour.TEXTS_DIFFER,
                dim(op.integer("accuracy_level", 0, Range.of(0, 4))).atMost(1),
                "the sums are in float32");
            op.require(a.dim(-1).is(inner), "the inner sizes agree");
            op.requireAbsent("blocks stand in order", "g_idx");
            Dim blocks = inner.overUp(block);
            Packed numbers = new Packed(bits);
            Stage b =
                op.input(
                    "B",
                    UINT8,
                    Dims.of(rows, blocks, dim(block * bits / 8)),
                    "the numbers of all blocks");
            Stage scales = ofBlocks(op, "scales", Set.of(a.type()), rows, blocks);
            Optional<Stage> zeros = zeros(op, a.type(), rows, blocks, numbers);
            Dim size = dim(block);
            Stage weights =
                stage(
                    Dims.of(inner, rows),
                    i -> {
                      Dims place = Dims.of(i.get(1), i.get(0).over(size));
                      Expr q = numbers.at(b, place, i.get(0).mod(size)).to(a.type());
                      Expr zero =
                          zeros
                              .map(z -> z.at(place))
                              .orElse(number(a.type(), (long) 1 << (bits - 1)));
                      return q.minus(zero).times(scales.at(place));
                    });
            op.output("Y", biased(op, Call.of(op, Products.MATMUL).on(a, weights), "bias"));
          });

  /** A number for each block of each row, in one list or in rows. */
  private static Stage ofBlocks(Draft op, String port, Set<DType> types, Dim rows, Dim blocks) {
    Stage s = op.input(port, types, 1, 2);
    if (s.rank() == 2) {
      op.require(s.shape(), Dims.of(rows, blocks), "one for each block");
      return s;
    }
    op.require(s.shape(), Dims.of(rows.times(blocks)), "one for each block");
    return Stage.view(
        s, Dims.of(rows, blocks), i -> Dims.of(i.get(0).times(blocks).plus(i.get(1))));
  }

  /** The zero point of each block: a real number, or packed like the numbers. */
  private static Optional<Stage> zeros(Draft op, DType type, Dim rows, Dim blocks, Packed numbers) {
    if (!op.has("zero_points")) {
      return Optional.empty();
    }
    Stage given = op.input("zero_points", DType.with(Set.of(type), UINT8), 1, 2);
    if (given.type() == type) {
      return Optional.of(ofBlocks(op, "zero_points", Set.of(type), rows, blocks));
    }
    Dim bytes = numbers.bytes(blocks);
    Stage packed = ofBlocks(op, "zero_points", Set.of(UINT8), rows, bytes);
    return Optional.of(
        stage(Dims.of(rows, blocks), i -> numbers.at(packed, i.first(1), i.get(1)).to(type)));
  }

  /** Numbers of few bits, the first in the lowest bits of a byte. */
  private record Packed(int bits) {

    Dim bytes(Dim count) {
      return count.times(bits).overUp(8);
    }

    /** Number k of those that stand in the last axis of bytes at a place. */
    Expr at(Stage bytes, Dims place, Dim k) {
      int each = 8 / bits;
      Expr whole = bytes.at(place.and(k.over(each)));
      Expr shift = number(UINT8, k.mod(each).times(bits));
      Expr moved = each == 1 ? whole : apply(Prim.SHIFT_RIGHT, whole, shift);
      return each == 1 ? moved : moved.and(number(UINT8, (1L << bits) - 1));
    }
  }

  static final List<Operator> ALL =
      List.of(MAT_MUL_INTEGER_TO_FLOAT, DYNAMIC_QUANTIZE_MAT_MUL, Q_GEMM, MAT_MUL_N_BITS);
}
