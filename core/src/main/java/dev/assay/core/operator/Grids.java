package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Behaviour;
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
                    "X",
                    nearest ? Resizing.COPIED : FLOATS,
                    since20 ? 3 : 4,
                    since20 ? Draft.ANY_RANK : 4);
            Stage grid = op.input("grid", FLOATS, x.rank(), x.rank());
            int n = x.rank() - 2;
            Dims input = x.shape().from(2);
            op.requireAtLeast(input, 1, "the image has elements");
            op.require(grid.dim(0).is(x.dim(0)), "one grid for each image");
            op.require(grid.dim(-1).is(n), "one coordinate for each axis");
            DType real = grid.type() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
            Dims shape = x.shape().first(2).and(grid.shape().from(1).but(1));
            if (mode.endsWith("cubic") && padding.equals("border")) {
              op.expect(
                  Behaviour.TEXTS_DIFFER,
                  stage(grid.shape(), i -> abs(grid.at(i)).atMost(1)),
                  "the grid stays inside, or else implementations differ in moving a coordinate"
                      + " to the border or its neighbours");
            }
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
                      return between.at(at, p -> read.apply(p).to(real)).as(x.type());
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
            if (corners) {
              op.requireAtLeast(
                  image, 2, "an axis with corners has two, or else nothing to divide by");
            }
            Stage places =
                stage(
                    image.and(dim(n + 1L)),
                    i -> {
                      Expr one = number(theta.type(), 1L);
                      Expr c = one;
                      for (int axis = 0; axis < n; axis++) {
                        Expr isAxis = number(INT64, i.get(-1)).is(n - 1 - axis);
                        c = isAxis.then(place(one, i.get(axis), image.get(axis), corners), c);
                      }
                      return c;
                    });
            op.output(
                "grid",
                stage(
                    size.first(1).and(image).and(dim(n)),
                    i ->
                        sum(
                            dim(n + 1L),
                            k ->
                                theta
                                    .at(i.get(0), i.get(-1), k)
                                    .times(places.at(i.from(1).with(n, k))))));
          });

  /**
   * From -1 to 1 in even steps, whose rounding shows near 0: without corners as ONNX's function
   * body starts half a step inside, or as PyTorch, to which ONNX's text refers, shrinks what has
   * corners.
   */
  private static Expr place(Expr one, Dim k, Dim size, boolean corners) {
    Expr number = number(one.type(), k);
    Expr whole = number(one.type(), size);
    Expr gaps = number(one.type(), size.minus(1));
    if (corners) {
      return number.times(one.times(2).over(gaps)).minus(1);
    }
    Expr step = one.times(2).over(whole);
    Expr inside = step.over(2).minus(1).plus(number.times(step));
    Expr shrunk = number.times(one.times(2).over(gaps.max(1))).minus(1).times(gaps).over(whole);
    // in an enclosure the test is open where the roundings differ, and holds both
    return inside.is(shrunk).then(inside, shrunk);
  }

  /**
   * Regions of images, each sampled on a grid and pooled to one size.
   *
   * <p>Without a sampling ratio there are as many samples as a bin has elements along an axis,
   * rounded up: at most as many as the image, or else the result counts as unspecified.
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
                op.input(
                    "batch_indices", INT64, rois.shape().first(1), "one image for each region");
            op.require(rois.dim(1).is(4), "a region has four edges");
            op.within(images, dim(0), x.dim(0), "a region lies in an image that is there");
            Dims input = x.shape().from(2);
            op.requireAtLeast(input, 1, "the image has elements");
            boolean half =
                op.opset() >= 16
                    && op.word("coordinate_transformation_mode", "half_pixel", "output_half_pixel")
                        .equals("half_pixel");
            boolean most = op.word("mode", "avg", "max").equals("max");
            int ratio = op.integer("sampling_ratio", 0, Range.from(0));
            double scale = op.real("spatial_scale", 1, 0, Float.MAX_VALUE);
            Dim one = dim(1);
            Dims pooled =
                Dims.of(
                    op.number("output_height", one, Range.from(1)),
                    op.number("output_width", one, Range.from(1)));
            Regions regions = new Regions(rois, input, pooled, scale, half, ratio);
            if (ratio == 0) {
              op.expect(
                  Behaviour.TEXTS_DIFFER,
                  stage(rois.shape().first(1), regions::areInside),
                  "a region is no larger than the image, and not empty");
            }
            Dims samples = (ratio == 0 ? input : Dims.repeat(2, ratio)).and(Dims.repeat(2, 2));
            op.output(
                "Y",
                stage(
                    rois.shape().first(1).and(x.dim(1)).and(pooled),
                    i -> {
                      Dims channel = Dims.of(element(images.at(i.get(0))), i.get(1));
                      if (most) {
                        // the greatest weighted corner, not the greatest interpolated value
                        Expr least = number(x.type(), Double.NEGATIVE_INFINITY);
                        return fold(
                            Prim.MAX, samples, k -> regions.corner(x, channel, i, k, least));
                      }
                      Expr zero = x.zero();
                      return sum(samples, k -> regions.corner(x, channel, i, k, zero))
                          .over(regions.count(i.get(0), 0).times(regions.count(i.get(0), 1)));
                    }));
          });

  /** How the samples of regions lie on the image. */
  private record Regions(
      Stage rois, Dims input, Dims pooled, double scale, boolean half, int ratio) {

    /**
     * A corner of the image's cell around a sample, weighted.
     *
     * @param k the sample and which of its corners
     * @param none for a sample too many
     */
    Expr corner(Stage x, Dims channel, Dims i, Dims k, Expr none) {
      Dims sample = k.first(2);
      Dims side = k.last(2);
      Dims point = Dims.of();
      Expr weight = number(x.type(), 1L);
      Expr counts = number(BOOL, 1L);
      for (int a = 0; a < 2; a++) {
        Expr c = coordinate(i, sample, a);
        Expr last = number(x.type(), input.get(a).minus(1));
        Expr held = c.max(0).min(last);
        Expr low = Expr.floor(held);
        Expr part = held.minus(low);
        Expr chosen = number(INT64, side.get(a)).is(0).then(part.negated().plus(1), part);
        Expr near = c.atLeast(-1).and(c.atMost(last.plus(1)));
        weight = weight.times(near.then(chosen, c.like(0)));
        counts = counts.and(number(x.type(), sample.get(a)).lessThan(count(i.get(0), a)));
        point = point.and(element(low.to(INT64)).plus(side.get(a)).min(input.get(a).minus(1)));
      }
      Expr value = weight.times(x.at(channel.and(point)));
      return ratio > 0 ? value : counts.then(value, none);
    }

    /** The number of samples of each bin along an axis. */
    Expr count(Dim region, int axis) {
      return ratio > 0
          ? number(rois.type(), (long) ratio)
          : Expr.apply(Prim.CEIL, bin(region, axis));
    }

    Expr areInside(Dims i) {
      Expr first = count(i.get(0), 0);
      Expr second = count(i.get(0), 1);
      return first
          .atLeast(1)
          .and(first.atMost(number(rois.type(), input.get(0))))
          .and(second.atLeast(1))
          .and(second.atMost(number(rois.type(), input.get(1))));
    }

    private Expr bin(Dim region, int axis) {
      Expr length = edge(region, 3 - axis).minus(edge(region, 1 - axis));
      return (half ? length : length.max(1)).over(number(rois.type(), pooled.get(axis)));
    }

    private Expr coordinate(Dims i, Dims sample, int axis) {
      Dim region = i.get(0);
      Expr within = number(rois.type(), sample.get(axis)).plus(0.5).over(count(region, axis));
      return edge(region, 1 - axis)
          .plus(number(rois.type(), i.get(2 + axis)).plus(within).times(bin(region, axis)));
    }

    private Expr edge(Dim region, int side) {
      return rois.at(region, dim(side)).times(scale).minus(half ? 0.5 : 0);
    }
  }

  static final List<Operator> ALL = List.of(GRID_SAMPLE, AFFINE_GRID, ROI_ALIGN);
}
