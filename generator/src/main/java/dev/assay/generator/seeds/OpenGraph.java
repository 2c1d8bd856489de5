package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A graph whose sizes are open again: those of its inputs and constants, and the integers of its
 * nodes that depend on sizes. It is closed with other numbers that keep all rules.
 */
final class OpenGraph {
  private final Graph graph;
  private final ShapeReading reading;
  private final SizeWalk sizes;
  private final Map<String, Dims> shapes = new HashMap<>();
  private final Map<String, OpenDraft.Span> spans = new HashMap<>();
  private final Map<Node, OpenDraft> drafts = new IdentityHashMap<>();
  private final Set<String> structural = new HashSet<>();

  /**
   * Opens the sizes of a graph.
   *
   * @param elements how many a tensor should have at most
   * @throws IllegalArgumentException if a node breaks a rule, or has sizes that only the run tells
   */
  OpenGraph(Graph graph, long elements) {
    this.graph = graph;
    this.reading = ShapeReading.of(graph);
    this.sizes = new SizeWalk(elements);
    for (Node n : graph.nodes()) {
      reading.reading(n).structural().forEach(k -> structural.add(n.inputs().get(k)));
    }
    graph.inputs().forEach(v -> open(v.name()));
    graph.constants().keySet().forEach(this::open);
    graph.nodes().forEach(this::open);
  }

  SizeWalk sizes() {
    return sizes;
  }

  /** The open shape of a value. */
  Dims shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  /** Whether the elements of an input lie within bounds. */
  boolean isBounded(String name) {
    return spans.containsKey(name);
  }

  /** Constants of one element, and those that decide shapes, stay as they are. */
  private void open(String name) {
    Dims now = reading.type(name).flatMap(TensorType::shape).orElseThrow();
    shapes.put(
        name,
        isHeld(name)
            ? now
            : Dims.each(
                now.rank(),
                a -> sizes.open(name + a, Range.from(1), Math.max(1, sizes.at(now.get(a))))));
    sizes.limit(shape(name));
  }

  private boolean isHeld(String name) {
    Tensor held = graph.constants().get(name);
    return held != null && (held.size() <= 1 || structural.contains(name));
  }

  private void open(Node node) {
    NodeReading read = reading.reading(node);
    OpenDraft draft =
        new OpenDraft(
            reading.operator(node), read, place -> shape(node.inputs().get(place)), sizes);
    reading.operator(node).meaning().accept(draft);
    drafts.put(node, draft);
    draft
        .outputs()
        .forEach(
            (k, meaning) -> {
              if (k < node.outputs().size() && !node.outputs().get(k).isEmpty()) {
                meaning.shape().list().forEach(d -> sizes.require(d.atLeast(1)));
                shapes.put(node.outputs().get(k), meaning.shape());
                sizes.limit(meaning.shape());
              }
            });
    draft.spans().forEach((k, s) -> spans.merge(node.inputs().get(k), s, OpenGraph::both));
  }

  private static OpenDraft.Span both(OpenDraft.Span one, OpenDraft.Span other) {
    return new OpenDraft.Span(one.low().max(other.low()), one.high().min(other.high()));
  }

  /** The graph on the numbers that its sizes have now. */
  Mixture closed(Choices choices) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Range> free = new HashMap<>();
    Set<String> drawn = new HashSet<>();
    List<Value> inputs = new ArrayList<>();
    for (Value v : graph.inputs()) {
      inputs.add(new Value(v.name(), TensorType.of(v.type().element(), sizes.at(shape(v.name())))));
      free.put(v.name(), range(v.name()));
    }
    graph
        .constants()
        .forEach(
            (name, t) -> {
              int[] shape = sizes.at(shape(name)).numbers();
              boolean kept = isHeld(name) || Arrays.equals(shape, t.shape()) && choices.flag();
              constants.put(name, kept ? t : Tensor.zeros(t.type(), shape));
              if (!isHeld(name)) {
                free.put(name, range(name));
              }
              if (!kept) {
                drawn.add(name);
              }
            });
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      nodes.add(closed(n, constants));
    }
    return new Mixture(
        new Graph(graph.name(), graph.opsets(), inputs, constants, nodes, graph.outputs()),
        free,
        drawn);
  }

  private Range range(String name) {
    OpenDraft.Span span = spans.get(name);
    return span == null ? Range.ALL : Range.of(sizes.at(span.low()), sizes.at(span.high()) - 1);
  }

  private Node closed(Node node, Map<String, Tensor> constants) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    List<String> inputs = new ArrayList<>(node.inputs());
    Objects.requireNonNull(drafts.get(node))
        .integers()
        .forEach(
            (name, open) -> {
              long[] numbers = open.list().stream().mapToLong(sizes::at).toArray();
              int place = reading.operator(node).input(name);
              if (place >= 0) {
                inputs.set(place, constant(inputs.get(place), numbers, constants));
              } else {
                attributes.computeIfPresent(
                    name,
                    (n, a) ->
                        a.kind() == Attribute.Kind.INT
                            ? Attribute.of(numbers[0])
                            : Attribute.ofInts(Arrays.stream(numbers).boxed().toList()));
              }
            });
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), attributes);
  }

  /** A constant like another with other numbers; the same where it has them. */
  private String constant(String old, long[] numbers, Map<String, Tensor> constants) {
    Tensor before = Objects.requireNonNull(graph.constants().get(old));
    if (before.type().isFloat() || before.type() == DType.BOOL) {
      return old;
    }
    Tensor now = Tensor.of(before.type(), before.shape(), numbers);
    if (now.equals(before)) {
      return old;
    }
    String name = old + "_" + constants.size();
    constants.put(name, now);
    return name;
  }
}
