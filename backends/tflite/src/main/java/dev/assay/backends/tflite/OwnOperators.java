package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The operators of ONNX for which TensorFlow Lite has operators of its own. */
final class OwnOperators {
  private final LiteGraph graph;

  OwnOperators(LiteGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<Integer>> all() {
    Map<String, OwnOperator<Integer>> all = new TreeMap<>(new Windows(graph).all());
    all.put("Relu", (call, to) -> activation(call, Builtin.RELU, Options.NONE));
    all.put("Elu", this::elu);
    all.put("LeakyRelu", this::leaky);
    all.put("HardSwish", (call, to) -> activation(call, Builtin.HARD_SWISH, Options.NONE));
    all.put("Gelu", this::gelu);
    all.put("Softmax", (call, to) -> row(call, to, Builtin.SOFTMAX, Options.of(9).real(1)));
    all.put("LogSoftmax", (call, to) -> row(call, to, Builtin.LOG_SOFTMAX, Options.of(36)));
    all.put("MatMul", this::product);
    all.put("Gemm", this::general);
    all.put("GlobalAveragePool", this::mean);
    return all;
  }

  private static boolean isCovered(Term<Integer> x) {
    return x.type() == DType.FLOAT32 && x.size() > 0;
  }

  private List<Term<Integer>> activation(Call<Integer> call, Builtin operator, Options options) {
    Term<Integer> x = call.input(0);
    return isCovered(x)
        ? List.of(graph.term(operator, options, x.type(), x.shape(), x.handle()))
        : List.of();
  }

  private List<Term<Integer>> elu(Call<Integer> call, Emitter<Integer> to) {
    return call.real("alpha", 1) == 1 ? activation(call, Builtin.ELU, Options.NONE) : List.of();
  }

  private List<Term<Integer>> leaky(Call<Integer> call, Emitter<Integer> to) {
    return activation(call, Builtin.LEAKY_RELU, Options.of(75).real(call.real("alpha", 0.01)));
  }

  private List<Term<Integer>> gelu(Call<Integer> call, Emitter<Integer> to) {
    return call.word("approximate", "none").equals("none")
        ? activation(call, Builtin.GELU, Options.NONE)
        : List.of();
  }

  /** Along the last axis, to which another one is moved. */
  private List<Term<Integer>> row(
      Call<Integer> call, Emitter<Integer> to, Builtin operator, Options options) {
    Term<Integer> x = call.input(0);
    if (!isCovered(x) || x.rank() == 0) {
      return List.of();
    }
    int last = x.rank() - 1;
    int axis = call.axis("axis", -1, x.rank());
    int[] swap = IntStream.rangeClosed(0, last).toArray();
    swap[axis] = last;
    swap[last] = axis;
    Term<Integer> rows = to.transpose(x, swap);
    Term<Integer> y = graph.term(operator, options, x.type(), rows.shape(), rows.handle());
    return List.of(to.transpose(y, swap));
  }

  private List<Term<Integer>> product(Call<Integer> call, Emitter<Integer> to) {
    Term<Integer> a = call.input(0);
    Term<Integer> b = call.input(1);
    if (!isCovered(a) || b.size() == 0 || a.rank() < 2 || b.rank() < 2) {
      return List.of();
    }
    Options plain = Options.of(101).octet(0).octet(0);
    return List.of(
        graph.term(Builtin.BATCH_MATMUL, plain, a.type(), call.shape(0), a.handle(), b.handle()));
  }

  /** The kernel takes the right matrix transposed, and the bias of one row. */
  private List<Term<Integer>> general(Call<Integer> call, Emitter<Integer> to) {
    Term<Integer> a = call.input(0);
    Term<Integer> b = call.input(1);
    if (!isCovered(a) || b.size() == 0) {
      return List.of();
    }
    Term<Integer> left = call.flag("transA", false) ? to.transpose(a, 1, 0) : a;
    Term<Integer> right = call.flag("transB", false) ? b : to.transpose(b, 1, 0);
    Term<Integer> product =
        graph.term(
            Builtin.FULLY_CONNECTED,
            Options.of(8).octet(0).octet(0).octet(0),
            a.type(),
            call.shape(0),
            left.handle(),
            right.handle());
    Term<Integer> scaled = scaled(to, product, call.real("alpha", 1));
    return List.of(
        call.has(2)
            ? to.apply(
                Prim.ADD, scaled, scaled(to, to.ranked(call.input(2), 2), call.real("beta", 1)))
            : scaled);
  }

  private static Term<Integer> scaled(Emitter<Integer> to, Term<Integer> x, double by) {
    return by == 1 ? x : to.apply(Prim.MUL, x, to.number(x.type(), by, (long) by, x.rank()));
  }

  private List<Term<Integer>> mean(Call<Integer> call, Emitter<Integer> to) {
    Term<Integer> x = call.input(0);
    if (!isCovered(x)) {
      return List.of();
    }
    Term<Integer> y = graph.reduced(Builtin.MEAN, x, IntStream.range(2, x.rank()).toArray());
    return List.of(to.reshape(y, call.shape(0)));
  }
}
