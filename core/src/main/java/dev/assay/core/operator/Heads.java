package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;

/**
 * Tensors of attention heads: {@code (batch, heads, length, size)}, or of rank 3 with joined heads.
 */
final class Heads {
  private Heads() {}

  /**
   * A tensor by heads.
   *
   * @param count the attribute that tells the number of heads of a tensor of rank 3
   */
  static Stage of(Draft op, Stage x, String count) {
    if (x.rank() == 4) {
      return x;
    }
    return split(op, x, dim(op.drawn(count, 1, Range.from(1)).get(0)));
  }

  /** A tensor of rank 3 by its heads. */
  static Stage split(Draft op, Stage x, Dim heads) {
    Dim size = x.dim(2).over(heads);
    op.require(x.dim(2).is(size.times(heads)), "the heads divide the last axis");
    return Stage.view(
        x,
        Dims.of(x.dim(0), heads, x.dim(1), size),
        i -> Dims.of(i.get(0), i.get(2), i.get(1).times(size).plus(i.get(3))));
  }

  /** A tensor by heads in a rank; in rank 3 the heads are joined. */
  static Stage ofRank(int rank, Stage x) {
    Dim size = x.dim(3);
    return rank == 4
        ? x
        : Stage.view(
            x,
            Dims.of(x.dim(0), x.dim(2), x.dim(1).times(size)),
            i -> Dims.of(i.get(0), i.get(2).over(size), i.get(1), i.get(2).mod(size)));
  }
}
