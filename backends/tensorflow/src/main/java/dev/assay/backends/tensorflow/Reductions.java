package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reductions along any axes. */
final class Reductions {
  private final TensorFlowGraph graph;

  Reductions(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of(
        "ReduceSum", (call, to) -> reduced(call, to, "Sum"),
        "ReduceMean", (call, to) -> reduced(call, to, "Mean"),
        "ReduceProd", (call, to) -> reduced(call, to, "Prod"),
        "ReduceMax", (call, to) -> reduced(call, to, "Max"),
        "ReduceMin", (call, to) -> reduced(call, to, "Min"),
        "ReduceL2", (call, to) -> reduced(call, to, "EuclideanNorm"),
        "ArgMax", (call, to) -> place(call, to, "ArgMax"),
        "ArgMin", (call, to) -> place(call, to, "ArgMin"),
        "CumSum", this::running);
  }

  private List<Term<String>> reduced(Call<String> call, Emitter<String> to, String operator) {
    Term<String> x = call.input(0);
    int[] axes = axes(call, x.rank());
    boolean real = x.type().isFloat();
    boolean integral = !real && (operator.equals("Mean") || operator.equals("EuclideanNorm"));
    if (axes.length == 0 || x.size() == 0 || x.type() == DType.BOOL || integral) {
      return List.of();
    }
    int[] left =
        IntStream.range(0, x.rank())
            .filter(a -> Arrays.stream(axes).noneMatch(b -> b == a))
            .map(x::size)
            .toArray();
    Term<String> y = new Term<>(graph.reduced(operator, x, axes), x.type(), left);
    return List.of(to.reshape(y, call.shape(0)));
  }

  /** The axes of a node, in an attribute or an input; none where it leaves all as they are. */
  private static int[] axes(Call<String> call, int rank) {
    int[] given =
        call.has(1)
            ? Arrays.stream(call.data(1).integers()).mapToInt(Math::toIntExact).toArray()
            : call.integers("axes");
    if (given.length > 0) {
      return Arrays.stream(given).map(a -> Math.floorMod(a, rank)).toArray();
    }
    boolean nothing = call.flag("noop_with_empty_axes", false);
    return nothing ? new int[0] : IntStream.range(0, rank).toArray();
  }

  private List<Term<String>> place(Call<String> call, Emitter<String> to, String operator) {
    Term<String> x = call.input(0);
    if (x.rank() == 0 || x.size() == 0 || call.flag("select_last_index", false)) {
      return List.of();
    }
    int axis = call.axis("axis", 0, x.rank());
    String handle =
        graph
            .node(operator)
            .on(x.handle(), graph.number(axis))
            .type("T", x.type())
            .type("Tidx", DType.INT32)
            .type("output_type", DType.INT64)
            .add();
    int[] left = IntStream.range(0, x.rank()).filter(a -> a != axis).map(x::size).toArray();
    return List.of(to.reshape(new Term<>(handle, DType.INT64, left), call.shape(0)));
  }

  private List<Term<String>> running(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    int axis = Math.floorMod((int) call.data(1).integers()[0], x.rank());
    String handle =
        graph
            .node("Cumsum")
            .on(x.handle(), graph.number(axis))
            .type("T", x.type())
            .type("Tidx", DType.INT32)
            .flag("exclusive", call.flag("exclusive", false))
            .flag("reverse", call.flag("reverse", false))
            .add();
    return List.of(new Term<>(handle, x.type(), x.shape()));
  }
}
