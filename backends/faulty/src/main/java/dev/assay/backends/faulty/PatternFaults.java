package dev.assay.backends.faulty;

import static dev.assay.backends.faulty.Fault.ofGraph;
import static dev.assay.backends.faulty.Fault.ofNode;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Faults that rewrite two nodes, one fed by the other, into something else. */
final class PatternFaults {
  static final List<Fault> ALL =
      List.of(
          ofGraph(
              "folded-pad",
              "Pad MaxPool",
              "a Pad with constant pads, none of batch or channel and none negative, before a MaxPool"
                  + " without auto_pad",
              "adds the pads to the pool's, whose padding is minus infinity and not 0 (ONNX Runtime"
                  + " 1.29.0 does so)",
              g -> rewritten(g, "Pad", "MaxPool", (pad, pool) -> folded(g, pad, pool))),
          ofGraph(
              "merged-transposes",
              "Transpose",
              "two in a row, each with a perm",
              "composes the permutations in the wrong order",
              g -> rewritten(g, "Transpose", "Transpose", PatternFaults::merged)),
          ofNode(
              "cancelled-casts",
              "Cast",
              "two in a row, back to the type that there was",
              "takes both away, and with them the rounding",
              PatternFaults::cancelled),
          ofGraph(
              "merged-clips",
              "Relu Clip",
              "a Relu before a Clip with a constant minimum",
              "keeps the Clip alone, as if its minimum were never below 0",
              g -> rewritten(g, "Relu", "Clip", PatternFaults::withoutRelu)));

  private PatternFaults() {}

  /**
   * The graph in which each fitting pair's second node is replaced; the first may be left unused.
   */
  private static Graph rewritten(
      Graph graph,
      String first,
      String second,
      BiFunction<Node, Node, Optional<Node>> replacement) {
    Map<String, Node> makers = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Node maker = node.inputs().isEmpty() ? null : makers.get(node.inputs().get(0));
      Optional<Node> other =
          maker != null && maker.operator().equals(first) && node.operator().equals(second)
              ? replacement.apply(maker, node)
              : Optional.empty();
      nodes.add(other.orElse(node));
      node.outputs().forEach(o -> makers.put(o, node));
    }
    return new Graph(
        graph.name(), graph.opsets(), graph.inputs(), graph.constants(), nodes, graph.outputs());
  }

  private static Node with(Node node, String input, String attribute, Attribute value) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, input);
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.put(attribute, value);
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), attributes);
  }

  private static Optional<Node> folded(Graph graph, Node pad, Node pool) {
    Tensor pads = graph.constants().get(pad.inputs().get(1));
    Attribute mode = pad.attributes().get("mode");
    boolean constant = mode == null || mode.text().equals("constant");
    boolean withAxes = pad.inputs().size() > 3;
    if (pads == null || !constant || withAxes || pool.attributes().containsKey("auto_pad")) {
      return Optional.empty();
    }
    long[] p = pads.integers();
    int rank = p.length / 2;
    boolean outside = p[0] != 0 || p[1] != 0 || p[rank] != 0 || p[rank + 1] != 0;
    if (outside || Arrays.stream(p).anyMatch(v -> v < 0)) {
      return Optional.empty();
    }
    Attribute own = pool.attributes().get("pads");
    List<Long> sums =
        new ArrayList<>(own == null ? Collections.nCopies(2 * (rank - 2), 0L) : own.integers());
    for (int k = 0; k < rank - 2; k++) {
      sums.set(k, sums.get(k) + p[k + 2]);
      sums.set(rank - 2 + k, sums.get(rank - 2 + k) + p[rank + k + 2]);
    }
    return Optional.of(with(pool, pad.inputs().get(0), "pads", Attribute.ofInts(sums)));
  }

  private static Optional<Node> merged(Node first, Node second) {
    Attribute p = first.attributes().get("perm");
    Attribute q = second.attributes().get("perm");
    if (p == null || q == null) {
      return Optional.empty();
    }
    int rank = p.integers().size();
    List<Long> wrong =
        p.integers().stream().map(k -> q.integers().get(Math.floorMod(k, rank))).toList();
    return Optional.of(with(second, first.inputs().get(0), "perm", Attribute.ofInts(wrong)));
  }

  private static List<Tensor> cancelled(Step step) {
    List<Tensor> outputs = step.outputs();
    Optional<Tensor> source =
        step.maker(0)
            .filter(n -> n.operator().equals("Cast"))
            .map(n -> step.value(n.inputs().get(0)));
    return source.filter(t -> t.type() == outputs.get(0).type()).map(List::of).orElse(outputs);
  }

  private static Optional<Node> withoutRelu(Node relu, Node clip) {
    boolean bounded = clip.inputs().size() > 1 && !clip.inputs().get(1).isEmpty();
    if (!bounded) {
      return Optional.empty();
    }
    List<String> inputs = new ArrayList<>(clip.inputs());
    inputs.set(0, relu.inputs().get(0));
    return Optional.of(
        new Node(
            clip.name(),
            clip.domain(),
            clip.operator(),
            inputs,
            clip.outputs(),
            clip.attributes()));
  }
}
