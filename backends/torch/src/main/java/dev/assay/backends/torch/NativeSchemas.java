package dev.assay.backends.torch;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * LibTorch's own operators in the form of ONNX's schemas. Left out are those that change an
 * argument or are random, those that its own operators alone call (their names begin with a line),
 * those without a kernel for CPUs, and those that take or give what is no dense tensor.
 *
 * <p>LibTorch's schemas say nothing of element types. Here all tensors of a call have one, but for
 * those whose names say that they hold places, labels or truth values.
 */
final class NativeSchemas {
  private static final Set<DType> TYPES =
      DType.setOf(
          DType.FLOAT32,
          DType.FLOAT64,
          DType.FLOAT16,
          DType.BFLOAT16,
          DType.BOOL,
          DType.INT8,
          DType.INT16,
          DType.INT32,
          DType.INT64,
          DType.UINT8);

  private static final Set<String> OTHER_TYPES =
      Set.of(
          "index",
          "indices",
          "target",
          "targets",
          "mask",
          "condition",
          "offsets",
          "lengths",
          "input_lengths",
          "target_lengths",
          "repeats",
          "sorter",
          "scale",
          "zero_point");

  /** What operators on bits are called: their numbers are integers. */
  private static final String ON_BITS = "bitwise_";

  private static final String COMMON = "T";

  private final AtenOperator operator;
  private final Map<String, List<String>> constraints = new LinkedHashMap<>();

  private NativeSchemas(AtenOperator operator) {
    this.operator = operator;
  }

  static List<Schema> of(Aten aten) {
    return aten.operators().values().stream()
        .filter(o -> o.pure() && o.held() && !o.name().startsWith("_"))
        .flatMap(o -> new NativeSchemas(o).schema().stream())
        .toList();
  }

  private Optional<Schema> schema() {
    List<Parameter> inputs = new ArrayList<>();
    Map<String, Field> fields = new LinkedHashMap<>();
    for (AtenOperator.Argument a : operator.arguments()) {
      if (a.isTensor() || a.isTensors()) {
        if (!inputs.isEmpty() && isMany(inputs.get(inputs.size() - 1))) {
          return Optional.empty();
        }
        inputs.add(input(a));
        continue;
      }
      Optional<Field> field = field(a);
      if (field.isEmpty() && !a.given()) {
        return Optional.empty();
      }
      field.ifPresent(f -> fields.put(f.name(), f));
    }
    List<Parameter> outputs = outputs();
    if (inputs.isEmpty() || outputs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Schema(
            Aten.DOMAIN,
            operator.name(),
            1,
            false,
            least(inputs),
            isMany(outputs.get(0)) ? 1 : outputs.size(),
            inputs,
            outputs,
            fields,
            constraints));
  }

  private static boolean isMany(Parameter p) {
    return p.occurrence() == Occurrence.VARIADIC;
  }

  private static int least(List<Parameter> inputs) {
    int least = 0;
    for (int k = 0; k < inputs.size(); k++) {
      least = inputs.get(k).occurrence() == Occurrence.OPTIONAL ? least : k + 1;
    }
    return least;
  }

  private Parameter input(AtenOperator.Argument a) {
    Occurrence occurrence =
        a.isTensors()
            ? Occurrence.VARIADIC
            : a.isOptional() ? Occurrence.OPTIONAL : Occurrence.SINGLE;
    return parameter(
        a.name(), OTHER_TYPES.contains(a.name()) ? "T_" + a.name() : COMMON, occurrence);
  }

  private Parameter parameter(String name, String variable, Occurrence occurrence) {
    constraints.put(variable, TYPES.stream().map(t -> "tensor(" + t.label() + ")").toList());
    return new Parameter(name, variable, TYPES, occurrence, true);
  }

  /** Empty where a result is no tensor. */
  private List<Parameter> outputs() {
    List<String> results = operator.results();
    if (results.equals(List.of("Tensor[]"))) {
      return List.of(parameter("y", COMMON, Occurrence.VARIADIC));
    }
    List<Parameter> outputs = new ArrayList<>();
    for (String type : results) {
      if (!type.equals("Tensor")) {
        return List.of();
      }
      int k = outputs.size();
      outputs.add(parameter("y" + k, "T_y" + k, Occurrence.SINGLE));
    }
    return outputs;
  }

  /** Empty for an argument that is never given. */
  private Optional<Field> field(AtenOperator.Argument a) {
    return kind(a)
        .map(
            kind ->
                new Field(
                    a.name(),
                    kind.name(),
                    !a.given() && !a.isOptional(),
                    a.otherwise().filter(v -> v.kind() == kind)));
  }

  private Optional<Attribute.Kind> kind(AtenOperator.Argument a) {
    if (a.name().equals("pin_memory")) {
      return Optional.empty();
    }
    return switch (a.bare()) {
      case "int", "SymInt", "bool", "ScalarType" -> Optional.of(Attribute.Kind.INT);
      case "Scalar" -> Optional.of(a.otherwise().map(Attribute::kind).orElseGet(this::number));
      case "float", "SymFloat" -> Optional.of(Attribute.Kind.FLOAT);
      case "str" -> Optional.of(Attribute.Kind.STRING);
      case "int[]", "SymInt[]", "bool[]" -> Optional.of(Attribute.Kind.INTS);
      case "float[]", "Scalar[]" -> Optional.of(Attribute.Kind.FLOATS);
      default -> Optional.empty();
    };
  }

  /** What a number is of which nothing else is said. */
  private Attribute.Kind number() {
    return operator.name().startsWith(ON_BITS) ? Attribute.Kind.INT : Attribute.Kind.FLOAT;
  }
}
