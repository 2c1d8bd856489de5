package dev.assay.cli;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model of one node that is to be compiled, never run: it tells whether a backend has an operator
 * for given types. Its inputs have no shapes, and attributes that must be given have any value.
 */
final class ProbeGraph {
  private ProbeGraph() {}

  /**
   * The model, or empty where the schema does not allow the types.
   *
   * @param opset of the domain in which the schema holds
   * @param inputs the type of each input that is a value; one that is empty is filled in where the
   *     schema asks for it
   */
  static Optional<Graph> of(
      Schema schema, int opset, List<Optional<DType>> inputs, List<DType> outputs) {
    Map<String, DType> bound = new HashMap<>();
    for (int k = 0; k < inputs.size(); k++) {
      if (inputs.get(k).isPresent() && !allows(schema, k, inputs.get(k).get(), bound)) {
        return Optional.empty();
      }
    }
    List<Value> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int k = 0; k < Math.max(inputs.size(), schema.leastInputs()); k++) {
      Optional<DType> given = k < inputs.size() ? inputs.get(k) : Optional.empty();
      Optional<DType> type = given.or(() -> required(schema, names.size(), bound));
      String name = type.isPresent() ? "x" + k : "";
      type.ifPresent(t -> values.add(new Value(name, TensorType.ofUnknownRank(t))));
      names.add(name);
    }
    return Optional.of(graph(schema, opset, values, names, outputs));
  }

  /** Whether an input may have a type beside those that are bound; binds it. */
  private static boolean allows(Schema schema, int k, DType type, Map<String, DType> bound) {
    Optional<Parameter> port = Schema.at(schema.inputs(), k);
    if (port.isEmpty() || !port.get().types().contains(type)) {
      return false;
    }
    DType before = bound.putIfAbsent(port.get().type(), type);
    return before == null || before == type || !port.get().homogeneous();
  }

  /** A type for an input that must be there and that the node holds as a constant. */
  private static Optional<DType> required(Schema schema, int k, Map<String, DType> bound) {
    return Schema.at(schema.inputs(), k)
        .filter(port -> port.occurrence() == Occurrence.SINGLE)
        .map(
            port -> {
              Set<DType> types = port.types();
              DType any =
                  types.contains(DType.INT64)
                      ? DType.INT64
                      : types.stream().findFirst().orElse(DType.FLOAT32);
              return bound.getOrDefault(port.type(), any);
            });
  }

  private static Graph graph(
      Schema schema, int opset, List<Value> inputs, List<String> names, List<DType> types) {
    List<Value> outputs = new ArrayList<>();
    for (DType t : types) {
      outputs.add(new Value("y" + outputs.size(), TensorType.ofUnknownRank(t)));
    }
    Node node =
        new Node(
            "",
            schema.domain(),
            schema.name(),
            names,
            outputs.stream().map(Value::name).toList(),
            attributes(schema, types));
    return new Graph(
        "probe", Map.of(schema.domain(), opset), inputs, Map.of(), List.of(node), outputs);
  }

  private static Map<String, Attribute> attributes(Schema schema, List<DType> outputs) {
    Map<String, Attribute> attributes = new HashMap<>();
    schema
        .attributes()
        .forEach(
            (name, field) -> {
              boolean type = name.equals("to") || name.endsWith("dtype");
              if (type && !outputs.isEmpty()) {
                attributes.put(name, Attribute.of(outputs.get(0).onnx()));
              } else if (field.required()) {
                any(field.kind()).ifPresent(a -> attributes.put(name, a));
              }
            });
    return attributes;
  }

  private static Optional<Attribute> any(String kind) {
    return switch (kind) {
      case "INT" -> Optional.of(Attribute.of(1));
      case "FLOAT" -> Optional.of(Attribute.of(1.0));
      case "STRING" -> Optional.of(Attribute.of("LEFT"));
      case "INTS" -> Optional.of(Attribute.ofInts(List.of(1L, 1L)));
      case "FLOATS" -> Optional.of(Attribute.ofFloats(List.of(1.0)));
      default -> Optional.empty();
    };
  }
}
