package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lists of sizes that a model computes: Shape, Gather, Unsqueeze and Concat before a Reshape, an
 * Expand, a Tile or a Slice, in place of a constant.
 */
final class ComputedSizes {
  private static final double READ_OFF = 0.7;

  /** The inputs that may be computed, by operator; a reading and a compiler take them so. */
  private static final Map<String, Integer> PLACES =
      Map.of("Reshape", 1, "Expand", 1, "Tile", 1, "ConstantOfShape", 0, "Slice", 2);

  private final Shaping shaping;
  private final Choices choices;
  private final List<Node> made = new ArrayList<>();

  private ComputedSizes(Shaping shaping, Choices choices) {
    this.shaping = shaping;
    this.choices = choices;
  }

  /** Computes the sizes of each node that holds some, as far as values have them. */
  static void put(Shaping shaping, Choices choices) {
    for (int k = shaping.nodes().size() - 1; k >= 0; k--) {
      new ComputedSizes(shaping, choices.fork(k)).put(k);
    }
  }

  private void put(int k) {
    Node node = shaping.nodes().get(k);
    Integer place = node.domain().isEmpty() ? PLACES.get(node.operator()) : null;
    if (place == null || place >= node.inputs().size()) {
      return;
    }
    Tensor sizes = shaping.constants().get(node.inputs().get(place));
    if (sizes == null || sizes.type() != DType.INT64 || sizes.rank() != 1 || sizes.size() == 0) {
      return;
    }
    List<String> pieces = new ArrayList<>();
    for (long size : sizes.integers()) {
      pieces.add(piece(size, shaping.before(k)));
    }
    if (made.isEmpty()) {
      return;
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(place, node("Concat", pieces, Map.of("axis", Attribute.of(0))));
    shaping
        .nodes()
        .set(
            k,
            new Node(
                node.name(),
                node.domain(),
                node.operator(),
                inputs,
                node.outputs(),
                node.attributes()));
    shaping.nodes().addAll(k, made);
  }

  /** A list of one size: of a value that has it along an axis, or a constant. */
  private String piece(long size, List<String> values) {
    Map<String, Integer> having = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (String name : values) {
      int[] shape = shaping.value(name).shape();
      IntStream.range(0, shape.length)
          .filter(a -> shape[a] == size)
          .findFirst()
          .ifPresent(
              a -> {
                having.put(name, a);
                names.add(name);
              });
    }
    if (names.isEmpty() || !choices.chance(READ_OFF)) {
      return shaping.constant(Tensor.list(size));
    }
    String value = choices.of(names);
    String shape = node("Shape", List.of(value), Map.of());
    long axis = having.getOrDefault(value, 0);
    if (choices.flag()) {
      return node("Gather", List.of(shape, shaping.constant(Tensor.list(axis))), Map.of());
    }
    String number = node("Gather", List.of(shape, shaping.constant(Tensor.scalar(axis))), Map.of());
    return node("Unsqueeze", List.of(number, shaping.constant(Tensor.list(0))), Map.of());
  }

  private String node(String operator, List<String> inputs, Map<String, Attribute> attributes) {
    String output = shaping.fresh("s");
    made.add(Node.of(operator, inputs, List.of(output), attributes));
    return output;
  }
}
