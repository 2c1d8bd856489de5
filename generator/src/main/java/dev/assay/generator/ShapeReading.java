package dev.assay.generator;

import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The types of all values of a graph whose sizes are numbers: each node is read by the definition
 * of its operator, without data but for constants, and held against ONNX's schema.
 *
 * <p>Values whose sizes only the run tells have no type here, and no node may read them.
 */
public final class ShapeReading {
  private final Map<String, Integer> opsets;
  private final KnownOperators known;
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> data = new LinkedHashMap<>();
  private final Map<Node, NodeReading> nodes = new IdentityHashMap<>();

  private ShapeReading(Map<String, Integer> opsets, KnownOperators known) {
    this.opsets = opsets;
    this.known = known;
  }

  /** Reads a graph of the catalogue's operators; see {@link #of(Graph, KnownOperators)}. */
  public static ShapeReading of(Graph graph) {
    return of(graph, KnownOperators.CATALOGUE);
  }

  /**
   * Reads a graph.
   *
   * @throws IllegalArgumentException if a node breaks a rule, or its operator is not known
   */
  public static ShapeReading of(Graph graph, KnownOperators known) {
    ShapeReading reading = begin(graph, known);
    graph.nodes().forEach(reading::read);
    return reading;
  }

  /**
   * What is known of a graph before its nodes: inputs with sizes that are numbers, and constants.
   */
  public static ShapeReading begin(Graph graph, KnownOperators known) {
    ShapeReading reading = new ShapeReading(graph.opsets(), known);
    for (Value v : graph.inputs()) {
      if (v.type() instanceof TensorType t && t.isConcrete()) {
        reading.types.put(v.name(), t);
      }
    }
    graph.constants().forEach(reading::give);
    return reading;
  }

  /** Takes in a value with its elements. */
  public void give(String name, Tensor tensor) {
    types.put(name, TensorType.of(tensor));
    data.put(name, tensor);
  }

  /** Takes in a value of a type that somebody else has told. */
  public void give(String name, TensorType type) {
    types.put(name, type);
  }

  /**
   * Reads a node, the inputs of which have types.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  public NodeReading read(Node node) {
    for (String output : node.outputs()) {
      if (types.containsKey(output)) {
        throw new IllegalArgumentException("two values have one name: " + output);
      }
    }
    Operator operator = operator(node);
    int version = version(node);
    List<Optional<Argument>> arguments = new ArrayList<>();
    for (String name : node.inputs()) {
      arguments.add(name.isEmpty() ? Optional.empty() : Optional.of(argument(name)));
    }
    Signature.of(operator, version).requireFits(node, types);
    NodeReading reading = reading(operator, node, arguments);
    for (Map.Entry<Integer, Stage> e : reading.outputs().entrySet()) {
      Stage meaning = e.getValue();
      Signature.of(operator, version).requireOutput(node, e.getKey(), meaning.type());
      if (meaning.shape().areNumbers()) {
        types.put(node.outputs().get(e.getKey()), TensorType.of(meaning.type(), meaning.shape()));
      }
    }
    nodes.put(node, reading);
    return reading;
  }

  /** Definitions need not say of every node that is none why it is none: some trip over it. */
  private NodeReading reading(Operator operator, Node node, List<Optional<Argument>> arguments) {
    try {
      return NodeReading.of(operator, node, version(node), arguments);
    } catch (IndexOutOfBoundsException | ArithmeticException | ClassCastException e) {
      throw new IllegalArgumentException("no such node: " + node, e);
    }
  }

  private Argument argument(String name) {
    Tensor held = data.get(name);
    if (held != null) {
      return Argument.of(held);
    }
    TensorType type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no sizes are known of " + name);
    }
    return Argument.of(type.element(), type.shape().orElseThrow().numbers());
  }

  /** The definition of a node. */
  public Operator operator(Node node) {
    return known
        .find(node.domain(), node.operator(), version(node))
        .orElseThrow(() -> new IllegalArgumentException("nobody knows " + node.operator()));
  }

  /** The version of the domain of a node. */
  public int version(Node node) {
    return opsets.getOrDefault(node.domain(), 1);
  }

  /** The reading of a node that has been read. */
  public NodeReading reading(Node node) {
    return Objects.requireNonNull(nodes.get(node));
  }

  /** The types by name. */
  public Map<String, TensorType> types() {
    return Collections.unmodifiableMap(types);
  }

  /** The type of a value. */
  public Optional<TensorType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** The elements of those values that are known. */
  public Map<String, Tensor> data() {
    return Collections.unmodifiableMap(data);
  }
}
