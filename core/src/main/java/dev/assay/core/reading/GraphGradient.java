package dev.assay.core.reading;

import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradient of some number by the tensors of a model, at the values of one reading: given the
 * derivatives of the number by any values (the seeds), those by the inputs and constants asked for.
 *
 * <pre>{@code
 * GraphReading values = GraphReading.values(graph, inputs);
 * GraphGradient g = GraphGradient.of(values, Map.of("y", seed), Set.of("x"), 0.01);
 * double[] descent = g.adjoint("x");
 * }</pre>
 *
 * <p>What no formula says (opaque operators), integers and truth values pass nothing on.
 */
public final class GraphGradient {
  private final GraphReading reading;
  private final Map<String, double[]> adjoints = new HashMap<>();

  private GraphGradient(GraphReading reading) {
    this.reading = reading;
  }

  /**
   * Goes back from the seeds.
   *
   * @param seeds for some values, one number for each element
   * @param wanted the values whose adjoints are asked for
   * @param leak the least slope that stands in for flat pieces (the dead side of max, saturated
   *     sigmoids), so that a search finds its way; 0 for the true gradient
   */
  public static GraphGradient of(
      GraphReading values, Map<String, double[]> seeds, Set<String> wanted, double leak) {
    GraphGradient g = new GraphGradient(values);
    seeds.forEach(g::seed);
    g.reverse(wanted, new Derivatives(leak));
    return g;
  }

  private void seed(String name, double[] seed) {
    Tensor value = reading.value(name);
    if (seed.length != value.size()) {
      throw new IllegalArgumentException(
          "a seed has another size than its value\n  required : "
              + value.size()
              + " numbers for "
              + name
              + "\n  but      : "
              + seed.length);
    }
    adjoints.put(name, seed);
  }

  private void reverse(Set<String> wanted, Derivatives derivatives) {
    List<Node> steps = reading.steps();
    Set<String> leading = new HashSet<>(wanted);
    for (Node node : steps) {
      if (node.inputs().stream().anyMatch(leading::contains)) {
        leading.addAll(node.outputs());
      }
    }
    leading.remove("");
    for (int k = steps.size() - 1; k >= 0; k--) {
      Node node = steps.get(k);
      boolean seeded = node.outputs().stream().anyMatch(adjoints::containsKey);
      if (seeded && node.inputs().stream().anyMatch(leading::contains)) {
        reverse(node, leading, derivatives);
      }
    }
  }

  private void reverse(Node node, Set<String> leading, Derivatives derivatives) {
    NodeReading meaning = reading.reading(node);
    if (meaning.isOpaque()) {
      return;
    }
    Map<Integer, double[]> seeds = new HashMap<>();
    List<String> outputs = node.outputs();
    for (int k = 0; k < outputs.size(); k++) {
      double[] seed = adjoints.get(outputs.get(k));
      if (seed != null) {
        seeds.put(k, seed);
      }
    }
    List<String> inputs = node.inputs();
    Gradients.of(
            meaning,
            k -> reading.valueArray(node, k),
            seeds,
            k -> leading.contains(inputs.get(k)),
            derivatives)
        .forEach((k, adjoint) -> adjoints.merge(inputs.get(k), adjoint, Gradients::sum));
  }

  /**
   * The derivatives by the elements of a value: of one that was asked for, or lies between it and a
   * seed. Zeros where the number does not hang on it.
   */
  public double[] adjoint(String name) {
    double[] adjoint = adjoints.get(name);
    return adjoint == null ? new double[reading.value(name).size()] : adjoint;
  }
}
