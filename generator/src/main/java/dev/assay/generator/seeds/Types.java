package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Has a node compute in another element type, between casts. */
final class Types {
  private static final List<DType> NUMBERS =
      List.of(
          DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64, DType.INT32, DType.INT64);

  private Types() {}

  /** Casts all inputs of one type, and the outputs of that type back. */
  static Mixture changed(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    Set<Integer> structural = reading.reading(node).structural();
    DType from =
        node.inputs().stream()
            .flatMap(n -> reading.type(n).stream())
            .map(TensorType::element)
            .filter(NUMBERS::contains)
            .findFirst()
            .orElseThrow(Mutation::noPlace);
    DType to = choices.of(NUMBERS.stream().filter(t -> t != from).toList());
    List<Node> nodes = new ArrayList<>();
    List<String> inputs = new ArrayList<>(node.inputs());
    String stem = mixture.fresh("cast");
    for (int k = 0; k < inputs.size(); k++) {
      if (!structural.contains(k) && isOf(reading, inputs.get(k), from)) {
        String cast = stem + "_" + k;
        nodes.add(cast(inputs.get(k), cast, to));
        inputs.set(k, cast);
      }
    }
    List<String> outputs = new ArrayList<>(node.outputs());
    List<Node> back = new ArrayList<>();
    for (int k = 0; k < outputs.size(); k++) {
      if (isOf(reading, outputs.get(k), from)) {
        String cast = stem + "_back" + k;
        back.add(cast(cast, outputs.get(k), from));
        outputs.set(k, cast);
      }
    }
    nodes.add(
        new Node(node.name(), node.domain(), node.operator(), inputs, outputs, node.attributes()));
    nodes.addAll(back);
    return mixture.with(
        mixture.graph().nodes().stream()
            .flatMap(n -> n.equals(node) ? nodes.stream() : Stream.of(n))
            .toList());
  }

  private static boolean isOf(ShapeReading reading, String name, DType type) {
    return reading.type(name).filter(t -> t.element() == type).isPresent();
  }

  private static Node cast(String from, String to, DType type) {
    return Node.of(
        "Cast", List.of(from), List.of(to), Map.of("to", Attribute.of((long) type.onnx())));
  }
}
