package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Products of matrices. */
final class Products {
  private static final Set<DType> TYPES =
      DType.with(DType.FLOATS, DType.INT32, DType.INT64);

  private final TensorFlowGraph graph;

  Products(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of("MatMul", this::product, "Gemm", this::general, "Einsum", this::sum);
  }

  private List<Term<String>> product(Call<String> call, Emitter<String> to) {
    Term<String> a = call.input(0);
    Term<String> b = call.input(1);
    if (!TYPES.contains(a.type())) {
      return List.of();
    }
    Term<String> left = a.rank() == 1 ? to.reshape(a, 1, a.size(0)) : a;
    Term<String> right = b.rank() == 1 ? to.reshape(b, b.size(0), 1) : b;
    String handle =
        graph.node("BatchMatMulV2").on(left, right).type("T", a.type()).add();
    int[] y = call.shape(0);
    return List.of(new Term<>(reshaped(handle, a, b, y), a.type(), y));
  }

  /** Without the axes of size 1 that stand for those that lists have not. */
  private String reshaped(String product, Term<String> a, Term<String> b, int[] y) {
    return a.rank() > 1 && b.rank() > 1
        ? product
        : graph.reshape(new Term<>(product, a.type(), y), y);
  }

  private List<Term<String>> general(Call<String> call, Emitter<String> to) {
    Term<String> a = call.input(0);
    double alpha = call.real("alpha", 1);
    double beta = call.real("beta", 1);
    if (!TYPES.contains(a.type()) || !a.type().isFloat() && (alpha != 1 || beta != 1)) {
      return List.of();
    }
    String handle =
        graph
            .node("MatMul")
            .on(a, call.input(1))
            .type("T", a.type())
            .flag("transpose_a", call.flag("transA", false))
            .flag("transpose_b", call.flag("transB", false))
            .add();
    Term<String> product = scaled(to, new Term<>(handle, a.type(), call.shape(0)), alpha);
    return List.of(
        call.has(2)
            ? to.apply(Prim.ADD, product, scaled(to, to.ranked(call.input(2), 2), beta))
            : product);
  }

  private static Term<String> scaled(Emitter<String> to, Term<String> x, double by) {
    return by == 1 ? x : to.apply(Prim.MUL, x, to.number(x.type(), by, (long) by, x.rank()));
  }

  private List<Term<String>> sum(Call<String> call, Emitter<String> to) {
    String equation = call.word("equation", "").replace(" ", "");
    DType type = call.type(0);
    if (!TYPES.contains(type) || !equation.contains("->") || call.inputs().size() > 2) {
      return List.of();
    }
    List<Term<String>> args = call.inputs().stream().map(i -> i.orElseThrow()).toList();
    String handle =
        graph
            .node("Einsum")
            .on(args)
            .type("T", type)
            .number("N", args.size())
            .word("equation", equation)
            .add();
    return List.of(new Term<>(handle, type, call.shape(0)));
  }
}
