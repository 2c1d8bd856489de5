package dev.assay.generator;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is declared of an operator beside its meaning; nothing where there is no schema. It is asked
 * for every node that is tried, so what it answers is put together once.
 */
final class Signature {
  private static final Map<Operator, Map<Integer, Signature>> KNOWN = new ConcurrentHashMap<>();

  private final Optional<Schema> schema;
  private final Side inputs;
  private final Side outputs;
  private final Map<String, Field> fields = new HashMap<>();

  /** The types of the inputs or outputs; an open side goes on as it ends. */
  private record Side(List<Set<DType>> types, Set<DType> beyond) {
    static final Side UNKNOWN = new Side(List.of(), DType.ANY);

    static Side of(List<Schema.Parameter> parameters) {
      return new Side(
          parameters.stream().map(Schema.Parameter::types).toList(),
          Schema.at(parameters, parameters.size()).map(Schema.Parameter::types).orElse(Set.of()));
    }

    Set<DType> at(int place) {
      return place < types.size() ? types.get(place) : beyond;
    }
  }

  private record Field(boolean required, Optional<Attribute.Kind> kind) {
    static Field of(Schema.Field f) {
      return new Field(
          f.required(),
          Arrays.stream(Attribute.Kind.values())
              .filter(k -> k.name().equals(f.kind()))
              .findFirst());
    }
  }

  private Signature(Optional<Schema> schema) {
    this.schema = schema;
    this.inputs = schema.map(s -> Side.of(s.inputs())).orElse(Side.UNKNOWN);
    this.outputs = schema.map(s -> Side.of(s.outputs())).orElse(Side.UNKNOWN);
    schema.ifPresent(s -> s.attributes().forEach((name, f) -> fields.put(name, Field.of(f))));
  }

  static Signature of(Operator operator, int opset) {
    Map<Integer, Signature> versions = KNOWN.get(operator);
    Signature known = versions == null ? null : versions.get(opset);
    return known == null ? put(operator, opset) : known;
  }

  private static Signature put(Operator operator, int opset) {
    return KNOWN
        .computeIfAbsent(operator, o -> new ConcurrentHashMap<>())
        .computeIfAbsent(opset, v -> new Signature(Schemas.of(operator, v)));
  }

  /** The types that an input may have. */
  Set<DType> inputTypes(int place) {
    return inputs.at(place);
  }

  /** Whether one of so many inputs may have a type. */
  boolean reads(DType type, int ports) {
    for (int k = 0; k < ports; k++) {
      if (inputTypes(k).contains(type)) {
        return true;
      }
    }
    return false;
  }

  /** The types that an output may have. */
  Set<DType> outputTypes(int place) {
    return outputs.at(place);
  }

  /** Whether a node must give the attribute. */
  boolean requires(String attribute) {
    Field f = fields.get(attribute);
    return f != null && f.required;
  }

  /** Whether the operator has the attribute, as far as is known. */
  boolean knows(String attribute) {
    return schema.isEmpty() || fields.containsKey(attribute);
  }

  /** The names of all attributes. */
  Set<String> attributes() {
    return fields.keySet();
  }

  /** The kind of an attribute. */
  Optional<Attribute.Kind> kind(String attribute) {
    Field f = fields.get(attribute);
    return f == null ? Optional.empty() : f.kind;
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
