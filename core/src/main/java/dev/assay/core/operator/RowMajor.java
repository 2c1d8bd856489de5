package dev.assay.core.operator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;

/** Places in a tensor counted row by row, the last axis fastest, as ONNX lays tensors out. */
final class RowMajor {
  private RowMajor() {}

  /** How many elements lie before a point. */
  static Dim offset(Dims point, Dims shape) {
    return Dims.each(point.rank(), a -> point.get(a).times(shape.from(a + 1).product()))
        .list()
        .stream()
        .reduce(Dim.dim(0), Dim::plus);
  }

  /** The point before which so many elements lie. */
  static Dims point(Dim offset, Dims shape) {
    return Dims.each(
        shape.rank(),
        a -> {
          // a tensor without elements has no points, but formulas that choose still divide
          Dim whole = offset.over(shape.from(a + 1).product().max(1));
          return a == 0 ? whole : whole.mod(shape.get(a).max(1));
        });
  }
}
