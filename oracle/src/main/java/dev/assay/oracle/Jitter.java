package dev.assay.oracle;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A model in which every float that a node gives is moved a little, each element up or down, before
 * others read it: a sample of what other roundings on the way make of its outputs.
 *
 * <p>What a system gives of itself under such moves is all that can be known of the condition of an
 * operator that nobody said the meaning of (Parker, Monte Carlo Arithmetic, 1997).
 */
final class Jitter {
  private static final int ROUNDINGS = 2;
  private static final int STEPS = 2;
  private static final Set<DType> MOVED =
      Set.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);

  private final GraphReading reading;
  private final Choices choices;
  private final ToDoubleFunction<DType> reach;

  /**
   * @param reach by which part of itself a number of a type is moved at most
   */
  private Jitter(GraphReading reading, Choices choices, ToDoubleFunction<DType> reach) {
    this.reading = reading;
    this.choices = choices;
    this.reach = reach;
  }

  /**
   * Moves by a few roundings of the type.
   *
   * @param reading with the values of the model
   */
  static Jitter byRoundings(GraphReading reading, Choices choices) {
    return new Jitter(reading, choices, type -> ROUNDINGS * 2 * type.unit());
  }

  /**
   * Moves by what floats may differ that count as alike, so that an integer which hangs on them may
   * differ as well.
   */
  static Jitter byTolerance(GraphReading reading, Choices choices) {
    return new Jitter(reading, choices, Comparison::relative);
  }

  /** The model with its values moved; the names of its outputs stay. */
  Graph in(Graph graph) {
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    List<Node> nodes = new ArrayList<>();
    for (Value v : graph.feeds()) {
      if (isMoved(v.name())) {
        nodes.add(moving(v.name(), moved(v.name()), constants));
      }
    }
    for (Node node : graph.nodes()) {
      nodes.add(reading(node, graph));
      for (String name : node.outputs()) {
        if (!name.isEmpty() && isMoved(name)) {
          nodes.add(moving(name, moved(name), constants));
        }
      }
    }
    List<Value> outputs = new ArrayList<>();
    for (Value v : graph.outputs()) {
      outputs.add(isMoved(v.name()) ? new Value(moved(v.name()), v.type()) : v);
    }
    return new Graph(graph.name(), graph.opsets(), graph.inputs(), constants, nodes, outputs);
  }

  private static String moved(String name) {
    return name + "_moved";
  }

  private boolean isMoved(String name) {
    return MOVED.contains(reading.value(name).type());
  }

  private Node reading(Node node, Graph graph) {
    Set<String> held = graph.constants().keySet();
    return new Node(
        node.name(),
        node.domain(),
        node.operator(),
        node.inputs().stream()
            .map(n -> n.isEmpty() || held.contains(n) || !isMoved(n) ? n : moved(n))
            .toList(),
        node.outputs(),
        node.attributes());
  }

  private Node moving(String name, String moved, Map<String, Tensor> constants) {
    Tensor value = reading.value(name);
    double[] factors = new double[value.size()];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = 1 + choices.between(-STEPS, STEPS) * reach.applyAsDouble(value.type()) / STEPS;
    }
    constants.put(moved + "_by", Tensor.of(value.type(), value.shape(), factors));
    return Node.of("Mul", List.of(name, moved + "_by"), List.of(moved), Map.of());
  }
}
