package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * ONNX's schemas of all its operators in all versions, and those of the operators that compilers
 * add to them, as {@code tools/schemas.py} writes them.
 */
public final class Schemas {
  private static final Schemas ALL = new Schemas();

  private final int newestOpset;
  private final Map<String, TreeMap<Integer, Line>> lines = new TreeMap<>();
  private final Map<String, Schema> parsed = new ConcurrentHashMap<>();

  /** A schema as it is written, with the type sets that its file numbers. */
  private record Line(String text, List<List<String>> typeSets) {}

  private Schemas() {
    newestOpset = read("schemas.txt.gz");
    read("schemas-onnxruntime.txt.gz");
  }

  /** Reads a file, and returns the newest version of which it holds schemas. */
  private int read(String file) {
    try (InputStream packed = Objects.requireNonNull(Schemas.class.getResourceAsStream(file));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      String head = Objects.requireNonNull(in.readLine());
      List<List<String>> typeSets = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("=")) {
          typeSets.add(List.of(line.substring(1).split(" ")));
        } else {
          String[] fields = line.split("\t", 4);
          lines
              .computeIfAbsent(fields[0] + ":" + fields[1], key -> new TreeMap<>())
              .put(Integer.parseInt(fields[2]), new Line(line, typeSets));
        }
      }
      return Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema that holds in a version of the domain; deprecated ones included. */
  public static Optional<Schema> find(String domain, String name, int opset) {
    String key = GraphFromOnnx.domain(domain) + ":" + name;
    return Optional.ofNullable(ALL.lines.get(key))
        .map(versions -> versions.floorEntry(opset))
        .map(
            entry ->
                ALL.parsed.computeIfAbsent(key + entry.getKey(), k -> parse(entry.getValue())));
  }

  /** All schemas that hold in a version of a domain and are not deprecated, by name. */
  public static List<Schema> all(String domain, int opset) {
    String prefix = GraphFromOnnx.domain(domain) + ":";
    return ALL.lines.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .flatMap(key -> find(domain, key.substring(prefix.length()), opset).stream())
        .filter(schema -> !schema.deprecated())
        .toList();
  }

  /** The newest version of ONNX's own domain of which schemas are held. */
  public static int newestOpset() {
    return ALL.newestOpset;
  }

  private static Schema parse(Line line) {
    String[] fields = line.text.split("\t", -1);
    Map<String, List<String>> constraints =
        byName(
            fields[9],
            item -> item.substring(0, item.indexOf('=')),
            item -> line.typeSets.get(Integer.parseInt(item.substring(item.indexOf('=') + 1))));
    return new Schema(
        fields[0],
        fields[1],
        Integer.parseInt(fields[2]),
        fields[3].equals("d"),
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]),
        items(fields[6]).map(item -> parameter(item, constraints)).toList(),
        items(fields[7]).map(item -> parameter(item, constraints)).toList(),
        byName(fields[8], item -> item.substring(0, item.indexOf(':')), Schemas::field),
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
