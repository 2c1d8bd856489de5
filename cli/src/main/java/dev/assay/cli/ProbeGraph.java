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
import org.jspecify.annotations.Nullable;

/**
 * A model of one node that is to be compiled, never run: it tells whether a backend has an operator
 * for given types. Its inputs have no shapes, and attributes that must be given have any value.
 */
final class ProbeGraph {
  private final Schema schema;
  private final List<DType> given;
  private final List<@Nullable DType> places = new ArrayList<>();

  private ProbeGraph(Schema schema, List<DType> given) {
    this.schema = schema;
    this.given = given;
  }

  /**
   * The model, or empty where the schema does not allow the types.
   *
   * @param opset of the domain in which the schema holds
   * @param inputs types of the inputs that are values, in order; others may stand between them
   */
  static Optional<Graph> of(
      Schema schema, int opset, List<DType> inputs, List<DType> outputs) {
    ProbeGraph probe = new ProbeGraph(schema, inputs);
    return probe.place(0, 0, new HashMap<>())
        ? Optional.of(probe.graph(opset, outputs))
        : Optional.empty();
  }

  /** Puts the given types from one on into the ports from one on, as early as they fit. */
  private boolean place(int next, int port, Map<String, DType> bound) {
    if (next == given.size()) {
      fillRequired(port, bound);
      return true;
    }
    Optional<Parameter> here = Schema.at(schema.inputs(), port);
    if (here.isEmpty()) {
      return false;
    }
    Parameter p = here.get();
    DType type = given.get(next);
    DType before = bound.get(p.type());
    if (schema.types(p).contains(type) && (before == null || before == type || !p.homogeneous())) {
      Map<String, DType> more = new HashMap<>(bound);
      more.put(p.type(), type);
      places.add(type);
      if (place(next + 1, port + 1, more)) {
        return true;
      }
      places.remove(places.size() - 1);
    }
    if (p.occurrence() == Occurrence.VARIADIC) {
      return false;
    }
    places.add(p.occurrence() == Occurrence.OPTIONAL ? null : any(p, bound));
    if (place(next, port + 1, bound)) {
      return true;
    }
    places.remove(places.size() - 1);
    return false;
  }

  private void fillRequired(int port, Map<String, DType> bound) {
    for (int k = port; k < schema.inputs().size(); k++) {
      Parameter p = schema.inputs().get(k);
      if (p.occurrence() != Occurrence.SINGLE) {
        return;
      }
      places.add(any(p, bound));
    }
  }

  /** A type for an input that the node holds as a constant. */
  private DType any(Parameter p, Map<String, DType> bound) {
    DType before = bound.get(p.type());
    Set<DType> types = schema.types(p);
    return before != null
        ? before
        : types.contains(DType.INT64)
            ? DType.INT64
            : types.stream().findFirst().orElse(DType.FLOAT32);
  }

  private Graph graph(int opset, List<DType> types) {
    List<Value> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (DType t : places) {
      if (t == null) {
        names.add("");
      } else {
        names.add("x" + names.size());
        inputs.add(new Value(names.get(names.size() - 1), TensorType.ofUnknownRank(t)));
      }
    }
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
            attributes(types));
    return new Graph("probe", Map.of(schema.domain(), opset), inputs, Map.of(), List.of(node), outputs);
  }

  private Map<String, Attribute> attributes(List<DType> outputs) {
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
