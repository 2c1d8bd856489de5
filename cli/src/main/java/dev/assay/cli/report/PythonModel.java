package dev.assay.cli.report;

import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A model as an expression of Python, by {@code onnx.helper}. */
final class PythonModel {
  private static final String STEP = "    ";
  private static final int WIDTH = 88;

  private PythonModel() {}

  /**
   * The expression; empty where {@code onnx.helper} has no plain words for a part of the model, as
   * for an attribute that is an empty list.
   *
   * @param irVersion of the file format
   */
  static Optional<String> of(Graph graph, long irVersion) {
    if (!isPlain(graph)) {
      return Optional.empty();
    }
    String opsets =
        graph.opsets().entrySet().stream()
            .map(
                e ->
                    "helper.make_opsetid(" + NumpyText.text(e.getKey()) + ", " + e.getValue() + ")")
            .collect(Collectors.joining(", ", "[", "]"));
    return Optional.of(
        "helper.make_model(\n"
            + STEP
            + graph(graph, STEP)
            + ",\n"
            + STEP
            + "opset_imports="
            + opsets
            + ",\n"
            + STEP
            + "ir_version="
            + irVersion
            + ",\n)");
  }

  private static boolean isPlain(Graph graph) {
    boolean tensors =
        graph.inputs().stream().allMatch(v -> v.type() instanceof TensorType)
            && graph.outputs().stream().allMatch(v -> v.type() instanceof TensorType);
    return tensors
        && graph.nodes().stream()
            .flatMap(n -> n.attributes().values().stream())
            .allMatch(PythonModel::isPlain);
  }

  private static boolean isPlain(Attribute a) {
    return switch (a.kind()) {
      case GRAPH -> isPlain(a.graph());
      case TYPE_PROTO -> false;
      case INTS, FLOATS, STRINGS -> !((List<?>) a.value()).isEmpty();
      case INT, FLOAT, STRING, TENSOR -> true;
    };
  }

  private static String graph(Graph graph, String indent) {
    String in = indent + STEP;
    List<String> arguments = new ArrayList<>();
    arguments.add(list(graph.nodes().stream().map(n -> node(n, in + STEP)).toList(), in));
    arguments.add(NumpyText.text(graph.name()));
    arguments.add(list(graph.inputs().stream().map(PythonModel::value).toList(), in));
    arguments.add(list(graph.outputs().stream().map(PythonModel::value).toList(), in));
    if (!graph.constants().isEmpty()) {
      arguments.add(
          "initializer="
              + list(
                  graph.constants().entrySet().stream()
                      .map(c -> NumpyText.proto(c.getValue(), c.getKey(), in + STEP))
                      .toList(),
                  in));
    }
    return "helper.make_graph(\n"
        + arguments.stream().map(a -> in + a + ",\n").collect(Collectors.joining())
        + indent
        + ")";
  }

  private static String list(List<String> items, String indent) {
    String line = "[" + String.join(", ", items) + "]";
    if (!line.contains("\n") && indent.length() + line.length() <= WIDTH) {
      return line;
    }
    return "[\n"
        + items.stream().map(i -> indent + STEP + i + ",\n").collect(Collectors.joining())
        + indent
        + "]";
  }

  private static String node(Node node, String indent) {
    List<String> arguments = new ArrayList<>();
    arguments.add(NumpyText.text(node.operator()));
    arguments.add(texts(node.inputs()));
    arguments.add(texts(node.outputs()));
    if (!node.name().isEmpty()) {
      arguments.add("name=" + NumpyText.text(node.name()));
    }
    if (!node.domain().isEmpty()) {
      arguments.add("domain=" + NumpyText.text(node.domain()));
    }
    for (Map.Entry<String, Attribute> a : node.attributes().entrySet()) {
      arguments.add(a.getKey() + "=" + attribute(a.getValue(), indent));
    }
    return "helper.make_node(" + String.join(", ", arguments) + ")";
  }

  private static String attribute(Attribute a, String indent) {
    return switch (a.kind()) {
      case INT -> Long.toString(a.integer());
      case FLOAT -> real(a.real());
      case STRING -> NumpyText.text(a.text());
      case TENSOR -> NumpyText.proto(a.tensor(), "value", indent);
      case GRAPH -> graph(a.graph(), indent);
      case INTS -> a.integers().toString();
      case FLOATS ->
          a.reals().stream().map(PythonModel::real).collect(Collectors.joining(", ", "[", "]"));
      case STRINGS -> texts(a.texts());
      case TYPE_PROTO -> throw new IllegalArgumentException("no words for " + a);
    };
  }

  /** A number with a point, so that it is a float. */
  private static String real(double v) {
    return Double.isFinite(v) ? Float.toString((float) v) : "float(\"" + v + "\")";
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(NumpyText::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String value(Value v) {
    String shape =
        v.type()
            .shape()
            .map(s -> s.list().stream().map(PythonModel::size).toList().toString())
            .orElse("None");
    return "helper.make_tensor_value_info("
        + NumpyText.text(v.name())
        + ", "
        + NumpyText.onnxType(v.type().element())
        + ", "
        + shape
        + ")";
  }

  private static String size(Dim d) {
    return d.isNumber()
        ? Long.toString(d.number())
        : d.toString().isEmpty() ? "None" : NumpyText.text(d.toString());
  }
}
