package dev.assay.generator;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What ONNX's schema says of an operator beside its meaning; nothing where there is no schema. */
record Signature(Optional<Schema> schema) {
  private static final Map<Key, Signature> KNOWN = new ConcurrentHashMap<>();

  private record Key(Operator operator, int opset) {}

  static Signature of(Operator operator, int opset) {
    return KNOWN.computeIfAbsent(
        new Key(operator, opset),
        k -> new Signature(Schemas.find(operator.domain(), operator.name(), opset)));
  }

  /** The types that an input may have. */
  Set<DType> inputTypes(int place) {
    return schema.map(s -> types(s.inputs(), place)).orElse(DType.ANY);
  }

  /** The types that an output may have. */
  Set<DType> outputTypes(int place) {
    return schema.map(s -> types(s.outputs(), place)).orElse(DType.ANY);
  }

  private static Set<DType> types(List<Schema.Parameter> side, int place) {
    return Schema.at(side, place).map(Schema.Parameter::types).orElse(Set.of());
  }

  /** Whether a node must give the attribute. */
  boolean requires(String attribute) {
    return field(attribute).map(Schema.Field::required).orElse(false);
  }

  /** Whether the operator has the attribute, as far as is known. */
  boolean knows(String attribute) {
    return schema.isEmpty() || field(attribute).isPresent();
  }

  /** The names of all attributes. */
  Set<String> attributes() {
    return schema.map(s -> s.attributes().keySet()).orElse(Set.of());
  }

  /** The kind of an attribute. */
  Optional<Attribute.Kind> kind(String attribute) {
    return field(attribute).map(f -> Attribute.Kind.valueOf(f.kind()));
  }

  private Optional<Schema.Field> field(String attribute) {
    return schema.map(s -> s.attributes().get(attribute));
  }

  /**
   * Holds a node against the schema: how many inputs and outputs it has, the types of its inputs,
   * and which attributes.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  void requireFits(Node node, Map<String, TensorType> typeOf) {
    if (schema.isEmpty()) {
      return;
    }
    Schema s = schema.get();
    int places = node.inputs().size();
    require(
        places >= s.leastInputs() && node.outputs().size() >= s.leastOutputs(),
        "fewer inputs or outputs than its schema has",
        node);
    for (int k = 0; k < places; k++) {
      Optional<Schema.Parameter> port = Schema.at(s.inputs(), k);
      require(port.isPresent(), "more inputs than its schema has", node);
      TensorType type = typeOf.get(node.inputs().get(k));
      require(
          type == null
              ? !node.inputs().get(k).isEmpty()
                  || port.get().occurrence() == Schema.Occurrence.OPTIONAL
              : port.get().types().contains(type.element()),
          "an input " + port.get().name() + " of " + type,
          node);
    }
    for (Map.Entry<String, Attribute> a : node.attributes().entrySet()) {
      Schema.Field field = s.attributes().get(a.getKey());
      require(
          field != null && field.kind().equals(a.getValue().kind().name()),
          "an attribute " + a.getKey() + " that its schema has not",
          node);
    }
    for (Schema.Field f : s.attributes().values()) {
      require(
          !f.required() || node.attributes().containsKey(f.name()),
          "no attribute " + f.name(),
          node);
    }
  }

  /**
   * Holds the type of an output against the schema.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  void requireOutput(Node node, int place, DType type) {
    require(outputTypes(place).contains(type), "an output " + place + " of " + type, node);
  }

  private static void require(boolean fact, String but, Node node) {
    if (!fact) {
      throw new IllegalArgumentException(
          "a node does not fit its schema\n  but  : " + but + "\n  node : " + node);
    }
  }
}
