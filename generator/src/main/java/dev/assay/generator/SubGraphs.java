package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some nodes of a model as the body of one node: they read what is around them by its name. */
final class SubGraphs {
  private static final int MOST_NODES = 4;
  private static final int MOST_TURNS = 3;

  private final Shaping shaping;
  private final Choices choices;
  private final int first;
  private final List<Node> inside;

  /** What is read of the nodes from outside. */
  private final List<String> results = new ArrayList<>();

  private SubGraphs(Shaping shaping, Choices choices) {
    this.shaping = shaping;
    this.choices = choices;
    int count = choices.between(1, Math.min(MOST_NODES, shaping.nodes().size()));
    this.first = choices.between(0, shaping.nodes().size() - count);
    this.inside = List.copyOf(shaping.nodes().subList(first, first + count));
    Set<String> read = new HashSet<>();
    shaping.outputs().forEach(v -> read.add(v.name()));
    shaping
        .nodes()
        .subList(first + count, shaping.nodes().size())
        .forEach(n -> read.addAll(n.reads()));
    inside.forEach(n -> n.outputs().stream().filter(read::contains).forEach(results::add));
  }

  /** Whether the nodes have results, and such that a constant may stand for them. */
  private boolean isPossible() {
    return !results.isEmpty()
        && inside.stream().allMatch(this::isDrawn)
        && results.stream().map(this::type).allMatch(SubGraphs::isUsual);
  }

  /** Whether the node is one of the model, and no sub-graph. */
  private boolean isDrawn(Node node) {
    return node.outputs().stream().allMatch(o -> o.isEmpty() || shaping.isDrawn(o))
        && node.attributes().values().stream().noneMatch(a -> a.kind() == Attribute.Kind.GRAPH);
  }

  private static boolean isUsual(TensorType type) {
    DType t = type.element();
    return DType.FLOATS.contains(t) && t != DType.BFLOAT16
        || t == DType.BOOL
        || t == DType.INT64
        || t == DType.INT32;
  }

  private TensorType type(String name) {
    return TensorType.of(shaping.value(name));
  }

  static void branch(Shaping shaping, Choices choices) {
    SubGraphs body = new SubGraphs(shaping, choices);
    if (body.isPossible()) {
      body.branch();
    }
  }

  private void branch() {
    boolean taken = choices.flag();
    Tensor truth = Tensor.of(DType.BOOL, new int[0], taken ? 1 : 0);
    String condition = choices.flag() ? shaping.input(truth) : shaping.constant(truth);
    Graph body = graph(List.of(), nodes(), outputs());
    List<Node> zeros = new ArrayList<>();
    List<Value> others = new ArrayList<>();
    for (String name : results) {
      String other = shaping.fresh("b");
      Attribute zero = Attribute.of(zeros(name));
      zeros.add(Node.of("Constant", List.of(), List.of(other), Map.of("value", zero)));
      others.add(new Value(other, type(name)));
    }
    Graph other = graph(List.of(), zeros, others);
    replaceBy(
        "If",
        List.of(condition),
        Map.of(
            "then_branch", Attribute.of(taken ? body : other),
            "else_branch", Attribute.of(taken ? other : body)));
  }

  static void loop(Shaping shaping, Choices choices) {
    SubGraphs body = new SubGraphs(shaping, choices);
    if (body.isPossible()) {
      body.loop();
    }
  }

  private void loop() {
    Tensor turns = Tensor.scalar(choices.between(1, MOST_TURNS));
    Tensor truth = Tensor.of(DType.BOOL, new int[0], 1);
    List<String> inputs = new ArrayList<>();
    inputs.add(choices.flag() ? shaping.input(turns) : shaping.constant(turns));
    inputs.add(choices.flag() ? "" : shaping.constant(truth));
    results.forEach(r -> inputs.add(shaping.constant(zeros(r))));
    List<Value> taken = new ArrayList<>();
    taken.add(new Value(shaping.fresh("b"), TensorType.of(DType.INT64)));
    String condition = shaping.fresh("b");
    taken.add(new Value(condition, TensorType.of(DType.BOOL)));
    taken.addAll(state());
    List<Node> nodes = new ArrayList<>(nodes());
    String going = shaping.fresh("b");
    nodes.add(Node.of("Identity", List.of(condition), List.of(going), Map.of()));
    List<Value> given = new ArrayList<>(outputs());
    given.add(0, new Value(going, TensorType.of(DType.BOOL)));
    replaceBy("Loop", inputs, Map.of("body", Attribute.of(graph(taken, nodes, given))));
  }

  static void scan(Shaping shaping, Choices choices) {
    SubGraphs body = new SubGraphs(shaping, choices);
    if (body.isPossible()) {
      body.scan();
    }
  }

  private void scan() {
    Tensor slices = Tensor.zeros(DType.FLOAT32, choices.between(1, MOST_TURNS), 2);
    List<String> inputs = new ArrayList<>();
    results.forEach(r -> inputs.add(shaping.constant(zeros(r))));
    inputs.add(choices.flag() ? shaping.input(slices) : shaping.constant(slices));
    List<Value> taken = new ArrayList<>(state());
    taken.add(new Value(shaping.fresh("b"), TensorType.of(DType.FLOAT32, 2)));
    replaceBy(
        "Scan",
        inputs,
        Map.of(
            "body", Attribute.of(graph(taken, nodes(), outputs())),
            "num_scan_inputs", Attribute.of(1)));
  }

  private List<Value> state() {
    return results.stream().map(r -> new Value(shaping.fresh("b"), type(r))).toList();
  }

  private Tensor zeros(String name) {
    TensorType type = type(name);
    return Tensor.zeros(type.element(), shaping.value(name).shape());
  }

  private Graph graph(List<Value> inputs, List<Node> nodes, List<Value> outputs) {
    return new Graph("body", Map.of(), inputs, Map.of(), nodes, outputs);
  }

  private static String inner(String name) {
    return name.isEmpty() ? name : "in_" + name;
  }

  /** The nodes, with names of their own for what they make. */
  private List<Node> nodes() {
    Set<String> own = new HashSet<>();
    inside.forEach(n -> own.addAll(n.outputs()));
    return inside.stream()
        .map(
            n ->
                new Node(
                    n.name(),
                    n.domain(),
                    n.operator(),
                    n.inputs().stream().map(i -> own.contains(i) ? inner(i) : i).toList(),
                    n.outputs().stream().map(SubGraphs::inner).toList(),
                    n.attributes()))
        .toList();
  }

  private List<Value> outputs() {
    return results.stream().map(r -> new Value(inner(r), type(r))).toList();
  }

  private void replaceBy(String operator, List<String> inputs, Map<String, Attribute> attributes) {
    shaping.nodes().subList(first, first + inside.size()).clear();
    shaping.nodes().add(first, Node.of(operator, inputs, results, attributes));
  }
}
