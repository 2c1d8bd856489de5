package dev.assay.generator.seeds;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a given model for its sizes. What is not understood, such as a node of an operator that
 * nobody knows, is passed over with all that hangs on it, as far as the model does not declare the
 * types behind it.
 */
final class SeedReading {
  /** What stands for a size that the model leaves open. */
  private static final int OPEN = 3;

  /** Elements are known of no larger values than these, so that a seed takes little memory. */
  private static final int MOST_KNOWN = 1 << 10;

  /** A tensor of more elements is not made only to be asked for its shape. */
  private static final int MOST_HELD = 1 << 20;

  private final Graph graph;
  private final Map<String, TensorType> declared;
  private final ShapeReading shapes;
  private final List<Node> nodes = new ArrayList<>();

  private SeedReading(Graph graph, Map<String, TensorType> declared) {
    this.graph = graph;
    this.declared = declared;
    this.shapes = ShapeReading.begin(closed(graph), KnownOperators.CATALOGUE);
  }

  /**
   * The seed of a model.
   *
   * @param declared the types that the model declares for values between its nodes
   */
  static Seed of(Graph graph, Map<String, TensorType> declared) {
    SeedReading reading = new SeedReading(graph, declared);
    graph.nodes().forEach(reading::read);
    return new Seed(reading.graph, reading.nodes, reading.shapes.types(), reading.shapes.data());
  }

  private static Graph closed(Graph g) {
    List<Value> inputs = new ArrayList<>();
    for (Value v : g.inputs()) {
      closed(v.type()).ifPresent(t -> inputs.add(new Value(v.name(), t)));
    }
    return new Graph(g.name(), g.opsets(), inputs, g.constants(), List.of(), List.of());
  }

  private static Optional<TensorType> closed(ValueType type) {
    return type instanceof TensorType t
        ? t.shape().map(s -> TensorType.of(t.element(), s.map(SeedReading::closed)))
        : Optional.empty();
  }

  private static Dim closed(Dim d) {
    return d.isNumber() ? d : Dim.dim(OPEN);
  }

  private void read(Node node) {
    try {
      shapes.read(node);
      if (node.outputs().stream().allMatch(o -> o.isEmpty() || shapes.type(o).isPresent())) {
        nodes.add(node);
        know(node);
      }
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      for (String output : node.outputs()) {
        TensorType type = declared.get(output);
        if (type != null) {
          closed(type).ifPresent(t -> shapes.give(output, t));
        }
      }
    }
  }

  /**
   * Computes what hangs on no input, such as the target of a Reshape that a model puts together.
   */
  private void know(Node node) {
    boolean isShape = node.operator().equals("Shape") && node.domain().isEmpty();
    if (isShape
        ? !isSmall(node.inputs().get(0))
        : !node.inputs().stream().allMatch(this::isKnown)) {
      return;
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (String name : node.inputs()) {
      if (!name.isEmpty()) {
        constants.put(
            name, isShape ? likeIt(name) : Objects.requireNonNull(shapes.data().get(name)));
      }
    }
    Graph alone = new Graph("", graph.opsets(), List.of(), constants, List.of(node), List.of());
    GraphReading reading = GraphReading.values(alone, Map.of());
    for (String output : node.outputs()) {
      if (!output.isEmpty() && reading.value(output).size() <= MOST_KNOWN) {
        shapes.give(output, reading.value(output));
      }
    }
  }

  private boolean isKnown(String name) {
    Tensor t = shapes.data().get(name);
    return name.isEmpty() || t != null && t.size() <= MOST_KNOWN;
  }

  private boolean isSmall(String name) {
    return Tensor.size(shapes.type(name).flatMap(TensorType::shape).orElseThrow().numbers())
        <= MOST_HELD;
  }

  /** A tensor of the shape of a value. */
  private Tensor likeIt(String name) {
    Dims shape = shapes.type(name).flatMap(TensorType::shape).orElseThrow();
    return Tensor.zeros(DType.BOOL, shape.numbers());
  }
}
