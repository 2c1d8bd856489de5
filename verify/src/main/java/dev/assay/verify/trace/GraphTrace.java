package dev.assay.verify.trace;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The elements of all values of a model in some algebra, from the meanings of its operators: no
 * operator is known here by name.
 *
 * <p>All float inputs move; what hangs on other inputs and on constants alone is as the reading has
 * it. What the algebra has no meaning for is refused with its node.
 */
public final class GraphTrace {
  private final GraphReading reading;
  private final Algebra algebra;
  private final String what;
  private final Map<String, Traced[]> values = new HashMap<>();
  private final Set<String> moving = new HashSet<>();

  private GraphTrace(GraphReading reading, Algebra algebra, String what) {
    this.reading = reading;
    this.algebra = algebra;
    this.what = what;
  }

  /**
   * Walks a model.
   *
   * @param reading of its values somewhere; says what is structure
   * @param what the algebra gives, for people
   * @param inputs the numbers of all float inputs, one after the other
   * @throws IllegalArgumentException if the algebra has no meaning for something of it
   */
  public static GraphTrace of(
      GraphReading reading, Algebra algebra, String what, IntFunction<Traced> inputs) {
    return of(reading, algebra, what, floats(reading), inputs);
  }

  /**
   * The same of a model of which other inputs may move.
   *
   * @param names of the inputs that move
   * @param inputs the numbers of these inputs, one after the other
   */
  public static GraphTrace of(
      GraphReading reading,
      Algebra algebra,
      String what,
      List<String> names,
      IntFunction<Traced> inputs) {
    GraphTrace trace = new GraphTrace(reading, algebra, what);
    int place = 0;
    for (String name : names) {
      Traced[] elements = new Traced[reading.value(name).size()];
      for (int k = 0; k < elements.length; k++) {
        elements[k] = inputs.apply(place++);
      }
      trace.values.put(name, elements);
      trace.moving.add(name);
    }
    trace.read();
    return trace;
  }

  /** How many numbers of a model move. */
  public static int moving(GraphReading reading) {
    return floats(reading).stream().mapToInt(name -> reading.value(name).size()).sum();
  }

  private static List<String> floats(GraphReading reading) {
    return reading.graph().feeds().stream()
        .filter(v -> v.type() instanceof TensorType t && t.element().isFloat())
        .map(Value::name)
        .toList();
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
        throw refused(node, "there are no " + what + " for " + e.getMessage());
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
    NodeTrace trace = new NodeTrace(algebra, meaning, k -> elements(node.inputs().get(k)));
    meaning
        .outputs()
        .forEach(
            (k, stage) -> {
              if (moves || isFloat(outputs.get(k))) {
                values.put(outputs.get(k), trace.stored(stage));
              }
            });
  }

  private boolean isFloat(String name) {
    return !name.isEmpty() && reading.value(name).type().isFloat();
  }

  private boolean isMoving(Node node, int input) {
    return moving.contains(node.inputs().get(input));
  }

  /** The elements of a value of the model. */
  public Traced[] elements(String name) {
    return values.computeIfAbsent(
        name,
        n -> {
          Tensor t = reading.value(n);
          if (t.type() == DType.STRING) {
            throw new UnsupportedOperationException("text");
          }
          return NodeTrace.known(algebra, t);
        });
  }

  /** Whether no element of a value that was read or made is an infinity. */
  public boolean isFinite() {
    return values.values().stream().flatMap(Arrays::stream).noneMatch(x -> x instanceof Infinite);
  }

  private IllegalArgumentException refused(Node node, String why) {
    return new IllegalArgumentException(
        node.operator()
            + " cannot be proved about\n  required : operators that have "
            + what
            + "\n  but      : "
            + why
            + "\n  node     : "
            + node);
  }
}
