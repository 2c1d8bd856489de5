package dev.assay.testkit.example;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A quantisation tool of the kind that the testkit is made for: each constant of float32 that a
 * MatMul multiplies by becomes eight-bit integers and a scale, which DequantizeLinear puts together
 * again.
 *
 * @param careful whether the scale covers the least weight as well as the greatest; without that it
 *     has a bug
 */
record SmallQuantiser(boolean careful) implements UnaryOperator<Graph> {
  private static final int MOST = 127;
  private static final int LEAST = -128;

  @Override
  public Graph apply(Graph graph) {
    Map<String, Tensor> constants = new HashMap<>(graph.constants());
    List<Node> nodes = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Node node : graph.nodes()) {
      for (String weights : weights(graph, node)) {
        if (done.add(weights)) {
          Tensor w = graph.constants().get(weights);
          constants.put(weights + "_q", quantised(w));
          constants.put(weights + "_s", Tensor.of(DType.FLOAT32, new int[] {}, scale(w)));
          nodes.add(
              Node.of(
                  "DequantizeLinear",
                  List.of(weights + "_q", weights + "_s"),
                  List.of(weights + "_d"),
                  Map.of()));
        }
      }
      nodes.add(
          node.withInputs(node.inputs().stream().map(x -> done.contains(x) ? x + "_d" : x).toList()));
    }
    return graph.withConstants(constants).withNodes(nodes);
  }

  /** The constants of a model that it quantises, each with how far an element may be off by that. */
  static Map<String, Double> radii(Graph graph) {
    Map<String, Double> radii = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (String weights : weights(graph, node)) {
        double most =
            DoubleStream.of(graph.constants().get(weights).reals()).map(Math::abs).max().orElse(0);
        radii.put(weights, 0.51 * most / MOST);
      }
    }
    return radii;
  }

  private static List<String> weights(Graph graph, Node node) {
    List<String> names = new ArrayList<>();
    if (node.operator().equals("MatMul")) {
      for (String name : node.inputs()) {
        Tensor held = graph.constants().get(name);
        boolean isFixed = graph.inputs().stream().map(Value::name).noneMatch(name::equals);
        if (held != null && isFixed && held.type() == DType.FLOAT32) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private double scale(Tensor weights) {
    double most =
        DoubleStream.of(weights.reals()).map(w -> careful ? Math.abs(w) : w).max().orElse(0);
    return most > 0 ? DType.FLOAT32.nearest(most / MOST) : 1;
  }

  private Tensor quantised(Tensor weights) {
    double scale = scale(weights);
    long[] q =
        DoubleStream.of(weights.reals())
            .mapToLong(w -> Math.min(MOST, Math.max(LEAST, Math.round(w / scale))))
            .toArray();
    return Tensor.of(DType.INT8, weights.shape(), q);
  }
}
