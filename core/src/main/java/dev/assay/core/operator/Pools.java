package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Expr.sum;
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
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Operators that take one number from each window. */
final class Pools {
  private Pools() {}

  private static final Set<DType> POOLED = pooled();

  private static Set<DType> pooled() {
    Set<DType> types = EnumSet.copyOf(FLOATS);
    types.add(DType.INT8);
    types.add(DType.UINT8);
    return Collections.unmodifiableSet(types);
  }

  /** The greatest element of each window, and where it lies first. */
  static final Operator MAX_POOL =
      operator(
          "MaxPool",
          13,
          "X -> Y Indices?",
          op -> {
            Stage x = op.input("X", POOLED, 3, Draft.ANY_RANK);
            Dims input = x.shape().from(2);
            boolean columnMajor = op.flag("storage_order", false);
            Window window = Window.ofPool(op, input, true, true);
            window.expectElements(op);
            Dims shape = x.shape().first(2).and(window.size());
            Expr least = least(x.type());
            Stage most =
                stage(
                    shape,
                    i ->
                        fold(
                            Prim.MAX,
                            window.kernel(),
                            k -> x.at(i.first(2).and(window.under(i.from(2), k)), least)));
            op.output("Y", most);
            if (!op.has("Indices")) {
              return;
            }
            if (x.type().isFloat()) {
              op.expect(
                  Behaviour.NAN_ORDER,
                  stage(shape, i -> Functions.isNumber(most.at(i))),
                  "NaN has no place in the order");
            }
            Dim taps = window.kernel().product();
            BiFunction<Dims, Dims, Expr> found =
                (i, k) -> {
                  Dims at = window.under(i.from(2), k);
                  return x.at(i.first(2).and(at), least).is(most.at(i)).and(window.holds(at));
                };
            op.expect(
                Behaviour.EQUAL_EXTREMES,
                stage(shape, i -> Places.isOnce(window.kernel(), k -> found.apply(i, k))),
                "no other element of the window is as great");
            Stage first =
                stage(
                    shape,
                    i ->
                        fold(
                            Prim.MIN,
                            window.kernel(),
                            k ->
                                found
                                    .apply(i, k)
                                    .then(
                                        number(INT64, RowMajor.offset(k, window.kernel())),
                                        number(INT64, taps))));
            op.output(
                "Indices",
                stage(
                    shape,
                    i -> {
                      Dims k = RowMajor.point(element(first.at(i)), window.kernel());
                      Dims at = window.under(i.from(2), k);
                      Dim plane = RowMajor.offset(i.first(2), x.shape().first(2));
                      Dim place =
                          columnMajor
                              ? RowMajor.offset(reversed(at), reversed(input))
                              : RowMajor.offset(at, input);
                      return number(INT64, plane.times(input.product()).plus(place));
                    }));
          });

  private static Expr least(DType type) {
    return type.isFloat() ? number(type, Double.NEGATIVE_INFINITY) : number(type, type.low());
  }

  private static Dims reversed(Dims d) {
    return Dims.each(d.rank(), a -> d.get(-1 - a));
  }

  /** The mean of each window. */
  static final Operator AVERAGE_POOL =
      operator(
          "AveragePool",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            boolean withPadding = op.flag("count_include_pad", false);
            Window window = Window.ofPool(op, x.shape().from(2), op.opset() >= 19, true);
            if (!withPadding) {
              window.expectElements(op);
            }
            op.output(
                "Y",
                stage(
                    x.shape().first(2).and(window.size()),
                    i ->
                        sum(
                                window.kernel(),
                                k -> x.at(i.first(2).and(window.under(i.from(2), k)), x.zero()))
                            .over(number(x.type(), window.count(i.from(2), withPadding)))));
          });

  /** The p-norm of each window. */
  static final Operator LP_POOL =
      operator(
          "LpPool",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            int p = op.integer("p", 2, Range.from(1));
            boolean since18 = op.opset() >= 18;
            Window window = Window.ofPool(op, x.shape().from(2), since18, since18);
            op.output(
                "Y",
                stage(
                    x.shape().first(2).and(window.size()),
                    i ->
                        root(
                            p,
                            sum(
                                window.kernel(),
                                k ->
                                    power(
                                        p,
                                        x.at(
                                            i.first(2).and(window.under(i.from(2), k)),
                                            x.zero()))))));
          });

  /** The mean of each channel. */
  static final Operator GLOBAL_AVERAGE_POOL =
      operator(
          "GlobalAveragePool",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            Dims over = x.shape().from(2);
            op.output(
                "Y",
                stage(
                    onePerChannel(x),
                    i ->
                        sum(over, k -> x.at(i.first(2).and(k)))
                            .over(number(x.type(), over.product()))));
          });

  /** The greatest element of each channel. */
  static final Operator GLOBAL_MAX_POOL =
      operator(
          "GlobalMaxPool",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            op.requireAtLeast(x.shape().from(2), 1, "a channel has elements");
            op.output(
                "Y",
                stage(
                    onePerChannel(x),
                    i -> fold(Prim.MAX, x.shape().from(2), k -> x.at(i.first(2).and(k)))));
          });

  /** The p-norm of each channel. */
  static final Operator GLOBAL_LP_POOL =
      operator(
          "GlobalLpPool",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            int p = op.integer("p", 2, Range.from(1));
            op.output(
                "Y",
                stage(
                    onePerChannel(x),
                    i -> root(p, sum(x.shape().from(2), k -> power(p, x.at(i.first(2).and(k)))))));
          });

  private static Dims onePerChannel(Stage x) {
    return x.shape().first(2).and(Dims.ones(x.rank() - 2));
  }

  private static Expr power(int p, Expr x) {
    return p == 1 ? abs(x) : p == 2 ? x.squared() : abs(x).power(x.like(p));
  }

  private static Expr root(int p, Expr sum) {
    return p == 1 ? sum : p == 2 ? sqrt(sum) : sum.power(sum.like(1.0 / p));
  }

  /** The elements of a pool at the places from which they came, and zeros elsewhere. */
  static final Operator MAX_UNPOOL =
      operator(
          "MaxUnpool",
          13,
          "X I output_shape? -> output",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            Stage places = op.input("I", INT64, x.shape(), "one place for each element");
            int n = x.rank() - 2;
            Dims kernel = op.numbers("kernel_shape", n, Range.from(1));
            Dims stride =
                Dims.ofNumbers(op.drawn("strides", Collections.nCopies(n, 1), Range.from(1)));
            Dims pads = op.numbers("pads", Dims.zeros(2 * n), Range.from(0));
            Dims pooled = x.shape().from(2).minus(1).times(stride).plus(kernel);
            Dims least = x.shape().first(2).and(pooled.minus(pads.first(n)).minus(pads.last(n)));
            Dims shape = op.numbers("output_shape", least, Range.from(0));
            op.requireAtLeast(
                kernel.minus(pads.first(n).max(pads.last(n))), 1, "a pad is less than the kernel");
            op.require(shape.first(2), x.shape().first(2), "the output has the channels of X");
            op.requireAtLeast(shape.minus(least), 0, "the output holds what the pool saw");
            for (int a = 0; a < shape.rank(); a++) {
              op.expect(
                  Behaviour.TEXTS_DIFFER,
                  shape.get(a).is(least.get(a)),
                  "the output is what the pool saw, or else implementations count places differently");
            }
            op.expect(
                Behaviour.DUPLICATE_INDICES,
                stage(
                    x.shape(),
                    i ->
                        sum(
                                x.shape(),
                                k ->
                                    places
                                        .at(k)
                                        .is(places.at(i))
                                        .then(number(INT64, 1L), number(INT64, 0L)))
                            .is(1)),
                "each place comes once");
            op.within(places, Dim.dim(0), least.product(), "a place lies in what the pool saw");
            op.output(
                "output",
                stage(
                    shape,
                    i -> {
                      Expr here = number(INT64, RowMajor.offset(i, least));
                      return sum(x.shape(), k -> places.at(k).is(here).then(x.at(k), x.zero()));
                    }));
          });

  static final List<Operator> ALL =
      List.of(
          MAX_POOL,
          AVERAGE_POOL,
          LP_POOL,
          GLOBAL_AVERAGE_POOL,
          GLOBAL_MAX_POOL,
          GLOBAL_LP_POOL,
          MAX_UNPOOL);
}
