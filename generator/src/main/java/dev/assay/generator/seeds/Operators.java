package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Swaps the operator of a node for one of the same signature. */
final class Operators {
  private static final Map<Key, List<Schema>> ALIKE = new ConcurrentHashMap<>();

  /** What signatures have in common: how many inputs and outputs a node of a version has. */
  private record Key(int opset, int inputs, int outputs) {}

  private Operators() {}

  /** Another operator, with those attributes of the old one that it has too. */
  static Mixture swapped(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    List<Schema> alike = alike(mixture.graph().opset(), node);
    if (!node.domain().isEmpty() || alike.isEmpty()) {
      throw Mutation.noPlace();
    }
    Schema other = choices.of(alike);
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.keySet().retainAll(other.attributes().keySet());
    return mixture.with(
        node, new Node("", "", other.name(), node.inputs(), node.outputs(), attributes));
  }

  private static List<Schema> alike(int opset, Node node) {
    return ALIKE.computeIfAbsent(
        new Key(opset, node.inputs().size(), node.outputs().size()),
        k -> Schemas.all("", opset).stream().filter(s -> takes(s, k)).toList());
  }

  private static boolean takes(Schema s, Key key) {
    return s.leastInputs() == key.inputs
        && s.leastOutputs() <= key.outputs
        && Schema.at(s.outputs(), key.outputs - 1).isPresent()
        && s.attributes().values().stream().noneMatch(Schema.Field::required);
  }
}
