package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOATS;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Convolutions of floats. */
final class Convolutions {
  private Convolutions() {}

  /** Cross-correlation of X with the filters W, in groups of channels. */
  static final Operator CONV =
      operator(
          "Conv",
          13,
          "X W B? -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            Stage w = op.input("W", Set.of(x.type()), x.rank(), x.rank());
            Optional<Stage> bias = bias(op, x.type(), w.dim(0));
            op.output("Y", correlation(op, x, w, (i, y) -> plus(y, bias, i.get(1))));
          });

  /** The adjoint of a strided cross-correlation: X, spread out by the strides, under W turned. */
  static final Operator CONV_TRANSPOSE =
      operator(
          "ConvTranspose",
          13,
          "X W B? -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            Stage w = op.input("W", Set.of(x.type()), x.rank(), x.rank());
            Dims kernel = kernel(op, w);
            Dim group = dim(op.integer("group", 1, Range.from(1)));
            Dim channels = x.dim(1).over(group);
            Dim filters = w.dim(1);
            op.require(x.dim(1).is(channels.times(group)), "every group has as many channels");
            op.require(w.dim(0).is(x.dim(1)), "W has the channels of X");
            Optional<Stage> bias = bias(op, x.type(), filters.times(group));
            Spread to = Spread.of(op, x.shape().from(2), kernel);
            Dims dense = x.shape().first(2).and(to.dense().max(0));
            Stage spread =
                stage(
                    dense,
                    i -> {
                      Dim off =
                          i.from(2).mod(to.stride()).list().stream().reduce(dim(0), Dim::plus);
                      Dims place = i.first(2).and(i.from(2).over(to.stride()));
                      return number(DType.INT64, off).is(0).then(x.at(place), x.zero());
                    });
            Dims shape = Dims.of(x.dim(0), filters.times(group)).and(to.size());
            op.output(
                "Y",
                stage(
                    shape,
                    i -> {
                      Dim first = i.get(1).over(filters).times(channels);
                      Dim filter = i.get(1).mod(filters);
                      Dims last = i.from(2).plus(to.before());
                      Expr y =
                          sum(
                              Dims.of(channels).and(kernel),
                              k -> {
                                Dim c = first.plus(k.get(0));
                                Dims at = last.minus(k.from(1).times(to.dilation()));
                                return spread
                                    .at(Dims.of(i.get(0), c).and(at), x.zero())
                                    .times(w.at(Dims.of(c, filter).and(k.from(1))));
                              });
                      return plus(y, bias, i.get(1));
                    }));
          });

  /**
   * How a transposed convolution lays its output out.
   *
   * @param dense the sizes of the input with zeros in between
   * @param size the sizes of the output
   * @param before what is cut off before the first element
   */
  private record Spread(Dims dense, Dims size, Dims stride, Dims dilation, Dims before) {

    static Spread of(Draft op, Dims input, Dims kernel) {
      int n = input.rank();
      List<Integer> ones = Collections.nCopies(n, 1);
      Dims stride = Dims.ofNumbers(op.drawn("strides", ones, Range.from(1)));
      Dims dilation = Dims.ofNumbers(op.drawn("dilations", ones, Range.from(1)));
      String auto = op.word("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
      Dims more = op.numbers("output_padding", Dims.zeros(n), Range.from(0));
      for (Dim d : stride.max(dilation).minus(more).list()) {
        op.require(d.atLeast(1), "the output padding is less than the stride or the dilation");
      }
      Dims dense = input.minus(1).times(stride).plus(1);
      Dims full = dense.minus(1).plus(more).plus(Window.reach(kernel, dilation));
      boolean same = auto.startsWith("SAME");
      if (same || op.has("output_shape")) {
        Dims size = op.numbers("output_shape", input.times(stride), Range.from(1));
        Dims total = full.minus(size);
        // more output than the kernel reaches is what output padding is for; SAME pads, it adds
        // none
        Dims slack = op.has("output_shape") ? total.plus(stride).minus(1) : total;
        op.requireAtLeast(slack, 0, "the kernel reaches the end of the output");
        Dims cut = total.max(0);
        Dims less = cut.over(2);
        Dims before = auto.equals("SAME_UPPER") ? less : cut.minus(less);
        return new Spread(dense, size, stride, dilation, before);
      }
      Dims none = Dims.zeros(2 * n);
      Dims pads = auto.equals("VALID") ? none : op.numbers("pads", none, Range.from(0));
      Dims size = full.minus(pads.first(n)).minus(pads.last(n));
      op.requireAtLeast(size, 1, "the pads leave something");
      return new Spread(dense, size, stride, dilation, pads.first(n));
    }
  }

  /** Cross-correlation whose kernel elements read X at places moved by offsets. */
  static final Operator DEFORM_CONV =
      operator(
          "DeformConv",
          19,
          "X W offset B? mask? -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 3, Draft.ANY_RANK);
            Stage w = op.input("W", Set.of(x.type()), x.rank(), x.rank());
            Dims kernel = kernel(op, w);
            Window window = Window.explicit(op, x.shape().from(2), kernel);
            int n = kernel.rank();
            Channels channels = Channels.of(op, x, w);
            Dim offsetGroups = dim(op.integer("offset_group", 1, Range.from(1)));
            Dim together = x.dim(1).over(offsetGroups);
            op.require(
                x.dim(1).is(together.times(offsetGroups)),
                "every offset group has as many channels");
            Dim taps = offsetGroups.times(kernel.product());
            Stage offset =
                op.input(
                    "offset",
                    x.type(),
                    Dims.of(x.dim(0), taps.times(n)).and(window.size()),
                    "one offset for each kernel element and axis");
            Optional<Stage> bias = bias(op, x.type(), w.dim(0));
            Optional<Stage> mask =
                op.optional(
                    "mask",
                    x.type(),
                    Dims.of(x.dim(0), taps).and(window.size()),
                    "one factor for each kernel element");
            op.output(
                "Y",
                stage(
                    Dims.of(x.dim(0), w.dim(0)).and(window.size()),
                    i -> {
                      Dim image = i.get(0);
                      Expr y =
                          sum(
                              w.shape().from(1),
                              k -> {
                                Dim channel = channels.under(i.get(1), k.get(0));
                                Dim tap =
                                    channel
                                        .over(together)
                                        .times(kernel.product())
                                        .plus(RowMajor.offset(k.from(1), kernel));
                                Dims under = window.under(i.from(2), k.from(1));
                                List<Expr> at =
                                    Draft.allAxes(n).stream()
                                        .map(
                                            a ->
                                                offset
                                                    .at(
                                                        Dims.of(image, tap.times(n).plus(a))
                                                            .and(i.from(2)))
                                                    .plus(number(x.type(), under.get(a))))
                                        .toList();
                                Expr value =
                                    Interpolation.LINEAR.at(
                                        at, p -> x.at(Dims.of(image, channel).and(p), x.zero()));
                                Expr product = value.times(w.at(Dims.of(i.get(1)).and(k)));
                                return mask.map(
                                        m ->
                                            product.times(m.at(Dims.of(image, tap).and(i.from(2)))))
                                    .orElse(product);
                              });
                      return plus(y, bias, i.get(1));
                    }));
          });

  /**
   * Cross-correlation in groups of channels.
   *
   * @param finish makes the output element at a point from the sum of the products
   */
  static Stage correlation(Draft op, Stage x, Stage w, BiFunction<Dims, Expr, Expr> finish) {
    Window window = Window.of(op, x.shape().from(2), kernel(op, w));
    Channels channels = Channels.of(op, x, w);
    return stage(
        Dims.of(x.dim(0), w.dim(0)).and(window.size()),
        i ->
            finish.apply(
                i,
                sum(
                    w.shape().from(1),
                    k ->
                        x.at(
                                Dims.of(i.get(0), channels.under(i.get(1), k.get(0)))
                                    .and(window.under(i.from(2), k.from(1))),
                                x.zero())
                            .times(w.at(Dims.of(i.get(1)).and(k))))));
  }

  /** How many channels each filter sees, and how many filters see the same channels. */
  private record Channels(Dim channels, Dim filters) {

    static Channels of(Draft op, Stage x, Stage w) {
      Dim group = dim(op.integer("group", 1, Range.from(1)));
      Dim filters = w.dim(0).over(group);
      op.require(x.dim(1).is(w.dim(1).times(group)), "every group has the channels of W");
      op.require(w.dim(0).is(filters.times(group)), "every group has as many filters");
      return new Channels(w.dim(1), filters);
    }

    /** The channel of the input under channel {@code k} of a filter. */
    Dim under(Dim filter, Dim k) {
      return filter.over(filters).times(channels).plus(k);
    }
  }

  private static Dims kernel(Draft op, Stage w) {
    Dims kernel = w.shape().from(2);
    op.require(
        op.numbers("kernel_shape", kernel, Range.from(1)), kernel, "kernel_shape is W's shape");
    op.requireAtLeast(kernel, 1, "the kernel has elements");
    return kernel;
  }

  private static Optional<Stage> bias(Draft op, DType type, Dim filters) {
    return op.optional("B", type, Dims.of(filters), "one bias per filter");
  }

  private static Expr plus(Expr y, Optional<Stage> bias, Dim filter) {
    return bias.map(b -> y.plus(b.at(filter))).orElse(y);
  }

  static final List<Operator> ALL = List.of(CONV, CONV_TRANSPOSE, DEFORM_CONV);
}
