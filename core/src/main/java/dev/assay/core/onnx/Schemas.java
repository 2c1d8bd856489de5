package dev.assay.core.onnx;

import dev.assay.core.operator.Operator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
  private record Line(String text, List<List<String>> typeSets) {
    Schema parsed() {
      return SchemaText.parse(text, typeSets);
    }
  }

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
                ALL.parsed.computeIfAbsent(key + entry.getKey(), k -> entry.getValue().parsed()));
  }

  /** What is declared of an operator in a version of its domain; deprecated ones included. */
  public static Optional<Schema> of(Operator operator, int version) {
    return operator.declared().or(() -> find(operator.domain(), operator.name(), version));
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
}
