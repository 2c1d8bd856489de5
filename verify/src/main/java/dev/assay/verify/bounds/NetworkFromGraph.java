package dev.assay.verify.bounds;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The units of a model, from the meanings of its operators: no operator is known here by name.
 *
 * <p>All float inputs move; what hangs on other inputs and on constants alone is as the reading has
 * it. What has no bounds is refused with its node.
 */
public final class NetworkFromGraph {
  private final GraphReading reading;
  private final Network network;
  private final Tracing tracing;
  private final Map<String, Traced[]> values = new HashMap<>();
  private final Set<String> moving = new HashSet<>();

  private NetworkFromGraph(GraphReading reading, int inputs) {
    this.reading = reading;
    this.network = new Network(inputs);
    this.tracing = new Tracing(network);
  }

  /**
   * Reads a model.
   *
   * @param reading of its values somewhere; says what is structure
   * @throws IllegalArgumentException if something of it has no bounds
   */
  public static NetworkFromGraph of(GraphReading reading) {
    List<String> inputs =
        reading.graph().feeds().stream()
            .filter(v -> v.type() instanceof TensorType t && t.element().isFloat())
            .map(Value::name)
            .toList();
    int size = inputs.stream().mapToInt(name -> reading.value(name).size()).sum();
    NetworkFromGraph result = new NetworkFromGraph(reading, size);
    int place = 0;
    for (String name : inputs) {
      Traced[] elements = new Traced[reading.value(name).size()];
      for (int k = 0; k < elements.length; k++) {
        elements[k] = Form.ofUnit(place++);
      }
      result.values.put(name, elements);
      result.moving.add(name);
    }
    result.read();
    return result;
  }

  private void read() {
    Graph graph = reading.graph();
    Set<Node> steps = new HashSet<>(reading.steps());
    for (Node node : graph.nodes()) {
      if (!steps.contains(node)) {
        throw refused(node, "it runs sub-graphs");
      }
    }
    for (Node node : reading.steps()) {
      try {
        read(node);
      } catch (UnsupportedOperationException e) {
        throw refused(node, "there are no bounds for " + e.getMessage());
      }
    }
  }

  private void read(Node node) {
    boolean moves = node.inputs().stream().anyMatch(moving::contains);
    List<String> outputs = node.outputs();
    if (moves) {
      moving.addAll(outputs);
      moving.remove("");
    }
    NodeReading meaning = reading.reading(node);
    if (moves && meaning.structural().stream().anyMatch(k -> isMoving(node, k))) {
      throw refused(node, "its shape hangs on the inputs");
    }
    boolean anyFloat = outputs.stream().anyMatch(this::isFloat);
    if (!moves && !anyFloat) {
      return;
    }
    if (meaning.isOpaque()) {
      throw refused(node, "no formula says it");
    }
    NodeTrace trace = new NodeTrace(tracing, meaning, k -> elements(node.inputs().get(k)));
    meaning
        .outputs()
        .forEach(
            (k, stage) -> {
              if (moves || isFloat(outputs.get(k))) {
                values.put(outputs.get(k), trace.all(stage));
              }
            });
  }

  private boolean isFloat(String name) {
    return !name.isEmpty() && reading.value(name).type().isFloat();
  }

  private boolean isMoving(Node node, int input) {
    return moving.contains(node.inputs().get(input));
  }

  private Traced[] elements(String name) {
    return values.computeIfAbsent(
        name,
        n -> {
          Tensor t = reading.value(n);
          if (t.type() == DType.STRING) {
            throw new UnsupportedOperationException("text");
          }
          return NodeTrace.known(t);
        });
  }

  private static IllegalArgumentException refused(Node node, String why) {
    return new IllegalArgumentException(
        node.operator()
            + " cannot be proved about\n  required : operators that have bounds\n  but      : "
            + why
            + "\n  node     : "
            + node);
  }

  /** The network so far. */
  public Network network() {
    return network;
  }

  /** The units of a value of the model, element by element. */
  public int[] units(String name) {
    Traced[] elements = elements(name);
    int[] units = new int[elements.length];
    for (int k = 0; k < units.length; k++) {
      if (!(elements[k] instanceof Form f)) {
        throw new IllegalArgumentException("a value is no float\n  value : " + name);
      }
      units[k] = tracing.unit(f, reading.value(name).type());
    }
    return units;
  }

  /** A weighted sum of units less a constant, computed without rounding, as a further unit. */
  public int sum(Map<Integer, BigDecimal> weights, BigDecimal less) {
    Form sum = nearest(less.negate());
    for (Map.Entry<Integer, BigDecimal> w : new TreeMap<>(weights).entrySet()) {
      Form weight = nearest(w.getValue());
      sum = Form.exactSum(sum, 1, Form.ofUnit(w.getKey()).weighted(weight));
    }
    return network.add(new Affine(sum, 0, Double.MAX_VALUE));
  }

  private static Form nearest(BigDecimal x) {
    double d = x.doubleValue();
    return new BigDecimal(d).compareTo(x) == 0 ? Form.of(d) : Form.of(d).inexact();
  }
}
