package dev.assay.backends.faulty;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small model for each fault at which it strikes. */
final class Examples {
  private static final Tensor PLANE = floats(new int[] {1, 1, 2, 2}, -1, -2, -3, -4);
  private static final Attribute KERNEL = Attribute.ofInts(List.of(2L, 2L));

  static final Map<String, Trial> ALL = all();

  private Examples() {}

  static Trial of(String fault) {
    return Objects.requireNonNull(ALL.get(fault), fault);
  }

  private static Map<String, Trial> all() {
    Map<String, Trial> all = new LinkedHashMap<>();
    Tensor row = floats(new int[] {5}, 0.5, 1.5, -2.5, 3, 0.25);
    Tensor square = floats(new int[] {2, 2}, 1, 2, 3, 4.00390625);
    all.put("swapped-operands", of("Sub", Map.of(), square, floats(new int[] {2, 2}, 9, 8, 7, 6)));
    all.put(
        "off-by-one-pad",
        of(
            "AveragePool",
            Map.of("kernel_shape", KERNEL, "pads", Attribute.ofInts(List.of(0L, 0L, 1L, 0L))),
            PLANE));
    all.put("dropped-bias", of("Gemm", Map.of(), square, square, floats(new int[] {2}, 1, -1)));
    all.put("stale-broadcast", of("Add", Map.of(), floats(new int[] {1, 2}, 3, 5), column()));
    all.put(
        "lost-epsilon",
        of(
            "RMSNormalization",
            Map.of("epsilon", Attribute.of(0.5)),
            square,
            floats(new int[] {2}, 1, 1)));
    all.put("leaky-alpha", of("LeakyRelu", Map.of("alpha", Attribute.of(0.5)), row));
    all.put("last-axis", of("Softmax", Map.of("axis", Attribute.of(0L)), square));
    all.put("wrong-rounding", of("Round", Map.of(), row));
    all.put(
        "reassociated-reduction",
        of("MatMul", Map.of(), square, floats(new int[] {2, 2}, 1, 0, 0, 1)));
    all.put(
        "naive-variance",
        of(
            "LayerNormalization",
            Map.of(),
            floats(new int[] {1, 3}, 1000, 1000.5, 1001),
            floats(new int[] {3}, 1, 1, 1)));
    all.put("erf-by-tanh", of("Erf", Map.of(), row));
    all.put("last-element-copies-neighbour", of("Relu", Map.of(), row));
    all.put("nan-dropped", of("Relu", Map.of(), floats(new int[] {2}, Double.NaN, 1)));
    Tensor bytes = Tensor.of(DType.INT8, new int[] {2}, 100L, 1L);
    all.put("saturating-integers", of("Add", Map.of(), bytes, bytes));
    all.put("folded-pad", foldedPad());
    all.put("merged-transposes", mergedTransposes());
    all.put("cancelled-casts", cancelledCasts());
    all.put("merged-clips", mergedClips());
    Attribute turned = Attribute.ofInts(List.of(1L, 0L));
    all.put("crash", of("Transpose", Map.of("perm", turned), square));
    all.put("hang", of("Concat", Map.of("axis", Attribute.of(1L)), square, square));
    all.put("wrong-type", of("ArgMax", Map.of(), square));
    all.put("wrong-shape", of("ReduceSum", Map.of(), square));
    return all;
  }

  private static Tensor column() {
    return floats(new int[] {2, 1}, 1, 2);
  }

  private static Tensor floats(int[] shape, double... elements) {
    return Tensor.of(DType.FLOAT32, shape, elements);
  }

  private static Trial of(String operator, Map<String, Attribute> attributes, Tensor... inputs) {
    List<String> names = new ArrayList<>();
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Tensor t : inputs) {
      names.add("x" + names.size());
      feeds.put(names.get(names.size() - 1), t);
    }
    return of(feeds, Map.of(), Node.of(operator, names, List.of("y"), attributes));
  }

  private static Trial of(Map<String, Tensor> feeds, Map<String, Tensor> constants, Node... nodes) {
    List<Value> inputs = new ArrayList<>();
    feeds.forEach((name, t) -> inputs.add(new Value(name, TensorType.of(t))));
    List<Value> outputs = List.of(new Value("y", TensorType.ofUnknownRank(DType.FLOAT32)));
    Graph graph = new Graph("g", Map.of("", 23), inputs, constants, List.of(nodes), outputs);
    return new Trial(OnnxFromGraph.of(graph), feeds);
  }

  private static Trial foldedPad() {
    return of(
        Map.of("x", PLANE),
        Map.of("pads", Tensor.list(0, 0, 1, 1, 0, 0, 1, 1)),
        Node.of("Pad", List.of("x", "pads"), List.of("p"), Map.of()),
        Node.of("MaxPool", List.of("p"), List.of("y"), Map.of("kernel_shape", KERNEL)));
  }

  private static Trial mergedTransposes() {
    Tensor cube = floats(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    Attribute first = Attribute.ofInts(List.of(1L, 0L, 2L));
    Attribute second = Attribute.ofInts(List.of(0L, 2L, 1L));
    return of(
        Map.of("x", cube),
        Map.of(),
        Node.of("Transpose", List.of("x"), List.of("t"), Map.of("perm", first)),
        Node.of("Transpose", List.of("t"), List.of("y"), Map.of("perm", second)));
  }

  private static Trial cancelledCasts() {
    return of(
        Map.of("x", floats(new int[] {2}, 1.5, -0.25)),
        Map.of(),
        Node.of("Cast", List.of("x"), List.of("i"), Map.of("to", Attribute.of(7L))),
        Node.of("Cast", List.of("i"), List.of("y"), Map.of("to", Attribute.of(1L))));
  }

  private static Trial mergedClips() {
    return of(
        Map.of("x", floats(new int[] {2}, -3, 1)),
        Map.of("least", floats(new int[0], -1)),
        Node.of("Relu", List.of("x"), List.of("r"), Map.of()),
        Node.of("Clip", List.of("r", "least"), List.of("y"), Map.of()));
  }
}
