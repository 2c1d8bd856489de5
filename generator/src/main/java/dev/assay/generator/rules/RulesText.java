package dev.assay.generator.rules;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Port;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rules as people read them, one fact a line; {@link RulesFromText} reads them back.
 *
 * <pre>
 * operator - Concat 13 1 1
 * input inputs variadic T float32 int64
 * output concat_result single T float32 int64
 * attribute axis INT required
 * types T float32 int64
 * require without(most(inputs), axis) = without(least(inputs), axis)
 * type concat_result type(inputs)
 * shape concat_result with(inputs, axis, total(inputs)[axis])
 * </pre>
 */
public final class RulesText {
  /** What a file begins with. */
  public static final String HEAD = "assay rules 1";

  private RulesText() {}

  /** The lines of one operator. */
  public static List<String> of(OperatorRules rules) {
    List<String> lines = new ArrayList<>();
    Declaration d = rules.declaration();
    lines.add(
        String.join(
            " ",
            "operator",
            d.domain().isEmpty() ? "-" : d.domain(),
            d.name(),
            "" + d.version(),
            "" + d.leastInputs(),
            "" + d.leastOutputs()));
    d.inputs().forEach(p -> lines.add("input " + port(p)));
    d.outputs().forEach(p -> lines.add("output " + port(p)));
    d.attributes().forEach(f -> lines.add("attribute " + field(f)));
    rules.types().forEach((v, types) -> lines.add("types " + encoded(v) + " " + types(types)));
    rules.pairs().forEach(p -> lines.add("pair " + pair(p)));
    rules
        .words()
        .forEach(
            (attribute, words) ->
                lines.add(
                    "words "
                        + attribute
                        + words.stream().map(w -> " " + encoded(w)).collect(Collectors.joining())));
    rules.conditions().forEach(c -> lines.add("require " + c));
    for (OutputRule o : rules.outputs()) {
      o.types().forEach(t -> lines.add("type " + o.port() + " " + t));
      o.shapes().forEach(s -> lines.add("shape " + o.port() + " " + s));
    }
    return lines;
  }

  private static String port(Port p) {
    return String.join(
        " ",
        p.name(),
        p.occurrence().name().toLowerCase(Locale.ROOT),
        encoded(p.variable()),
        types(p.types()));
  }

  private static String types(Collection<DType> types) {
    return types.stream().map(DType::toString).collect(Collectors.joining(" "));
  }

  private static String pair(OperatorRules.Pair p) {
    return encoded(p.first())
        + " "
        + encoded(p.second())
        + p.together().entrySet().stream()
            .map(
                e ->
                    " "
                        + e.getKey()
                        + ":"
                        + e.getValue().stream()
                            .map(DType::toString)
                            .collect(Collectors.joining(",")))
            .collect(Collectors.joining());
  }

  private static String field(Field f) {
    return f.name()
        + " "
        + f.kind()
        + (f.required() ? " required" : "")
        + f.otherwise().map(a -> " = " + value(a)).orElse("");
  }

  private static String value(Attribute a) {
    return switch (a.kind()) {
      case INTS -> a.integers().stream().map(String::valueOf).collect(Collectors.joining(","));
      case FLOATS -> a.reals().stream().map(String::valueOf).collect(Collectors.joining(","));
      case STRINGS -> a.texts().stream().map(RulesText::encoded).collect(Collectors.joining(","));
      case STRING -> encoded(a.text());
      case INT, FLOAT, TENSOR, GRAPH, TYPE_PROTO -> a.value().toString();
    };
  }

  /** A word without spaces. */
  static String encoded(String word) {
    return word.isEmpty() ? "%" : URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}
