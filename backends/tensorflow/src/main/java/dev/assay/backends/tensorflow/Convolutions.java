package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Channels;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.Frame;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Convolutions with channels last. Those of 16 bits are computed in 32: TensorFlow's kernels round
 * each sum on the way, and the bias is added to what has been rounded.
 */
final class Convolutions {
  private final TensorFlowGraph graph;

  Convolutions(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of(
        "Conv", (call, to) -> widened(call, to, this::convolution),
        "ConvTranspose", (call, to) -> widened(call, to, this::transposed));
  }

  private static List<Term<String>> widened(
      Call<String> call, Emitter<String> to, OwnOperator<String> operator) {
    DType type = call.type(0);
    if (!type.isFloat() || type.bits() != 16) {
      return operator.emit(call, to);
    }
    return operator.emit(call.with(x -> to.cast(x, DType.FLOAT32)), to).stream()
        .map(y -> to.cast(y, type))
        .toList();
  }

  private List<Term<String>> convolution(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    Term<String> w = call.input(1);
    int[] y = call.shape(0);
    Frame frame =
        Frame.of(call, Frame.spatial(w.shape()), Frame.spatial(x.shape()), Frame.spatial(y));
    int groups = call.integer("group", 1);
    if (isOutside(x, w, y) || frame.rank() == 3 && (groups > 1 || frame.isDilated())) {
      return List.of();
    }
    Term<String> image = Channels.last(to, Channels.planar(to, x));
    Term<String> kernel = kernel(to, Channels.planar(to, w));
    int[] shape = Channels.last(Channels.planar(y));
    String handle =
        frame.rank() == 3
            ? solid(to, image, kernel, frame)
            : groups > 1 && groups == x.size(1) && evenSteps(frame)
                ? depthwise(to, image, kernel, frame, groups)
                : plane(image, kernel, frame);
    return List.of(biased(call, to, new Term<>(handle, x.type(), shape), y));
  }

  private static boolean isOutside(Term<String> x, Term<String> w, int[] y) {
    return x.rank() < 3
        || x.rank() > 5
        || x.size() == 0
        || w.size() == 0
        || Arrays.stream(y).anyMatch(d -> d == 0);
  }

  private static boolean evenSteps(Frame frame) {
    boolean even = frame.stride()[0] == frame.stride()[1];
    return even && !frame.isDilated() && !frame.isPadded();
  }

  /** Spatial axes first, then input channels, then output channels. */
  private static Term<String> kernel(Emitter<String> to, Term<String> w) {
    return w.rank() == 4 ? to.transpose(w, 2, 3, 1, 0) : to.transpose(w, 2, 3, 4, 1, 0);
  }

  private String plane(Term<String> image, Term<String> kernel, Frame frame) {
    return graph
        .node("Conv2D")
        .on(image, kernel)
        .type("T", image.type())
        .numbers("strides", Channels.ofAll(frame.stride()))
        .numbers("dilations", Channels.ofAll(frame.dilation()))
        .word("padding", "EXPLICIT")
        .numbers("explicit_paddings", frame.paddings())
        .word("data_format", "NHWC")
        .add();
  }

  /** One group for each input channel: output channels are (input channel, multiplier). */
  private String depthwise(
      Emitter<String> to, Term<String> image, Term<String> kernel, Frame frame, int groups) {
    int multiplier = kernel.size(3) / groups;
    Term<String> filter = to.reshape(kernel, kernel.size(0), kernel.size(1), groups, multiplier);
    return graph
        .node("DepthwiseConv2dNative")
        .on(image, filter)
        .type("T", image.type())
        .numbers("strides", Channels.ofAll(frame.stride()))
        .word("padding", "VALID")
        .word("data_format", "NHWC")
        .add();
  }

  private String solid(Emitter<String> to, Term<String> image, Term<String> kernel, Frame frame) {
    return graph
        .node("Conv3D")
        .on(Pools.padded(to, image, frame, 0), kernel)
        .type("T", image.type())
        .numbers("strides", Channels.ofAll(frame.stride()))
        .word("padding", "VALID")
        .word("data_format", "NDHWC")
        .add();
  }

  private List<Term<String>> transposed(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    Term<String> w = call.input(1);
    int[] y = call.shape(0);
    int[] wide = Frame.spatial(y);
    Frame frame = Frame.of(call, Frame.spatial(w.shape()), wide, Frame.spatial(x.shape()));
    boolean covered =
        x.rank() < 5
            && call.integer("group", 1) == 1
            && !frame.isDilated()
            && !call.has("output_shape")
            && !call.has("output_padding")
            && call.word("auto_pad", "NOTSET").equals("NOTSET")
            && x.type().isFloat();
    if (isOutside(x, w, y) || !covered) {
      return List.of();
    }
    Term<String> image = Channels.last(to, Channels.planar(to, x));
    Term<String> kernel = kernel(to, Channels.planar(to, w));
    int[] shape = Channels.last(Channels.planar(y));
    String handle =
        graph
            .node("Conv2DBackpropInput")
            .on(graph.numbers(shape), kernel.handle(), image.handle())
            .type("T", x.type())
            .numbers("strides", Channels.ofAll(frame.stride()))
            .word("padding", "EXPLICIT")
            .numbers("explicit_paddings", frame.paddings())
            .word("data_format", "NHWC")
            .add();
    return List.of(biased(call, to, new Term<>(handle, x.type(), shape), y));
  }

  /** With the bias added, in ONNX's order and shape. */
  private Term<String> biased(Call<String> call, Emitter<String> to, Term<String> y, int[] shape) {
    Term<String> sum = y;
    if (call.has(2) && y.type().isFloat()) {
      Term<String> bias = call.input(2);
      String handle =
          graph.node("BiasAdd").on(y, bias).type("T", y.type()).word("data_format", "NHWC").add();
      sum = new Term<>(handle, y.type(), y.shape());
    } else if (call.has(2)) {
      sum = to.apply(Prim.ADD, y, to.ranked(call.input(2), y.rank()));
    }
    return to.reshape(Channels.second(to, sum), shape);
  }
}
