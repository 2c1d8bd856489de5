package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Set;

/** Convolutions and products of matrices, with what compilers fuse into them. */
final class FusedProducts {
  private FusedProducts() {}

  /** A convolution, to which Z is added, under an activation. */
  static final Operator FUSED_CONV =
      contributed("FusedConv", "X W B? Z? -> Y", op -> op.output("Y", fusedConvolution(op, "Z")));

  /**
   * The convolution of a node.
   *
   * @param sum the input that is added, if given
   */
  static Stage fusedConvolution(Draft op, String sum) {
    return finished(op, sum, Call.of(op, Convolutions.CONV).output("Y"));
  }

  /** Sum and activation. */
  static Stage finished(Draft op, String sum, Stage y) {
    Stage whole =
        op.optional(sum, y.type(), y.shape(), "one summand for each element")
            .map(z -> Call.of(op, Arithmetic.ADD).on(y, z))
            .orElse(y);
    return FusedActivation.ofConvolution(op, whole);
  }

  /** A scaled product of stacks of matrices, some of which are stored otherwise. */
  static final Operator FUSED_MAT_MUL =
      contributed("FusedMatMul", "A B -> Y", op -> op.output("Y", product(op, true)));

  /** What FusedMatMul was called before. */
  static final Operator TRANSPOSE_MAT_MUL =
      contributed("TransposeMatMul", "A B -> Y", op -> op.output("Y", product(op, false)));

  /** A scaled product of stacks of matrices under an activation. */
  static final Operator FUSED_MAT_MUL_ACTIVATION =
      contributed(
          "FusedMatMulActivation",
          "A B -> Y",
          op -> op.output("Y", FusedActivation.ofMatrices(op, product(op, true))));

  private static Stage product(Draft op, boolean stacks) {
    Stage a = op.input("A", FLOATS, 1, Draft.ANY_RANK);
    Stage b = op.input("B", Set.of(a.type()), 1, Draft.ANY_RANK);
    boolean leftWithin = stacks && op.flag("transBatchA", false);
    boolean rightWithin = stacks && op.flag("transBatchB", false);
    op.require(
        !leftWithin && !rightWithin || a.rank() == b.rank() && a.rank() > 2,
        "stacks of one rank, where one is stored within its matrices");
    Stage left = stored(op, a, leftWithin, "transA");
    Stage right = stored(op, b, rightWithin, "transB");
    Stage y = Call.of(op, Products.MATMUL).on(left, right);
    double alpha = op.real("alpha", 1);
    return alpha == 1 ? y : stage(y.shape(), i -> y.at(i).times(alpha));
  }

  /**
   * Matrices from how they are stored: the stack within the matrix, after its first axis; then the
   * matrix turned over. A vector is neither.
   */
  private static Stage stored(Draft op, Stage x, boolean within, String turned) {
    boolean turns = op.flag(turned, false);
    Stage stacked =
        within
            ? Stage.view(
                x,
                x.shape().from(1).but(1).and(x.dim(0), x.dim(-1)),
                i -> Dims.of(i.get(-2)).and(i.but(2)).and(i.get(-1)))
            : x;
    return turns && x.rank() > 1
        ? Stage.view(
            stacked,
            stacked.shape().but(2).and(stacked.dim(-1), stacked.dim(-2)),
            i -> i.but(2).and(i.get(-1), i.get(-2)))
        : stacked;
  }

  /** alpha A B + beta C under an activation, with A and B turned over where asked. */
  static final Operator FUSED_GEMM =
      contributed(
          "FusedGemm",
          "A B C? -> Y",
          op -> {
            Stage y = Call.of(op, Products.GEMM).output("Y");
            op.usual("activation");
            op.output("Y", op.has("activation") ? FusedActivation.ofMatrices(op, y) : y);
          });

  static final List<Operator> ALL =
      List.of(FUSED_CONV, FUSED_MAT_MUL, TRANSPOSE_MAT_MUL, FUSED_MAT_MUL_ACTIVATION, FUSED_GEMM);
}
