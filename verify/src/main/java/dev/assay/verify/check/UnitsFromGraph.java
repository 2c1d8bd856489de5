package dev.assay.verify.check;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.exact.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The units of a model, from the formulas of its operators, in the order of its nodes. */
final class UnitsFromGraph {
  private final GraphReading reading;
  private final Units units;
  private final Map<String, Meant[]> values = new HashMap<>();
  private final Set<String> moving = new HashSet<>();

  private UnitsFromGraph(GraphReading reading, Units units) {
    this.reading = reading;
    this.units = units;
  }

  /** The tensors that a model takes, filled with zeros; sizes that it leaves open are 1. */
  static Map<String, Tensor> inputs(Graph graph) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : graph.feeds()) {
      if (!(v.type() instanceof TensorType t) || !t.element().isFloat() || t.shape().isEmpty()) {
        throw new UnsupportedOperationException("the input " + v);
      }
      Dims shape = t.shape().get().map(d -> d instanceof Dim.Const ? d : Dim.dim(1));
      inputs.put(v.name(), Tensor.zeros(t.element(), shape.numbers()));
    }
    return inputs;
  }

  /**
   * The units of a model's outputs.
   *
   * @param units with the inputs alone, to which more are added
   * @throws UnsupportedOperationException if it is more than sums and rectifiers
   */
  static List<Integer> outputs(Graph graph, Units units) {
    Map<String, Tensor> inputs = inputs(graph);
    UnitsFromGraph model = new UnitsFromGraph(GraphReading.values(graph, inputs), units);
    int place = 0;
    for (Map.Entry<String, Tensor> e : inputs.entrySet()) {
      Meant[] elements = new Meant[e.getValue().size()];
      for (int k = 0; k < elements.length; k++) {
        elements[k] = Combination.ofUnit(place++);
      }
      model.values.put(e.getKey(), elements);
      model.moving.add(e.getKey());
    }
    return model.read();
  }

  private List<Integer> read() {
    Graph graph = reading.graph();
    if (!new HashSet<>(reading.steps()).containsAll(graph.nodes())) {
      throw new UnsupportedOperationException("a model that runs sub-graphs");
    }
    for (Node node : reading.steps()) {
      try {
        read(node);
      } catch (UnsupportedOperationException e) {
        throw new UnsupportedOperationException(e.getMessage() + " in " + node, e);
      }
    }
    List<Integer> outputs = new ArrayList<>();
    for (Value v : graph.outputs()) {
      DType type = reading.value(v.name()).type();
      for (Meant element : elements(v.name())) {
        if (!(element instanceof Combination c)) {
          throw new UnsupportedOperationException("the output " + v);
        }
        outputs.add(units.unit(c, type));
      }
    }
    return outputs;
  }

  private void read(Node node) {
    NodeReading meaning = reading.reading(node);
    boolean moves = node.inputs().stream().anyMatch(moving::contains);
    if (moves) {
      for (int k : meaning.structural()) {
        if (moving.contains(node.inputs().get(k))) {
          throw new UnsupportedOperationException("a shape that hangs on the inputs");
        }
      }
      node.outputs().stream().filter(name -> !name.isEmpty()).forEach(moving::add);
    }
    boolean isFloat =
        node.outputs().stream()
            .anyMatch(name -> !name.isEmpty() && reading.value(name).type().isFloat());
    if (!moves && !isFloat) {
      return; // integers that hang on constants alone
    }
    if (meaning.isOpaque()) {
      throw new UnsupportedOperationException("a meaning that no formula says");
    }
    Formulas formulas = new Formulas(units);
    meaning
        .given()
        .forEach((stage, place) -> formulas.give(stage, elements(node.inputs().get(place))));
    meaning
        .outputs()
        .forEach(
            (k, stage) -> {
              String name = node.outputs().get(k);
              if (!name.isEmpty()) {
                values.put(name, formulas.all(stage));
              }
            });
  }

  private Meant[] elements(String name) {
    return values.computeIfAbsent(name, n -> known(reading.value(n)));
  }

  /** The elements of a tensor as the exact numbers that they are. */
  static Meant[] known(Tensor t) {
    Meant[] all = new Meant[t.size()];
    for (int k = 0; k < all.length; k++) {
      all[k] =
          t.type().isFloat()
              ? Combination.of(Rational.of(t.real(k)))
              : new Meant.Whole(t.integers()[k]);
    }
    return all;
  }
}
