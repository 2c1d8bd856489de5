package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.floor;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resampling along axes. */
final class Resizing {
  private Resizing() {}

  /** What can be copied from place to place. */
  static final Set<DType> COPIED = copied();

  private static Set<DType> copied() {
    Set<DType> types = EnumSet.copyOf(NUMBERS);
    types.add(BOOL);
    return Collections.unmodifiableSet(types);
  }

  private static final String CROP = "tf_crop_and_resize";

  /**
   * The data resampled to other sizes, axis after axis.
   *
   * <p>Between the points of an integer type ONNX states no rounding, so only floats are
   * interpolated.
   */
  static final Operator RESIZE =
      operator(
          "Resize",
          13,
          "X roi? scales? sizes? -> Y",
          op -> {
            String mode = op.word("mode", "nearest", "linear", "cubic");
            boolean nearest = mode.equals("nearest");
            Stage x = op.input("X", nearest ? COPIED : FLOATS, 1, Draft.ANY_RANK);
            List<Integer> axes =
                op.opset() >= 18 ? op.axes("axes", x.rank()) : Draft.allAxes(x.rank());
            String transformation = transformation(op);
            boolean crops = transformation.equals(CROP);
            int n = axes.size();
            Optional<Stage> roi =
                crops
                    ? Optional.of(op.input("roi", DType.setOf(FLOAT16, FLOAT32, FLOAT64), 1, 1))
                    : Optional.empty();
            roi.ifPresent(r -> op.require(r.dim(0).is(2L * n), "a start and an end for each axis"));
            Filter filter = nearest ? Filter.NEAREST : Filter.of(op, mode);
            String rounding =
                op.word("nearest_mode", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
            double beyond = op.real("extrapolation_value", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
            List<Scaling> scalings = scalings(op, x.shape().take(axes));
            scalings.forEach(s -> op.require(s.size().atLeast(1), "something is left"));
            Stage y = x;
            for (int k = 0; k < n; k++) {
              Scaling scaling = scalings.get(k);
              if (scaling.isIdentity() && !crops) {
                continue;
              }
              if (crops
                  || transformation.equals("align_corners")
                  || transformation.startsWith("pytorch")) {
                expectWhole(op, scaling);
              }
              int at = k;
              Axis axis =
                  new Axis(
                      axes.get(k),
                      scaling,
                      transformation,
                      roi.map(r -> r.at(dim(at)).to(FLOAT32)),
                      roi.map(r -> r.at(dim(at + n)).to(FLOAT32)));
              Stage next = nearest ? axis.nearest(y, rounding) : axis.filtered(y, filter);
              y = crops ? axis.cropped(next, beyond) : next;
            }
            Stage result = y;
            op.output("Y", stage(result.shape(), result::at));
          });

  private static String transformation(Draft op) {
    List<String> words =
        new ArrayList<>(
            List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", CROP));
    if (op.opset() >= 19) {
      words.add("half_pixel_symmetric");
    }
    return op.word("coordinate_transformation_mode", words.toArray(String[]::new));
  }

  /**
   * ONNX's reference divides by a resized length with its fraction, ONNX Runtime by a whole one.
   */
  private static void expectWhole(Draft op, Scaling scaling) {
    op.expect(
        Behaviour.TEXTS_DIFFER,
        scaling.rest().is(0),
        "the resized length is a whole number, or else implementations differ");
  }

  private static List<Scaling> scalings(Draft op, Dims input) {
    int n = input.rank();
    op.requireAtLeast(input, 1, "an axis has elements");
    if (!op.has("sizes")) {
      return each(n, op.reals("scales", n, 0x1p-20, 0x1p20), (k, s) -> by(op, input.get(k), s));
    }
    if (op.bound(0, 1) == 1) {
      op.require(
          !op.has("scales") || op.length("scales", 0, n) == 0,
          "scales or sizes are given, not both");
    }
    Dims sizes = op.numbers("sizes", n, Range.from(1));
    String policy =
        op.opset() >= 18
            ? op.word("keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller")
            : "stretch";
    if (policy.equals("stretch")) {
      return each(n, input.list(), (k, d) -> Scaling.to(d, sizes.get(k)));
    }
    // rounding is monotone, so the size by the least scale is the least of the sizes by each
    boolean larger = policy.equals("not_smaller");
    return each(
        n,
        input.list(),
        (k, d) -> {
          Dims fits = sizes.zip(input, (s, e) -> s.times(d).times(2).plus(e).over(e.times(2)));
          Dim size = fits.list().stream().reduce((a, b) -> larger ? a.max(b) : a.min(b)).orElse(d);
          return new Scaling(
              d,
              size,
              dim(1),
              type ->
                  Draft.allAxes(n).stream()
                      .map(a -> number(type, sizes.get(a)).over(number(type, input.get(a))))
                      .reduce((a, b) -> larger ? a.max(b) : a.min(b))
                      .orElseThrow());
        });
  }

  /**
   * By a factor that is given as a float. Where that is a little less than the fraction it stands
   * for, ONNX's reference rounds 50 times 0.02 down to 0, ONNX Runtime's kernel does not.
   */
  private static Scaling by(Draft op, Dim size, double factor) {
    Scaling scaling = Scaling.by(size, factor);
    if (op.bound(0, 1) == 0 && Scaling.isBelowItsFraction(factor)) {
      op.require(scaling.rest().atLeast(1), "the length is the same however it is rounded");
    }
    return scaling;
  }

  private interface Making<T> {
    Scaling of(int axis, T by);
  }

  private static <T> List<Scaling> each(int n, List<? extends T> list, Making<T> making) {
    List<Scaling> all = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      all.add(making.of(k, list.get(k)));
    }
    return all;
  }

  /** How far distances grow under a filter, and what weights it gives. */
  private record Filter(Interpolation between, boolean widens, boolean normalises, boolean inside) {
    static final Filter NEAREST = new Filter(Interpolation.LINEAR, false, false, false);

    static Filter of(Draft op, String mode) {
      Interpolation between =
          mode.equals("linear")
              ? Interpolation.LINEAR
              : Interpolation.cubic(op.real("cubic_coeff_a", -0.75f, -1, 1));
      boolean widens = op.opset() >= 18 && op.flag("antialias", false);
      boolean inside = op.flag("exclude_outside", false);
      return new Filter(between, widens, widens || inside, inside);
    }
  }

  /** One axis that is resampled. */
  private record Axis(
      int axis, Scaling scaling, String transformation, Optional<Expr> start, Optional<Expr> end) {

    /** Where an output position lies among the inputs. */
    Expr coordinate(DType type, Dim position) {
      Expr at = number(type, position);
      Expr scale = scaling.factor(type);
      Expr length = number(type, scaling.input());
      Expr width =
          number(DType.INT64, scaling.rest())
              .is(0)
              .then(number(type, scaling.size()), length.times(scale));
      Expr last = number(type, scaling.input().minus(1));
      Expr center = at.plus(0.5).over(scale).minus(0.5);
      return switch (transformation) {
        case "half_pixel" -> center;
        case "half_pixel_symmetric" ->
            length
                .over(2)
                .times(number(type, scaling.size()).over(width).negated().plus(1))
                .plus(center);
        case "pytorch_half_pixel" -> width.moreThan(1).then(center, at.like(0));
        case "asymmetric" -> at.over(scale);
        case "align_corners" -> width.is(1).then(at.like(0), at.times(last).over(width.minus(1)));
        default -> {
          Expr from = start.orElseThrow().to(type);
          Expr to = end.orElseThrow().to(type);
          Expr step = to.minus(from).times(last).over(width.minus(1));
          yield width
              .moreThan(1)
              .then(from.times(last).plus(at.times(step)), from.plus(to).times(0.5).times(last));
        }
      };
    }

    private Dims shape(Stage y) {
      return y.shape().with(axis, scaling.size());
    }

    /** The element nearest to each coordinate. */
    Stage nearest(Stage y, String rounding) {
      return stage(
          shape(y),
          i -> {
            Expr c = coordinate(FLOAT32, i.get(axis));
            Expr rounded =
                switch (rounding) {
                  case "round_prefer_floor" -> Expr.apply(Prim.CEIL, c.minus(0.5));
                  case "round_prefer_ceil" -> floor(c.plus(0.5));
                  case "floor" -> floor(c);
                  default -> Expr.apply(Prim.CEIL, c);
                };
            return y.at(i.with(axis, inside(element(rounded.to(DType.INT64)))));
          });
    }

    private Dim inside(Dim position) {
      return position.clamp(dim(0), scaling.input().minus(1));
    }

    /**
     * The neighbours of each coordinate, weighted; beyond the ends, the ends repeat. Others weigh
     * those of several axes at once, and round where one axis after the other is exact.
     */
    Stage filtered(Stage y, Filter filter) {
      int reach = filter.between().reach();
      Dim wide =
          filter.widens()
              // the size may be half an element more than the factor says
              ? scaling.input().times(2L * reach).overUp(scaling.size().times(2).minus(1)).plus(1)
              : dim(reach);
      DType type = y.type() == FLOAT64 ? FLOAT64 : FLOAT32;
      return Stage.rounded(
          shape(y),
          i -> {
            Expr c = coordinate(FLOAT32, i.get(axis));
            Expr narrowing = filter.widens() ? scaling.factor(FLOAT32).min(1) : c.like(1);
            Dim first = Interpolation.below(coordinate(FLOAT64, i.get(axis))).minus(wide);
            Dim taps = wide.times(2).plus(1);
            Expr weighted =
                sum(
                    taps,
                    k -> {
                      Dim p = first.plus(k);
                      return weight(filter, c, p, narrowing)
                          .to(type)
                          .times(y.at(i.with(axis, inside(p))).to(type));
                    });
            Expr value =
                filter.normalises()
                    ? weighted.over(
                        sum(taps, k -> weight(filter, c, first.plus(k), narrowing).to(type)))
                    : weighted;
            return value.as(y.type());
          });
    }

    private Expr weight(Filter filter, Expr c, Dim p, Expr narrowing) {
      Expr w = filter.between().kernel().apply(number(FLOAT32, p).minus(c).times(narrowing));
      return filter.inside() ? number(FLOAT32, p.minus(inside(p))).is(0).then(w, w.like(0)) : w;
    }

    /** The same with one value wherever the coordinate lies outside of the input. */
    Stage cropped(Stage y, double beyond) {
      return stage(
          y.shape(),
          i -> {
            Expr c = coordinate(FLOAT32, i.get(axis));
            return c.lessThan(0)
                .or(c.moreThan(number(FLOAT32, scaling.input().minus(1))))
                .then(y.at(i).like(beyond), y.at(i));
          });
    }
  }

  static final List<Operator> ALL = List.of(RESIZE);
}
