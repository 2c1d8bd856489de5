package dev.assay.generator;

import dev.assay.core.graph.Attribute;
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
}
