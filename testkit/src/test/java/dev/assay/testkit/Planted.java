package dev.assay.testkit;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conditions on models, as bugs have them, each with the size of the least model that meets it. */
enum Planted {
  A_CONV("has a Conv", 1, 1, m -> has(m, "Conv")),
  RELU_AFTER_ADD("Relu after Add", 2, 1, m -> follows(m.graph(), "Add", "Relu")),
  RELU_AFTER_CONV("Relu after Conv", 2, 1, m -> follows(m.graph(), "Conv", "Relu")),
  POOL_AFTER_CONV("MaxPool after Conv", 2, 1, m -> follows(m.graph(), "Conv", "MaxPool")),
  TRANSPOSE_TWICE(
      "Transpose after Transpose", 2, 1, m -> follows(m.graph(), "Transpose", "Transpose")),
  A_ZERO_SIZE("an input of size zero", 1, 2, m -> anyInput(m, t -> t.size() == 0)),
  A_FLOAT16("a float16 input", 1, 1, m -> anyInput(m, t -> t.type() == DType.FLOAT16)),
  AN_INT64("an int64 input", 1, 1, m -> anyInput(m, t -> t.type() == DType.INT64)),
  TEN_ELEMENTS("an input of ten elements or more", 1, 10, m -> anyInput(m, t -> t.size() >= 10)),
  RANK_FOUR("an input of rank 4", 1, 1, m -> anyInput(m, t -> t.rank() == 4)),
  A_NEGATIVE(
      "a negative number in an input",
      1,
      1,
      m -> anyInput(m, t -> t.type() == DType.FLOAT32 && any(t, x -> x < 0))),
  A_LARGE_NUMBER(
      "a number over 2 in an input",
      1,
      1,
      m -> anyInput(m, t -> t.type() == DType.FLOAT32 && any(t, x -> x > 2))),
  A_CONSTANT("a constant", 1, 1, m -> !m.graph().constants().isEmpty()),
  AXIS_ZERO(
      "Softmax along axis 0",
      1,
      1,
      m -> any(m, n -> n.operator().equals("Softmax") && isZero(n.attributes().get("axis")))),
  CONCAT_OF_THREE(
      "Concat of three",
      1,
      1,
      m -> any(m, n -> n.operator().equals("Concat") && n.inputs().size() > 2)),
  ONE_VALUE_TWICE(
      "a node that reads one value twice",
      1,
      1,
      m -> any(m, n -> new HashSet<>(n.inputs()).size() < n.inputs().size())),
  READ_BY_TWO("a value that two nodes read", 2, 1, m -> isReadByTwo(m.graph())),
  TWO_OUTPUTS("two outputs", 2, 1, m -> m.graph().outputs().size() > 1),
  THREE_NODES("three nodes or more", 3, 1, m -> m.graph().nodes().size() >= 3),
  CHAIN_OF_FOUR("four nodes, one after the other", 4, 1, m -> depth(m.graph()) >= 4);

  static final ModelArbitrary MODELS =
      Onnx.models()
          .nodes(8)
          .ops("Conv", "Relu", "Add", "Cast", "Transpose", "Softmax", "Concat", "MaxPool");

  private final String label;
  private final int nodes;
  private final int elements;
  private final Predicate<ModelCase> condition;

  Planted(String label, int nodes, int elements, Predicate<ModelCase> condition) {
    this.label = label;
    this.nodes = nodes;
    this.elements = elements;
    this.condition = condition;
  }

  /** The condition in words. */
  String label() {
    return label;
  }

  /** The nodes of the least model. */
  int nodes() {
    return nodes;
  }

  /** The elements of its inputs and constants, where a size of zero counts as two. */
  int elements() {
    return elements;
  }

  boolean isMetBy(ModelCase model) {
    return condition.test(model);
  }

  private static boolean anyInput(ModelCase model, Predicate<Tensor> condition) {
    return model.inputs().values().stream().anyMatch(condition);
  }

  private static boolean any(Tensor t, DoublePredicate condition) {
    return Arrays.stream(t.reals()).anyMatch(condition);
  }

  private static boolean any(ModelCase model, Predicate<Node> condition) {
    return model.graph().nodes().stream().anyMatch(condition);
  }

  private static boolean isZero(@Nullable Attribute axis) {
    return axis != null && axis.integer() == 0;
  }

  private static boolean has(ModelCase model, String operator) {
    return any(model, n -> n.operator().equals(operator));
  }

  private static boolean follows(Graph g, String first, String second) {
    return g.nodes().stream()
        .filter(n -> n.operator().equals(first))
        .anyMatch(n -> g.nodes().stream().anyMatch(m -> isAfter(m, n, second)));
  }

  private static boolean isAfter(Node m, Node n, String operator) {
    return m.operator().equals(operator) && m.inputs().contains(n.outputs().get(0));
  }

  private static boolean isReadByTwo(Graph g) {
    List<String> read =
        g.nodes().stream().flatMap(n -> new HashSet<>(n.inputs()).stream()).toList();
    return Stream.concat(
            g.inputs().stream().map(Value::name),
            g.nodes().stream().flatMap(n -> n.outputs().stream()))
        .anyMatch(name -> read.stream().filter(name::equals).count() > 1);
  }

  private static int depth(Graph g) {
    Map<String, Integer> depths = new HashMap<>();
    for (Node n : g.nodes()) {
      int depth = 1 + n.inputs().stream().mapToInt(x -> depths.getOrDefault(x, 0)).max().orElse(0);
      n.outputs().forEach(y -> depths.put(y, depth));
    }
    return depths.values().stream().mapToInt(d -> d).max().orElse(0);
  }
}
