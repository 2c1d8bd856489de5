package dev.assay.generator.records;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads records as {@link RecordsText} writes them. */
public final class RecordsFromText {
  private RecordsFromText() {}

  /**
   * The records of each operator, by its domain, name and version as a declaration prints them.
   *
   * @throws IllegalArgumentException if a line is none of such a file
   */
  public static Map<String, List<Recorded>> of(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(RecordsText.HEAD)) {
      throw new IllegalArgumentException(
          "these are no records\n  required : a first line "
              + RecordsText.HEAD
              + "\n  but      : "
              + (lines.isEmpty() ? "nothing" : lines.get(0)));
    }
    Map<String, List<Recorded>> all = new LinkedHashMap<>();
    List<Recorded> some = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Optional<String> operator = RecordsText.operator(line);
      if (operator.isPresent()) {
        some = all.computeIfAbsent(operator.get(), o -> new ArrayList<>());
      } else {
        some.add(record(line));
      }
    }
    return all;
  }

  private static Recorded record(String line) {
    try {
      List<String> words = Arrays.asList(line.split(" "));
      int said = words.indexOf(">");
      return new Recorded(
          call(words.subList(1, said)),
          outcome(words.get(0), words.subList(said + 1, words.size())));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "records cannot be read\n  required : a line as docs/rules.md explains\n  but      : "
              + line,
          e);
    }
  }

  private static Call call(List<String> words) {
    List<Optional<Operand>> inputs = new ArrayList<>();
    Map<String, Attribute> attributes = new TreeMap<>();
    for (String word : words.subList(1, words.size())) {
      int kind = word.indexOf(':');
      if (word.equals("-")) {
        inputs.add(Optional.empty());
      } else if (kind < 0) {
        inputs.add(Optional.of(operand(word)));
      } else {
        int value = word.indexOf('=', kind);
        attributes.put(
            word.substring(0, kind),
            value(
                Attribute.Kind.valueOf(word.substring(kind + 1, value)),
                word.substring(value + 1)));
      }
    }
    return new Call(inputs, attributes, Integer.parseInt(words.get(0)));
  }

  private static Outcome outcome(String word, List<String> said) {
    return switch (word) {
      case "taken" -> new Outcome.Taken(said.stream().map(RecordsFromText::type).toList());
      case "refused" -> new Outcome.Refused(said.get(0), decoded(said.get(1)));
      case "fatal" -> new Outcome.Fatal(said.get(0), decoded(said.get(1)));
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static TensorType type(String word) {
    Operand o = word.endsWith("[?]") ? operand(word.replace("?", "")) : operand(word);
    return new TensorType(
        o.type(), word.endsWith("[?]") ? Optional.empty() : Optional.of(o.shape()));
  }

  private static Operand operand(String word) {
    int open = word.indexOf('[');
    int close = word.indexOf(']');
    DType type = DType.valueOf(word.substring(0, open).toUpperCase(Locale.ROOT));
    int[] shape =
        parts(word.substring(open + 1, close)).stream().mapToInt(Integer::parseInt).toArray();
    return close + 1 == word.length()
        ? Operand.of(type, Dims.ofNumbers(shape))
        : Operand.of(tensor(type, shape, parts(word.substring(close + 2))));
  }

  private static Tensor tensor(DType type, int[] shape, List<String> written) {
    int size = Tensor.size(shape);
    List<String> all =
        IntStream.range(0, size).mapToObj(k -> written.get(written.size() == 1 ? 0 : k)).toList();
    if (type == DType.STRING) {
      return Tensor.of(shape, all.stream().map(RecordsFromText::decoded).toArray(String[]::new));
    }
    return type.isFloat()
        ? Tensor.of(type, shape, all.stream().mapToDouble(Double::parseDouble).toArray())
        : Tensor.of(type, shape, all.stream().mapToLong(Long::parseLong).toArray());
  }

  private static Attribute value(Attribute.Kind kind, String text) {
    return switch (kind) {
      case INT -> Attribute.of(Long.parseLong(text));
      case FLOAT -> Attribute.of(Double.parseDouble(text));
      case STRING -> Attribute.of(decoded(text));
      case INTS -> Attribute.ofInts(parts(text).stream().map(Long::valueOf).toList());
      case FLOATS -> Attribute.ofFloats(parts(text).stream().map(Double::valueOf).toList());
      case STRINGS ->
          Attribute.ofStrings(parts(text).stream().map(RecordsFromText::decoded).toList());
      case TENSOR -> Attribute.of(operand(text).data().orElseThrow());
      case GRAPH, TYPE_PROTO -> throw new IllegalArgumentException(kind.toString());
    };
  }

  private static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
  }

  private static String decoded(String word) {
    return word.equals("%") ? "" : URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
