package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Channels;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.Frame;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Convolutions and pools, with channels last. Padding is an operator of its own: the kernels pad by
 * nothing or as they like.
 */
final class Windows {
  private final LiteGraph graph;

  Windows(LiteGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<Integer>> all() {
    return Map.of("Conv", this::convolution, "MaxPool", this::greatest, "AveragePool", this::mean);
  }

  private static boolean isCovered(Term<Integer> x, int[] y) {
    return x.type() == DType.FLOAT32
        && (x.rank() == 3 || x.rank() == 4)
        && x.size() > 0
        && Arrays.stream(y).noneMatch(d -> d == 0);
  }

  private List<Term<Integer>> convolution(Call<Integer> call, Emitter<Integer> to) {
    Term<Integer> x = call.input(0);
    Term<Integer> w = call.input(1);
    int[] y = call.shape(0);
    int groups = call.integer("group", 1);
    boolean deep = groups > 1 && groups == x.size(1);
    if (!isCovered(x, y) || w.size() == 0 || groups > 1 && !deep) {
      return List.of();
    }
    Frame frame =
        Frame.of(call, Frame.spatial(w.shape()), Frame.spatial(x.shape()), Frame.spatial(y));
    Term<Integer> image = padded(to, Channels.last(to, Channels.planar(to, x)), frame, 0);
    Term<Integer> kernel = Channels.planar(to, w); // output channels, input channels, axes
    Term<Integer> filter =
        deep ? to.transpose(kernel, 1, 2, 3, 0) : to.transpose(kernel, 0, 2, 3, 1);
    Term<Integer> bias =
        call.has(2) ? call.input(2) : to.constant(Emitter.filled(x.type(), 0, 0, w.size(0)));
    Options options = strides(Options.of(deep ? 2 : 1).octet(Options.VALID), frame);
    if (deep) {
      options = options.number(w.size(0) / groups);
    }
    options = options.octet(0).number(frame.dilation()[1]).number(frame.dilation()[0]);
    Term<Integer> sum =
        graph.term(
            deep ? Builtin.DEPTHWISE_CONV_2D : Builtin.CONV_2D,
            options,
            x.type(),
            Channels.last(Channels.planar(y)),
            image.handle(),
            filter.handle(),
            bias.handle());
    return List.of(to.reshape(Channels.second(to, sum), y));
  }

  private List<Term<Integer>> greatest(Call<Integer> call, Emitter<Integer> to) {
    return call.outputs() > 1
        ? List.of()
        : pooled(call, to, Builtin.MAX_POOL_2D, Double.NEGATIVE_INFINITY);
  }

  /** The kernel leaves padding out of its means, so there is none, or zeros that do count. */
  private List<Term<Integer>> mean(Call<Integer> call, Emitter<Integer> to) {
    boolean counts = call.flag("count_include_pad", false) && !call.flag("ceil_mode", false);
    return frame(call).isPadded() && !counts
        ? List.of()
        : pooled(call, to, Builtin.AVERAGE_POOL_2D, 0);
  }

  private static Frame frame(Call<Integer> call) {
    int[] wide = Frame.spatial(call.input(0).shape());
    return Frame.of(call, call.integers("kernel_shape"), wide, Frame.spatial(call.shape(0)));
  }

  private List<Term<Integer>> pooled(
      Call<Integer> call, Emitter<Integer> to, Builtin operator, double filling) {
    Term<Integer> x = call.input(0);
    int[] y = call.shape(0);
    if (!isCovered(x, y) || frame(call).isDilated()) {
      return List.of();
    }
    Frame frame = frame(call);
    Term<Integer> image = padded(to, Channels.last(to, Channels.planar(to, x)), frame, filling);
    Options options =
        strides(Options.of(5).octet(Options.VALID), frame)
            .number(frame.kernel()[1])
            .number(frame.kernel()[0])
            .octet(0);
    Term<Integer> pool =
        graph.term(operator, options, x.type(), Channels.last(Channels.planar(y)), image.handle());
    return List.of(to.reshape(Channels.second(to, pool), y));
  }

  /** Width before height, as all options have them. */
  private static Options strides(Options options, Frame frame) {
    return options.number(frame.stride()[1]).number(frame.stride()[0]);
  }

  private static Term<Integer> padded(
      Emitter<Integer> to, Term<Integer> image, Frame frame, double filling) {
    int[] before = new int[image.rank()];
    int[] after = new int[image.rank()];
    System.arraycopy(frame.before(), 0, before, 1, frame.rank());
    System.arraycopy(frame.after(), 0, after, 1, frame.rank());
    return to.pad(image, before, after, to.number(image.type(), filling, 0, 0));
  }
}
