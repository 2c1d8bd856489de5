package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Channels;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.Frame;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.reading.Neutral;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pools with channels last. */
final class Pools {
  private final TensorFlowGraph graph;

  Pools(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of(
        "MaxPool",
        this::greatest,
        "AveragePool",
        this::mean,
        "GlobalAveragePool",
        (call, to) -> global(call, to, "Mean"),
        "GlobalMaxPool",
        (call, to) -> global(call, to, "Max"));
  }

  private List<Term<String>> greatest(Call<String> call, Emitter<String> to) {
    DType type = call.input(0).type();
    double lowest = type.isFloat() ? Neutral.real(Prim.MAX) : Neutral.integer(Prim.MAX, type);
    return call.outputs() > 1 ? List.of() : pooled(call, to, "MaxPool", lowest);
  }

  /** TensorFlow leaves padding out of its means, so there is none, or zeros that do count. */
  private List<Term<String>> mean(Call<String> call, Emitter<String> to) {
    boolean counts = call.flag("count_include_pad", false) && !call.flag("ceil_mode", false);
    boolean padded = frame(call).isPadded();
    return padded && !counts ? List.of() : pooled(call, to, "AvgPool", 0);
  }

  private static Frame frame(Call<String> call) {
    int[] kernel = call.integers("kernel_shape");
    int[] wide = Frame.spatial(call.input(0).shape());
    return Frame.of(call, kernel, wide, Frame.spatial(call.shape(0)));
  }

  private List<Term<String>> pooled(
      Call<String> call, Emitter<String> to, String operator, double filling) {
    Term<String> x = call.input(0);
    Frame frame = frame(call);
    int[] y = call.shape(0);
    if (x.rank() > 5
        || x.size() == 0
        || frame.isDilated()
        || Arrays.stream(y).anyMatch(d -> d == 0)) {
      return List.of();
    }
    Term<String> image = padded(to, Channels.last(to, Channels.planar(to, x)), frame, filling);
    boolean solid = frame.rank() == 3;
    String handle =
        graph
            .node(solid ? operator + "3D" : operator)
            .on(image)
            .type("T", x.type())
            .numbers("ksize", Channels.ofAll(frame.kernel()))
            .numbers("strides", Channels.ofAll(frame.stride()))
            .word("padding", "VALID")
            .word("data_format", solid ? "NDHWC" : "NHWC")
            .add();
    int[] shape = Channels.last(Channels.planar(y));
    return List.of(to.reshape(Channels.second(to, new Term<>(handle, x.type(), shape)), y));
  }

  /** Elements around an image with channels last. */
  static Term<String> padded(Emitter<String> to, Term<String> image, Frame frame, double filling) {
    int[] before = Channels.ofAll(frame.before());
    int[] after = Channels.ofAll(frame.after());
    before[0] = before[image.rank() - 1] = after[0] = after[image.rank() - 1] = 0;
    if (!frame.isPadded()) {
      return image;
    }
    Term<String> number = to.number(image.type(), filling, (long) filling, 0);
    return to.pad(image, before, after, number);
  }

  private List<Term<String>> global(Call<String> call, Emitter<String> to, String operator) {
    Term<String> x = call.input(0);
    if (x.size() == 0) {
      return List.of();
    }
    int[] axes = IntStream.range(2, x.rank()).toArray();
    int[] shape = Arrays.copyOf(x.shape(), 2);
    Term<String> y = new Term<>(graph.reduced(operator, x, axes), x.type(), shape);
    return List.of(to.reshape(y, call.shape(0)));
  }
}
