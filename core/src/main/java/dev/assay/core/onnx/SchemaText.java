package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Schemas as text: the sets of types that they use, numbered from 0, one a line after {@code =};
 * then one schema a line.
 */
public final class SchemaText {
  private SchemaText() {}

  // ---- writing

  public static String of(List<Schema> schemas) {
    List<List<String>> sets = new ArrayList<>();
    List<String> lines = schemas.stream().map(s -> line(s, sets)).toList();
    return Stream.concat(sets.stream().map(s -> "=" + String.join(" ", s)), lines.stream())
        .collect(Collectors.joining("\n"));
  }

  private static String line(Schema s, List<List<String>> sets) {
    return String.join(
        "\t",
        s.domain(),
        s.name(),
        Integer.toString(s.since()),
        s.deprecated() ? "d" : "",
        Integer.toString(s.leastInputs()),
        Integer.toString(s.leastOutputs()),
        joined(s.inputs().stream().map(SchemaText::text)),
        joined(s.outputs().stream().map(SchemaText::text)),
        joined(s.attributes().values().stream().map(SchemaText::text)),
        joined(
            s.constraints().entrySet().stream()
                .map(e -> e.getKey() + "=" + place(e.getValue(), sets))));
  }

  private static int place(List<String> set, List<List<String>> sets) {
    if (!sets.contains(set)) {
      sets.add(set);
    }
    return sets.indexOf(set);
  }

  private static String joined(Stream<String> items) {
    return items.collect(Collectors.joining(" "));
  }

  private static String text(Parameter p) {
    String occurrence =
        switch (p.occurrence()) {
          case SINGLE -> "s";
          case OPTIONAL -> "o";
          case VARIADIC -> p.homogeneous() ? "v" : "h";
        };
    return p.name() + ":" + p.type() + ":" + occurrence;
  }

  private static String text(Field f) {
    String end = f.required() ? ":required" : f.otherwise().map(a -> ":=" + text(a)).orElse("");
    return f.name() + ":" + f.kind() + end;
  }

  private static String text(Attribute a) {
    List<?> parts =
        switch (a.kind()) {
          case INTS -> a.integers();
          case FLOATS -> a.reals();
          case STRINGS -> a.texts();
          case INT, FLOAT, STRING -> List.of(a.value());
          case TENSOR, GRAPH, TYPE_PROTO -> throw new IllegalArgumentException("no text says " + a);
        };
    return parts.stream()
        .map(p -> URLEncoder.encode(p.toString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  // ---- reading

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static List<Schema> read(String text) {
    List<List<String>> sets = new ArrayList<>();
    List<Schema> schemas = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("=")) {
        sets.add(List.of(line.substring(1).split(" ")));
      } else {
        schemas.add(parse(line, sets));
      }
    }
    return schemas;
  }

  /** Reads a line. */
  static Schema parse(String line, List<List<String>> typeSets) {
    String[] fields = line.split("\t", -1);
    Map<String, List<String>> constraints =
        byName(
            fields[9],
            item -> item.substring(0, item.indexOf('=')),
            item -> typeSets.get(Integer.parseInt(item.substring(item.indexOf('=') + 1))));
    return new Schema(
        fields[0],
        fields[1],
        Integer.parseInt(fields[2]),
        fields[3].equals("d"),
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]),
        items(fields[6]).map(item -> parameter(item, constraints)).toList(),
        items(fields[7]).map(item -> parameter(item, constraints)).toList(),
        byName(fields[8], item -> item.substring(0, item.indexOf(':')), SchemaText::field),
        constraints);
  }

  private static Stream<String> items(String field) {
    return Arrays.stream(field.split(" ")).filter(item -> !item.isEmpty());
  }

  private static <T> Map<String, T> byName(
      String field, Function<String, String> name, Function<String, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    items(field).forEach(item -> map.put(name.apply(item), value.apply(item)));
    return Collections.unmodifiableMap(map);
  }

  private static Parameter parameter(String item, Map<String, List<String>> constraints) {
    String[] parts = item.split(":", -1);
    Occurrence occurrence =
        switch (parts[2]) {
          case "s" -> Occurrence.SINGLE;
          case "o" -> Occurrence.OPTIONAL;
          default -> Occurrence.VARIADIC;
        };
    return new Parameter(
        parts[0],
        parts[1],
        types(constraints.getOrDefault(parts[1], List.of(parts[1]))),
        occurrence,
        occurrence != Occurrence.VARIADIC || parts[2].equals("v"));
  }

  private static Set<DType> types(List<String> texts) {
    EnumSet<DType> types = EnumSet.noneOf(DType.class);
    for (DType t : DType.values()) {
      if (texts.contains("tensor(" + t.label() + ")")) {
        types.add(t);
      }
    }
    return DType.common(types, DType.ANY);
  }

  private static Field field(String item) {
    String[] parts = item.split(":", 3);
    boolean required = parts.length > 2 && parts[2].equals("required");
    return new Field(
        parts[0],
        parts[1],
        required,
        parts.length > 2 && !required
            ? Optional.of(value(parts[1], parts[2].substring(1)))
            : Optional.empty());
  }

  private static Attribute value(String kind, String text) {
    List<String> parts =
        text.isEmpty() && kind.endsWith("S")
            ? List.of()
            : Arrays.stream(text.split(",", -1))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    return switch (kind) {
      case "INT" -> Attribute.of(Long.parseLong(parts.get(0)));
      case "FLOAT" -> Attribute.of(Double.parseDouble(parts.get(0)));
      case "INTS" -> Attribute.ofInts(parts.stream().map(Long::valueOf).toList());
      case "FLOATS" -> Attribute.ofFloats(parts.stream().map(Double::valueOf).toList());
      case "STRINGS" -> Attribute.ofStrings(parts);
      default -> Attribute.of(parts.get(0));
    };
  }
}
