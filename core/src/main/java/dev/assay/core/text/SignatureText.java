package dev.assay.core.text;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ONNX's schema lets a node have: types and attributes, with what they are by default. */
final class SignatureText {
  private SignatureText() {}

  /**
   * The lines of a signature.
   *
   * @param words what an attribute may be, where it is one of a few
   * @param defaults what an attribute is where it is not given, beside what the schema says
   */
  static List<String> lines(
      Schema schema, Map<String, List<String>> words, Map<String, String> defaults) {
    Map<String, Set<DType>> variables = new LinkedHashMap<>();
    Stream.concat(schema.inputs().stream(), schema.outputs().stream())
        .filter(p -> isVariable(p.type()))
        .forEach(p -> variables.putIfAbsent(p.type(), p.types()));
    List<String> lines = new ArrayList<>();
    variables.forEach((name, types) -> lines.add("type " + name + ": " + TypeSummary.of(types)));
    schema.attributes().values().stream()
        .sorted(Comparator.comparing(Schema.Field::name))
        .map(f -> attribute(f, words, defaults))
        .forEach(lines::add);
    return lines;
  }

  /** Whether a type is one of several, by a name of its own. */
  static boolean isVariable(String type) {
    return !type.contains("(");
  }

  /** {@code T}, or the element type that it always is. */
  static String type(Schema.Parameter p) {
    return isVariable(p.type()) || p.types().size() != 1
        ? p.type()
        : p.types().iterator().next().label();
  }

  private static String attribute(
      Schema.Field f, Map<String, List<String>> words, Map<String, String> defaults) {
    String kind =
        f.kind().equals("STRING") && words.containsKey(f.name())
            ? "one of " + String.join(" ", words.get(f.name()))
            : f.kind().toLowerCase(Locale.ROOT);
    String otherwise =
        f.otherwise()
            .map(v -> " = " + value(v))
            .orElse(
                defaults.containsKey(f.name())
                    ? " = " + defaults.get(f.name()) + " each"
                    : f.required() ? "" : "?");
    return "attr " + f.name() + ": " + kind + otherwise;
  }

  private static String value(Attribute a) {
    return switch (a.kind()) {
      case INT -> Long.toString(a.integer());
      case FLOAT -> Numbers.text(a.real());
      case STRING -> a.text().isEmpty() ? "\"\"" : a.text();
      case INTS -> a.integers().toString();
      case FLOATS ->
          a.reals().stream().map(Numbers::text).collect(Collectors.joining(", ", "[", "]"));
      case STRINGS -> a.texts().toString();
      default -> a.toString();
    };
  }
}
