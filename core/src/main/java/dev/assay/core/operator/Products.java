package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.SUMMABLE;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
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
                op.optional("a_zero_point", Set.of(a.type()), 0, Draft.ANY_RANK)
                    .map(z -> z.rank() == 1 && a.rank() > 1 ? z.withAxis(1) : z);
            Optional<Stage> zeroOfColumns =
                op.optional("b_zero_point", Set.of(b.type()), 0, Draft.ANY_RANK);
            op.output("Y", product(op, centred(op, a, zeroOfRows), centred(op, b, zeroOfColumns)));
          });

  private static Stage centred(Draft op, Stage x, Optional<Stage> zero) {
    zero.ifPresent(z -> op.spreadsTo(z.shape(), x.shape(), "zero points broadcast to the data"));
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

  /** The determinants of a stack of square matrices. */
  static final Operator DET =
      operator(
          "Det",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 2, Draft.ANY_RANK);
            op.require(x.dim(-1).is(x.dim(-2)), "the matrices are square");
            op.output("Y", Stage.given("Y", x.type(), x.shape().but(2)));
            op.opaque(in -> List.of(determinants(in.get(0))));
          });

  private static Tensor determinants(Tensor x) {
    int n = x.shape()[x.rank() - 1];
    int[] shape = Arrays.copyOf(x.shape(), x.rank() - 2);
    double[] y = new double[Tensor.size(shape)];
    for (int k = 0; k < y.length; k++) {
      double[][] matrix = new double[n][];
      for (int row = 0; row < n; row++) {
        int at = (k * n + row) * n;
        matrix[row] = Arrays.copyOfRange(x.reals(), at, at + n);
      }
      y[k] = x.type().nearest(determinant(matrix));
    }
    return Tensor.of(x.type(), shape, y);
  }

  /** By elimination with the greatest pivot of each column; the matrix is spent. */
  private static double determinant(double[][] m) {
    double product = 1;
    for (int c = 0; c < m.length; c++) {
      int pivot = c;
      for (int r = c + 1; r < m.length; r++) {
        pivot = Math.abs(m[r][c]) > Math.abs(m[pivot][c]) ? r : pivot;
      }
      double[] row = m[pivot];
      m[pivot] = m[c];
      m[c] = row;
      product *= pivot == c ? row[c] : -row[c];
      if (row[c] == 0) {
        return product;
      }
      for (int r = c + 1; r < m.length; r++) {
        double times = m[r][c] / row[c];
        for (int k = c; k < m.length; k++) {
          m[r][k] -= times * row[k];
        }
      }
    }
    return product;
  }

  static final List<Operator> ALL = List.of(MATMUL, MATMUL_INTEGER, GEMM, DET);
}
