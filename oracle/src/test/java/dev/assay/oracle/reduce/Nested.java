package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models of which most lies in bodies, sequences and optionals, each between two other nodes. */
final class Nested {
  private static final TensorType ROWS = TensorType.of(DType.FLOAT32, 3, 2);
  private static final TensorType ROW = TensorType.of(DType.FLOAT32, 2);
  private static final TensorType TRUTH = TensorType.of(DType.BOOL);

  private Nested() {}

  private static Node node(String operator, List<String> inputs, String... outputs) {
    return Node.of(operator, inputs, List.of(outputs), Map.of());
  }

  private static Graph body(
      List<Value> inputs, Map<String, Tensor> constants, List<Node> nodes, List<Value> outputs) {
    return new Graph("body", Map.of(), inputs, constants, nodes, outputs);
  }

  private static Value rows(String name) {
    return new Value(name, ROWS);
  }

  /** Two branches, of which one is taken, with a branch in it. */
  static Start branches() {
    Tensor two = Tensor.of(DType.FLOAT32, new int[0], 2.0);
    Graph inner =
        body(
            List.of(),
            Map.of(),
            List.of(
                node("Tanh", List.of("c2"), "i1"),
                node("Sigmoid", List.of("i1"), "i2"),
                node("Neg", List.of("i2"), "i3")),
            List.of(rows("i3")));
    Graph innerElse =
        body(List.of(), Map.of(), List.of(node("Abs", List.of("a"), "j")), List.of(rows("j")));
    Graph taken =
        body(
            List.of(),
            Map.of("two", two),
            List.of(
                node("Mul", List.of("a", "two"), "c1"),
                node("Exp", List.of("c1"), "c2"),
                branch("cond", inner, innerElse, "c3"),
                node("Sin", List.of("c3"), "c4")),
            List.of(rows("c4"), rows("c1")));
    Graph other =
        body(
            List.of(),
            Map.of(),
            List.of(node("Neg", List.of("a"), "d1"), node("Cos", List.of("d1"), "d2")),
            List.of(rows("d2"), rows("d1")));
    return model(
        List.of(branch("cond", taken, other, "b", "b2")), Map.of("cond", truth()), Map.of());
  }

  private static Node branch(String condition, Graph then, Graph otherwise, String... outputs) {
    return Node.of(
        "If",
        List.of(condition),
        List.of(outputs),
        Map.of("then_branch", Attribute.of(then), "else_branch", Attribute.of(otherwise)));
  }

  private static Tensor truth() {
    return Tensor.of(DType.BOOL, new int[0], 1);
  }

  /** A loop that carries two values for three turns, and collects one. */
  static Start loop() {
    Graph turn =
        body(
            List.of(
                new Value("k", TensorType.of(DType.INT64)),
                new Value("going", TRUTH),
                rows("s1"),
                rows("s2")),
            Map.of(),
            List.of(
                node("Identity", List.of("going"), "on"),
                node("Sigmoid", List.of("s1"), "e1"),
                node("Add", List.of("e1", "s2"), "e2"),
                node("Tanh", List.of("a"), "e3"),
                node("Mul", List.of("e2", "e3"), "e4")),
            List.of(new Value("on", TRUTH), rows("e2"), rows("e4"), rows("e1")));
    Node loop =
        Node.of(
            "Loop",
            List.of("turns", "cond", "a", "zeros"),
            List.of("b", "b2", "b3"),
            Map.of("body", Attribute.of(turn)));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    constants.put("turns", Tensor.scalar(3));
    constants.put("zeros", Tensor.zeros(DType.FLOAT32, 3, 2));
    return model(List.of(loop), Map.of("cond", truth()), constants);
  }

  /** A scan over rows and over others that it does not read, with running sums. */
  static Start scan() {
    Graph turn =
        body(
            List.of(new Value("s", ROW), new Value("r", ROW), new Value("r2", ROW)),
            Map.of(),
            List.of(
                node("Sigmoid", List.of("r"), "e1"),
                node("Add", List.of("s", "e1"), "e2"),
                node("Neg", List.of("e2"), "e3")),
            List.of(new Value("e2", ROW), new Value("e1", ROW), new Value("e3", ROW)));
    Node scan =
        Node.of(
            "Scan",
            List.of("sum", "a", "more"),
            List.of("b2", "b", "b3"),
            Map.of("body", Attribute.of(turn), "num_scan_inputs", Attribute.of(2)));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    constants.put("sum", Tensor.zeros(DType.FLOAT32, 2));
    constants.put("more", Tensor.zeros(DType.FLOAT32, 3, 2));
    return model(List.of(scan), Map.of(), constants);
  }

  /** A sequence that is made, grows, and is read at two places. */
  static Start sequence() {
    return model(
        List.of(
            node("SequenceConstruct", List.of("a", "a", "x"), "l1"),
            node("SequenceInsert", List.of("l1", "a", "zero"), "l2"),
            node("SequenceErase", List.of("l2", "one"), "l3"),
            node("SequenceAt", List.of("l3", "one"), "b1"),
            node("SequenceLength", List.of("l3"), "length"),
            node("Sigmoid", List.of("b1"), "b")),
        Map.of(),
        Map.of("zero", Tensor.scalar(0), "one", Tensor.scalar(1)));
  }

  /** A map over a sequence of which the pieces are put together again. */
  static Start map() {
    TensorType piece = TensorType.of(DType.FLOAT32, 1, 2);
    Graph each =
        body(
            List.of(new Value("p", piece)),
            Map.of(),
            List.of(node("Sigmoid", List.of("p"), "q1"), node("Neg", List.of("q1"), "q2")),
            List.of(new Value("q2", piece)));
    return model(
        List.of(
            node("SplitToSequence", List.of("a"), "l1"),
            Node.of(
                "SequenceMap", List.of("l1"), List.of("l2"), Map.of("body", Attribute.of(each))),
            Node.of(
                "ConcatFromSequence",
                List.of("l2"),
                List.of("b"),
                Map.of("axis", Attribute.of(0)))),
        Map.of(),
        Map.of());
  }

  /** A value that is put into an optional and taken out. */
  static Start optional() {
    return model(
        List.of(
            node("Optional", List.of("a"), "o"),
            node("OptionalHasElement", List.of("o"), "has"),
            node("OptionalGetElement", List.of("o"), "b1"),
            node("Sigmoid", List.of("b1"), "b")),
        Map.of(),
        Map.of());
  }

  /** Nodes that read {@code x} or {@code a = Exp(x)} and make {@code b}, then {@code y}. */
  private static Start model(
      List<Node> middle, Map<String, Tensor> feeds, Map<String, Tensor> constants) {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {3, 2}, 0.5, -1.25, 2.5, 0.75, -0.5, 1.5);
    Map<String, Tensor> inputs = new LinkedHashMap<>(Map.of("x", x));
    inputs.putAll(feeds);
    List<Node> nodes = new ArrayList<>();
    nodes.add(node("Exp", List.of("x"), "a"));
    nodes.addAll(middle);
    nodes.add(node("Abs", List.of("b"), "y"));
    Graph graph =
        new Graph(
            "nested",
            Map.of("", 18),
            inputs.entrySet().stream()
                .map(e -> new Value(e.getKey(), TensorType.of(e.getValue())))
                .toList(),
            constants,
            nodes,
            List.of(rows("y")));
    return new Start(graph, inputs);
  }
}
