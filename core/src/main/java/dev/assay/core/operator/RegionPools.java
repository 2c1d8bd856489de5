package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.floor;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;

/** Pools over regions of images. */
final class RegionPools {
  private RegionPools() {}

  /**
   * The greatest element in each cell of a grid over each region, 0 in a cell without elements.
   * ONNX says no more than this; the grid is that of Girshick, Fast R-CNN, 2015: edges are rounded
   * to elements and belong to the region, cells overlap where they do not divide it.
   */
  static final Operator MAX_ROI_POOL =
      operator(
          "MaxRoiPool",
          13,
          "X rois -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 4, 4);
            Stage rois = op.input("rois", x.type(), 2);
            op.require(rois.dim(1).is(5), "a region has an image and four edges");
            Dims regions = rois.shape().first(1);
            Stage image = stage(regions, r -> rois.at(r.and(Dim.dim(0))));
            op.within(image, Dim.dim(0), x.dim(0), "a region lies in an image that is there");
            double scale = op.real("spatial_scale", 1, 0, Float.MAX_VALUE);
            Dims pooled = op.numbers("pooled_shape", 2, Range.from(1));
            // x1, y1, x2, y2
            Stage edges =
                stage(
                    regions.and(Dim.dim(4)), i -> rois.at(i.get(0), i.get(1).plus(1)).times(scale));
            op.expect(
                Behaviour.TEXTS_DIFFER,
                stage(
                    edges.shape(),
                    i -> {
                      Expr edge = edges.at(i);
                      Expr far = edge.minus(floor(edge)).minus(0.5);
                      return Expr.abs(far).moreThan(1e-3).and(edge.atLeast(0));
                    }),
                "an edge is nearest to one element");
            Stage whole = stage(edges.shape(), i -> floor(edges.at(i).plus(0.5)).to(INT64));
            Cells cells = new Cells(whole, pooled);
            op.output(
                "Y",
                stage(
                    Dims.of(rois.dim(0), x.dim(1)).and(pooled),
                    i -> {
                      Expr least = number(x.type(), Double.NEGATIVE_INFINITY);
                      Dims plane = Dims.of(element(image.at(i.get(0)).to(INT64)), i.get(1));
                      Dims over = x.shape().from(2);
                      Expr most =
                          fold(
                              Prim.MAX,
                              over,
                              k -> cells.hold(i, k).then(x.at(plane.and(k)), least));
                      Expr any = fold(Prim.OR, over, k -> cells.hold(i, k));
                      return any.then(most, x.zero());
                    }));
          });

  /** The grids over all regions, by the first and last elements of those. */
  private record Cells(Stage edges, Dims pooled) {

    /** Whether an element lies in a cell. */
    Expr hold(Dims i, Dims at) {
      return hold(i, at, 0).and(hold(i, at, 1));
    }

    private Expr hold(Dims i, Dims at, int axis) {
      Expr first = edges.at(i.get(0), Dim.dim(1 - axis));
      Expr length = edges.at(i.get(0), Dim.dim(3 - axis)).minus(first).plus(1).max(1);
      Expr count = number(INT64, pooled.get(axis));
      Expr cell = number(INT64, i.get(2 + axis));
      Expr from = cell.times(length).over(count);
      Expr to = cell.plus(1).times(length).plus(count).minus(1).over(count);
      Expr k = number(INT64, at.get(axis)).minus(first);
      return k.atLeast(from).and(k.lessThan(to));
    }
  }

  static final List<Operator> ALL = List.of(MAX_ROI_POOL);
}
