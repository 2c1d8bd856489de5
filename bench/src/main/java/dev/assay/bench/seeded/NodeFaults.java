package dev.assay.bench.seeded;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Faults in what a node is: another operator, other operands or other attributes. */
final class NodeFaults {
  private static final Map<String, Double> ALPHAS =
      Map.of(
          "LeakyRelu",
          0.01,
          "Elu",
          1.0,
          "Celu",
          1.0,
          "ThresholdedRelu",
          1.0,
          "HardSigmoid",
          0.2,
          "Selu",
          1.6732632);

  private static final Map<String, String> ROUNDED = Map.of("Floor", "Round", "Ceil", "Round");
  private static final Map<String, String> LOOSER =
      Map.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual");
  private static final double EPSILON = 1e-5;

  private NodeFaults() {}

  /** What becomes of a node with a fault; empty where the fault has no place there. */
  @FunctionalInterface
  private interface Change {
    Optional<Node> of(Node node, Baseline model);
  }

  static List<Fault> all() {
    return List.of(
        fault(
            "epsilon doubled",
            "BatchNormalization InstanceNormalization GroupNormalization LayerNormalization"
                + " RMSNormalization",
            (node, model) -> scaled(node, "epsilon", EPSILON, 2)),
        fault(
            "alpha x1.01",
            String.join(" ", ALPHAS.keySet()),
            (node, model) ->
                scaled(node, "alpha", ALPHAS.getOrDefault(node.operator(), 1.0), 1.01)),
        renamed("Floor, Ceil -> Round", ROUNDED),
        renamed("Less, Greater -> OrEqual", LOOSER),
        fault("dropped bias", "Conv ConvTranspose Gemm", NodeFaults::withoutBias),
        fault("swapped operands", "Sub Div Pow Mod", NodeFaults::swapped),
        fault("pad shifted", "Conv MaxPool AveragePool LpPool", NodeFaults::shifted),
        fault("softmax axis", "Softmax LogSoftmax Hardmax", NodeFaults::alongAnother));
  }

  private static Fault fault(String name, String operators, Change change) {
    Set<String> struck = Set.of(operators.split(" "));
    return new Fault(
        name,
        (model, choices) -> {
          List<Node> nodes = model.graph().nodes();
          List<Trial> trials =
              IntStream.range(0, nodes.size())
                  .filter(k -> struck.contains(nodes.get(k).operator()))
                  .mapToObj(k -> change.of(nodes.get(k), model).map(n -> model.withNode(k, n)))
                  .flatMap(Optional::stream)
                  .toList();
          return trials.isEmpty() ? Optional.empty() : Optional.of(choices.of(trials));
        });
  }

  private static Fault renamed(String name, Map<String, String> operators) {
    return fault(
        name,
        String.join(" ", operators.keySet()),
        (node, model) ->
            Optional.of(
                new Node(
                    node.name(),
                    node.domain(),
                    operators.getOrDefault(node.operator(), node.operator()),
                    node.inputs(),
                    node.outputs(),
                    node.attributes())));
  }

  private static Optional<Node> scaled(Node node, String name, double usual, double factor) {
    Attribute given = node.attributes().get(name);
    double value = given == null ? usual : given.real();
    return Optional.of(with(node, name, Attribute.of((double) (float) (value * factor))));
  }

  private static Node with(Node node, String name, Attribute value) {
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.put(name, value);
    return new Node(
        node.name(), node.domain(), node.operator(), node.inputs(), node.outputs(), attributes);
  }

  private static Optional<Node> withoutBias(Node node, Baseline model) {
    return node.inputs().size() < 3 || node.inputs().get(2).isEmpty()
        ? Optional.empty()
        : Optional.of(Baseline.with(node, node.inputs().subList(0, 2), node.outputs()));
  }

  private static Optional<Node> swapped(Node node, Baseline model) {
    List<String> inputs = node.inputs();
    return model.value(inputs.get(0)).type() == model.value(inputs.get(1)).type()
        ? Optional.of(Baseline.with(node, List.of(inputs.get(1), inputs.get(0)), node.outputs()))
        : Optional.empty();
  }

  /** One row of padding goes from behind an axis to its front. */
  private static Optional<Node> shifted(Node node, Baseline model) {
    Attribute given = node.attributes().get("pads");
    List<Long> pads = given == null ? List.of() : new ArrayList<>(given.integers());
    int axes = pads.size() / 2;
    for (int k = 0; k < axes; k++) {
      if (pads.get(axes + k) > 0) {
        pads.set(k, pads.get(k) + 1);
        pads.set(axes + k, pads.get(axes + k) - 1);
        return Optional.of(with(node, "pads", Attribute.ofInts(pads)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> alongAnother(Node node, Baseline model) {
    int rank = model.value(node.inputs().get(0)).rank();
    Attribute given = node.attributes().get("axis");
    long axis = Math.floorMod(given == null ? -1 : given.integer(), Math.max(1, rank));
    return rank < 2
        ? Optional.empty()
        : Optional.of(with(node, "axis", Attribute.of((axis + 1) % rank)));
  }
}
