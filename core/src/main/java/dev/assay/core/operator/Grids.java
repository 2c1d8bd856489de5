package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.function.Function;

/** Operators that read an image at real coordinates which are data. */
final class Grids {
  private Grids() {}

  /** X read at the coordinates that a grid gives, from -1 at one edge to 1 at the other. */
  static final Operator GRID_SAMPLE =
      operator(
          "GridSample",
          16,
          "X grid -> Y",
          op -> {
            boolean since20 = op.opset() >= 20;
            String mode =
                since20
                    ? op.word("mode", "linear", "nearest", "cubic")
                    : op.word("mode", "bilinear", "nearest", "bicubic");
            String padding = op.word("padding_mode", "zeros", "border", "reflection");
            boolean corners = op.flag("align_corners", false);
            boolean nearest = mode.equals("nearest");
            Stage x =
                op.input(
                    "X", nearest ? Resizing.COPIED : FLOATS, since20 ? 3 : 4, since20 ? Draft.ANY_RANK : 4);
            Stage grid = op.input("grid", FLOATS, x.rank(), x.rank());
            int n = x.rank() - 2;
            Dims input = x.shape().from(2);
            op.requireAtLeast(input, 1, "the image has elements");
            op.require(grid.dim(0).is(x.dim(0)), "one grid for each image");
            op.require(grid.dim(-1).is(n), "one coordinate for each axis");
            DType real = grid.type() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
            Dims shape = x.shape().first(2).and(grid.shape().from(1).but(1));
            op.output(
                "Y",
                stage(
                    shape,
                    i -> {
                      Dims place = i.first(1).and(i.from(2));
                      List<Expr> at =
                          Draft.allAxes(n).stream()
                              .map(
                                  a ->
                                      coordinate(
                                          grid.at(place.and(dim(n - 1L - a))).to(real),
                                          input.get(a),
                                          corners))
                              .toList();
                      Function<Dims, Expr> read =
                          p ->
                              x.at(
                                  i.first(2)
                                      .and(p.zip(input, (k, d) -> inside(k, d, padding, corners))),
                                  x.zero());
                      if (nearest) {
                        return read.apply(
                            Dims.of(
                                at.stream()
                                    .map(c -> element(Expr.apply(Prim.ROUND, c).to(INT64)))
                                    .toList()));
                      }
                      boolean cubic = mode.endsWith("cubic");
                      Interpolation between =
                          cubic ? Interpolation.cubic(-0.75) : Interpolation.LINEAR;
                      List<Expr> held =
                          cubic && padding.equals("border")
                              ? Draft.allAxes(n).stream()
                                  .map(a -> held(at.get(a), input.get(a), corners))
                                  .toList()
                              : at;
                      return between.at(held, p -> read.apply(p).to(real)).to(x.type());
                    }));
          });

  private static Expr coordinate(Expr c, Dim size, boolean corners) {
    return corners
        ? c.plus(1).over(2).times(number(c.type(), size.minus(1)))
        : c.plus(1).times(number(c.type(), size)).minus(1).over(2);
  }

  private static Dim inside(Dim k, Dim size, String padding, boolean corners) {
    return switch (padding) {
      case "zeros" -> k;
      case "border" -> k.clamp(dim(0), size.minus(1));
      default -> {
        // about the outermost elements, or about the edges half an element further out
        Dim period = corners ? size.minus(1).times(2).max(1) : size.times(2);
        Dim there = k.mod(period);
        Dim back = (corners ? period : period.minus(1)).minus(there);
        yield there.min(back).clamp(dim(0), size.minus(1));
      }
    };
  }

  /** A coordinate outside of the image, moved to its outermost element. */
  private static Expr held(Expr c, Dim size, boolean corners) {
    double margin = corners ? 0 : 0.5;
    Expr last = number(c.type(), size.minus(1));
    return c.lessThan(-margin)
        .then(c.like(0), c.moreThan(last.plus(margin)).then(last, c));
  }

  /** The places of an image's elements, moved by an affine map. */
  static final Operator AFFINE_GRID =
      operator(
          "AffineGrid",
          20,
          "theta size -> grid",
          op -> {
            Stage theta = op.input("theta", FLOATS, 3, 3);
            int n = op.length("size", 4, 5) - 2;
            Dims size = op.numbers("size", n + 2, Range.from(1));
            boolean corners = op.flag("align_corners", false);
            op.require(
                theta.shape(),
                Dims.of(size.get(0), dim(n), dim(n + 1L)),
                "one map for each image, of a row for each axis");
            Dims image = size.from(2);
            op.output(
                "grid",
                stage(
                    size.first(1).and(image).and(dim(n)),
                    i -> {
                      Expr y = theta.at(i.get(0), i.get(-1), dim(n));
                      for (int k = 0; k < n; k++) {
                        int axis = n - 1 - k;
                        Expr c = place(theta.type(), i.get(1 + axis), image.get(axis), corners);
                        y = y.plus(theta.at(i.get(0), i.get(-1), dim(k)).times(c));
                      }
                      return y;
                    }));
          });

  private static Expr place(DType type, Dim k, Dim size, boolean corners) {
    Dim top = corners ? k.times(2) : k.times(2).plus(1);
    Dim under = corners ? size.minus(1).max(1) : size;
    return number(type, top).over(number(type, under)).minus(1);
  }

  /**
   * Regions of images, each sampled on a grid and pooled to one size.
   *
   * <p>Without a sampling ratio the number of samples depends on the regions, which no fold says.
   */
  static final Operator ROI_ALIGN =
      operator(
          "RoiAlign",
          13,
          "X rois batch_indices -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 4, 4);
            Stage rois = op.input("rois", x.type(), 2);
            Stage images =
                op.input("batch_indices", INT64, rois.shape().first(1), "one image for each region");
            op.require(rois.dim(1).is(4), "a region has four edges");
            op.within(images, dim(0), x.dim(0), "a region lies in an image that is there");
            op.requireAtLeast(x.shape().from(2), 1, "the image has elements");
            boolean half =
                op.opset() >= 16
                    && op.word("coordinate_transformation_mode", "half_pixel", "output_half_pixel")
                        .equals("half_pixel");
            boolean most = op.word("mode", "avg", "max").equals("max");
            int ratio = op.integer("sampling_ratio", 0, Range.from(0));
            op.require(ratio > 0, "the number of samples is given");
            double scale = op.real("spatial_scale", 1, 0, Double.MAX_VALUE);
            Dim one = dim(1);
            Dims pooled =
                Dims.of(
                    op.number("output_height", one, Range.from(1)),
                    op.number("output_width", one, Range.from(1)));
            Region region = new Region(rois, x.shape().from(2), pooled, scale, half, ratio);
            op.output(
                "Y",
                stage(
                    rois.shape().first(1).and(x.dim(1)).and(pooled),
                    i -> {
                      Dims channel = Dims.of(element(images.at(i.get(0))), i.get(1));
                      Dims samples = Dims.repeat(2, ratio);
                      if (most) {
                        // the greatest weighted corner, not the greatest interpolated value
                        return fold(
                            Prim.MAX,
                            samples.and(Dims.repeat(2, 2)),
                            k -> region.corner(x, channel, i, k.first(2), k.last(2)));
                      }
                      return sum(
                              samples.and(Dims.repeat(2, 2)),
                              k -> region.corner(x, channel, i, k.first(2), k.last(2)))
                          .over(ratio * ratio);
                    }));
          });

  /** How the samples of regions lie on the image. */
  private record Region(
      Stage rois, Dims input, Dims pooled, double scale, boolean half, int ratio) {

    /** A corner of the image's cell around a sample, weighted. */
    Expr corner(Stage x, Dims channel, Dims i, Dims sample, Dims side) {
      Dims point = Dims.of();
      Expr weight = number(x.type(), 1L);
      for (int a = 0; a < 2; a++) {
        Expr c = coordinate(i, sample, a);
        Expr last = number(x.type(), input.get(a).minus(1));
        Expr held = c.max(0).min(last);
        Expr low = Expr.floor(held);
        Expr part = held.minus(low);
        Expr chosen =
            number(INT64, side.get(a)).is(0).then(part.negated().plus(1), part);
        Expr near = c.atLeast(-1).and(c.atMost(last.plus(1)));
        weight = weight.times(near.then(chosen, c.like(0)));
        Dim at = element(low.to(INT64)).plus(side.get(a)).min(input.get(a).minus(1));
        point = point.and(at);
      }
      return weight.times(x.at(channel.and(point)));
    }

    private Expr coordinate(Dims i, Dims sample, int axis) {
      Dim region = i.get(0);
      Expr start = edge(region, 1 - axis);
      Expr end = edge(region, 3 - axis);
      Expr length = half ? end.minus(start) : end.minus(start).max(1);
      Expr bin = length.over(number(start.type(), pooled.get(axis)));
      Expr within =
          number(start.type(), sample.get(axis)).plus(0.5).over(ratio);
      return start.plus(number(start.type(), i.get(2 + axis)).plus(within).times(bin));
    }

    private Expr edge(Dim region, int side) {
      return rois.at(region, dim(side)).times(scale).minus(half ? 0.5 : 0);
    }
  }

  static final List<Operator> ALL = List.of(GRID_SAMPLE, AFFINE_GRID, ROI_ALIGN);
}
