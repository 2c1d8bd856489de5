package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.SUMMABLE;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products of matrices, and their determinants. */
final class Products {
  private Products() {}

  private static final Set<DType> BYTES = setOf(INT8, UINT8);

  /**
   * Product of stacks of matrices; a vector counts as one row on the left, one column on the right.
   */
  static final Operator MATMUL =
      operator(
          "MatMul",
          13,
          "A B -> Y",
          op -> {
            Stage a = op.input("A", SUMMABLE, 1, Draft.ANY_RANK);
            Stage b = op.input("B", Set.of(a.type()), 1, Draft.ANY_RANK);
            op.output("Y", product(op, a, b));
          });

  /** Product of matrices of 8-bit integers, each less its zero point, in 32 bits. */
  static final Operator MATMUL_INTEGER =
      operator(
          "MatMulInteger",
          13,
          "A B a_zero_point? b_zero_point? -> Y",
          op -> {
            Stage a = op.input("A", BYTES, 1, Draft.ANY_RANK);
            Stage b = op.input("B", BYTES, 1, Draft.ANY_RANK);
            Optional<Stage> zeroOfRows =
                op.optional("a_zero_point", Set.of(a.type()), 0, a.rank())
                    .map(z -> alongMatrix(op, z, a.shape(), -2));
            Optional<Stage> zeroOfColumns =
                op.optional("b_zero_point", Set.of(b.type()), 0, b.rank())
                    .map(z -> alongMatrix(op, z, b.shape(), -1));
            op.output("Y", product(op, centred(a, zeroOfRows), centred(b, zeroOfColumns)));
          });

  /**
   * Parameters of a stack of matrices, to be broadcast to it: one for all, one for each row (axis
   * -2) or column (axis -1) of a matrix, or that for each matrix of the stack, the other axis being
   * 1.
   */
  static Stage alongMatrix(Draft op, Stage parameters, Dims matrix, int axis) {
    boolean whole = parameters.rank() == matrix.rank() && matrix.rank() > 1;
    op.require(whole || parameters.rank() <= 1, "one for all, or one for each row or column");
    if (whole) {
      op.require(
          parameters.shape(), matrix.with(-3 - axis, 1), "one for each row or column of the stack");
      return parameters;
    }
    if (parameters.rank() == 0) {
      return parameters;
    }
    Dim count = parameters.dim(0);
    if (matrix.rank() != 2) {
      op.require(count.is(1), "one for all");
      return parameters;
    }
    op.which(count.is(1), count.is(matrix.get(axis)));
    return axis == -2 ? parameters.withAxis(1) : parameters;
  }

  private static Stage centred(Stage x, Optional<Stage> zero) {
    return stage(
        x.shape(),
        i -> {
          Expr v = x.at(i).to(INT32);
          return zero.map(z -> v.minus(z.spread(i).to(INT32))).orElse(v);
        });
  }

  private static Stage product(Draft op, Stage a, Stage b) {
    Stage rows = a.rank() > 1 ? a : a.withAxis(0);
    Stage columns = b.rank() > 1 ? b : b.withAxis(1);
    Dim inner = rows.dim(-1);
    op.require(inner.is(columns.dim(-2)), "the inner sizes agree");
    Dims stack = op.broadcast(rows.shape().but(2), columns.shape().but(2));
    Stage product =
        stage(
            stack.and(rows.dim(-2), columns.dim(-1)),
            i -> sum(inner, k -> rows.spread(i.with(-1, k)).times(columns.spread(i.with(-2, k)))));
    List<Integer> gone = new ArrayList<>();
    if (rows != a) {
      gone.add(stack.rank());
    }
    if (columns != b) {
      gone.add(stack.rank() + 1);
    }
    return product.without(gone);
  }

  /** alpha A B + beta C, with A and B turned over where asked; C broadcasts. */
  static final Operator GEMM =
      operator(
          "Gemm",
          13,
          "A B C? -> Y",
          op -> {
            Stage a = turned(op.input("A", SUMMABLE, 2, 2), op.flag("transA", false));
            Stage b = turned(op.input("B", Set.of(a.type()), 2, 2), op.flag("transB", false));
            Optional<Stage> c = op.optional("C", Set.of(a.type()), 0, 2);
            double alpha = factor(op, "alpha", a.type());
            double beta = factor(op, "beta", a.type());
            Dim inner = a.dim(1);
            op.require(inner.is(b.dim(0)), "the inner sizes agree");
            Dims shape = Dims.of(a.dim(0), b.dim(1));
            c.ifPresent(s -> op.spreadsTo(s.shape(), shape, "C broadcasts to the product"));
            op.output(
                "Y",
                stage(
                    shape,
                    i -> {
                      Expr y =
                          scaled(
                              sum(inner, k -> a.at(i.with(1, k)).times(b.at(i.with(0, k)))), alpha);
                      return c.map(s -> y.plus(scaled(s.spread(i), beta))).orElse(y);
                    }));
          });

  private static Stage turned(Stage x, boolean turn) {
    return turn ? Stage.view(x, Dims.of(x.dim(1), x.dim(0)), i -> Dims.of(i.get(1), i.get(0))) : x;
  }

  private static double factor(Draft op, String name, DType type) {
    double factor = op.real(name, 1);
    op.require(type.isFloat() || factor == Math.rint(factor), name + " of integers is whole");
    return factor;
  }

  private static Expr scaled(Expr x, double factor) {
    return factor == 1 ? x : x.times(factor);
  }

  /**
   * The determinants of a stack of square matrices, without division: times A over and over, each
   * time with zeros below the diagonal and minus the rest of the trace on it (Bird 2011).
   *
   * <p>On a tenth of the matrix, so that integers are rounded too: others decompose it. What they
   * leave of a zero is small beside the product of the rows' sums.
   */
  static final Operator DET =
      operator(
          "Det",
          13,
          "X -> Y",
          op -> {
            Stage whole = op.input("X", FLOATS, 2, Draft.ANY_RANK);
            Dim n = whole.dim(-1);
            op.require(n.is(whole.dim(-2)), "the matrices are square");
            op.require(n.atLeast(1), "a matrix has an element");
            Stage x = stage(whole.shape(), i -> whole.at(i).over(10));
            Expr factor = x.zero().like(10).power(number(x.type(), n));
            Loop loop = Loop.over(n.minus(1));
            Stage powers = loop.state(x.type(), x.shape());
            loop.next(
                powers,
                i -> {
                  Dims matrix = i.from(1);
                  Expr row = number(INT64, matrix.get(-2));
                  Expr above =
                      sum(
                          n,
                          k -> {
                            Dims place = i.with(-1, k);
                            return row.lessThan(number(INT64, k))
                                .then(
                                    loop.before(powers, place, x.at(place.from(1)))
                                        .times(x.at(matrix.with(-2, k))),
                                    x.zero());
                          });
                  Expr rest =
                      sum(
                          n,
                          k -> {
                            Dims place = i.with(-2, k).with(-1, k);
                            return row.lessThan(number(INT64, k))
                                .then(loop.before(powers, place, x.at(place.from(1))), x.zero());
                          });
                  return above.minus(rest.times(x.at(matrix)));
                });
            Expr sign = number(x.type(), Dim.dim(1).minus(n.minus(1).mod(2).times(2)));
            Stage size =
                stage(x.shape().but(2), i -> sizeOfRows(whole, i).times(number(x.type(), n)));
            op.output(
                "Y",
                Stage.roundedAs(
                    size,
                    i -> {
                      Dims corner = i.and(Dims.zeros(2));
                      Dims last = Dims.of(n.minus(2)).and(corner);
                      return powers.at(last, x.at(corner)).times(sign).times(factor);
                    }));
          });

  private static Expr sizeOfRows(Stage matrices, Dims matrix) {
    Dim n = matrices.dim(-1);
    return fold(
        Prim.MUL, n, row -> sum(n, k -> Expr.abs(matrices.at(matrix.and(Dims.of(row, k))))));
  }

  static final List<Operator> ALL = List.of(MATMUL, MATMUL_INTEGER, GEMM, DET);
}
