package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Activations that TensorFlow has, with the constants that it fixes. */
final class Activations {
  private static final double SELU_ALPHA = (float) 1.67326319217681884765625;
  private static final double SELU_GAMMA = (float) 1.05070102214813232421875;

  private final TensorFlowGraph graph;

  Activations(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of(
        "Relu", (call, to) -> same(call, "Relu"),
        "Softplus", (call, to) -> same(call, "Softplus"),
        "Softsign", (call, to) -> same(call, "Softsign"),
        "Elu", (call, to) -> call.real("alpha", 1) == 1 ? same(call, "Elu") : List.of(),
        "Selu", (call, to) -> selu(call),
        "LeakyRelu", (call, to) -> leaky(call),
        "Softmax", (call, to) -> alongLast(call, to, "Softmax"),
        "LogSoftmax", (call, to) -> alongLast(call, to, "LogSoftmax"));
  }

  private List<Term<String>> same(Call<String> call, String operator) {
    return like(call.input(0), unary(operator, call.input(0)).add());
  }

  private Operation unary(String operator, Term<String> x) {
    return graph.node(operator).on(x).type("T", x.type());
  }

  private static List<Term<String>> like(Term<String> x, String handle) {
    return List.of(new Term<>(handle, x.type(), x.shape()));
  }

  private List<Term<String>> selu(Call<String> call) {
    boolean usual =
        call.real("alpha", SELU_ALPHA) == SELU_ALPHA && call.real("gamma", SELU_GAMMA) == SELU_GAMMA;
    return usual ? same(call, "Selu") : List.of();
  }

  private List<Term<String>> leaky(Call<String> call) {
    Term<String> x = call.input(0);
    double alpha = call.real("alpha", 0.01);
    return alpha > 1 ? List.of() : like(x, unary("LeakyRelu", x).real("alpha", alpha).add());
  }

  /** TensorFlow's run along the last axis, so the axis changes places with that one. */
  private List<Term<String>> alongLast(Call<String> call, Emitter<String> to, String operator) {
    Term<String> x = call.input(0);
    if (x.rank() == 0) {
      return List.of();
    }
    int axis = call.axis("axis", -1, x.rank());
    int[] swap = swap(axis, x.rank());
    Term<String> last = to.transpose(x, swap);
    Term<String> y = like(last, unary(operator, last).add()).get(0);
    return List.of(to.transpose(y, swap));
  }

  /** The order of axes in which one of them and the last change places. */
  static int[] swap(int axis, int rank) {
    return IntStream.range(0, rank)
        .map(a -> a == axis ? rank - 1 : a == rank - 1 ? axis : a)
        .toArray();
  }
}
