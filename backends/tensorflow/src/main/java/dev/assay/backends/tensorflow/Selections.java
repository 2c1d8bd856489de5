package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;

/** Elements picked by what they are, which no formula says. */
final class Selections {
  private final TensorFlowGraph graph;

  Selections(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of("TopK", this::top, "NonZero", this::nonZero);
  }

  /** TensorFlow's takes the greatest along the last axis; the least are the greatest turned over. */
  private List<Term<String>> top(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    int[] swap = Activations.swap(call.axis("axis", -1, x.rank()), x.rank());
    boolean least = !call.flag("largest", true);
    Term<String> last = to.transpose(x, swap);
    Term<String> turned = least ? turned(to, last) : last;
    int k = (int) call.data(1).integers()[0];
    String handle =
        graph
            .node("TopKV2")
            .on(turned.handle(), graph.number(k))
            .type("T", x.type())
            .type("Tk", DType.INT32)
            .type("index_type", DType.INT64)
            .flag("sorted", true)
            .add();
    int[] shape = last.shape().clone();
    shape[shape.length - 1] = k;
    Term<String> values = new Term<>(handle, x.type(), shape);
    Term<String> places = new Term<>(handle + ":1", DType.INT64, shape);
    return List.of(
        to.transpose(least ? turned(to, values) : values, swap), to.transpose(places, swap));
  }

  /** In the opposite order; done twice, as it was. */
  private static Term<String> turned(Emitter<String> to, Term<String> x) {
    return to.apply(x.type().isFloat() ? Prim.NEG : Prim.NOT, x);
  }

  private List<Term<String>> nonZero(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    if (x.rank() == 0) {
      return List.of();
    }
    String handle = graph.node("Where").on(x).type("T", x.type()).add();
    int[] shape = {call.shape(0)[1], x.rank()};
    return List.of(to.transpose(new Term<>(handle, DType.INT64, shape), 1, 0));
  }
}
