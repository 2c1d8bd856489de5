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
import java.util.TreeMap;
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
      weights(graph, node)
          .forEach(
              (name, w) -> {
                if (done.add(name)) {
                  constants.put(name + "_q", quantised(w));
                  constants.put(name + "_s", Tensor.of(DType.FLOAT32, new int[] {}, scale(w)));
                  nodes.add(
                      Node.of(
                          "DequantizeLinear",
                          List.of(name + "_q", name + "_s"),
                          List.of(name + "_d"),
                          Map.of()));
                }
              });
      nodes.add(
          node.withInputs(
              node.inputs().stream().map(x -> done.contains(x) ? x + "_d" : x).toList()));
    }
    return graph.withConstants(constants).withNodes(nodes);
  }

  /**
   * The constants of a model that it quantises, each with how far an element may be off by that.
   */
  static Map<String, Double> radii(Graph graph) {
    Map<String, Double> radii = new HashMap<>();
    for (Node node : graph.nodes()) {
      weights(graph, node)
          .forEach(
              (name, w) -> {
                double most = DoubleStream.of(w.reals()).map(Math::abs).max().orElse(0);
                radii.put(name, 0.51 * most / MOST);
              });
    }
    return radii;
  }

  /** What a node multiplies by that no caller can replace. */
  private static Map<String, Tensor> weights(Graph graph, Node node) {
    Map<String, Tensor> weights = new TreeMap<>();
    if (node.operator().equals("MatMul")) {
      weights.putAll(graph.constants());
      weights.keySet().retainAll(node.inputs());
      weights.keySet().removeAll(graph.inputs().stream().map(Value::name).toList());
      weights.values().removeIf(w -> w.type() != DType.FLOAT32);
    }
    return weights;
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
