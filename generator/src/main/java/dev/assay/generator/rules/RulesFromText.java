package dev.assay.generator.rules;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads rules as {@link RulesText} writes them. */
public final class RulesFromText {
  private final String[] head;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Set<DType>> types = new TreeMap<>();
  private final List<OperatorRules.Pair> pairs = new ArrayList<>();
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, List<String>> outputTypes = new LinkedHashMap<>();
  private final Map<String, List<String>> outputShapes = new LinkedHashMap<>();

  private RulesFromText(String[] head) {
    this.head = head;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if a line is none of such a file
   */
  public static List<OperatorRules> of(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(RulesText.HEAD)) {
      throw new IllegalArgumentException(
          "these are no rules\n  required : a first line "
              + RulesText.HEAD
              + "\n  but      : "
              + (lines.isEmpty() ? "nothing" : lines.get(0)));
    }
    List<RulesFromText> all = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split(" ");
      if (words[0].equals("operator") && words.length == 6) {
        all.add(new RulesFromText(words));
      } else if (all.isEmpty()) {
        throw wrong(line);
      } else {
        all.get(all.size() - 1).read(line, words);
      }
    }
    return all.stream().map(RulesFromText::rules).toList();
  }

  private void read(String line, String[] word) {
    switch (word[0]) {
      case "input" -> inputs.add(port(word));
      case "output" -> outputs.add(port(word));
      case "attribute" -> fields.add(field(word));
      case "types" ->
          types.put(decoded(word[1]), types(Arrays.asList(word).subList(2, word.length)));
      case "pair" -> pairs.add(pair(word));
      case "words" -> {
        Set<String> set = new TreeSet<>();
        Arrays.stream(word).skip(2).map(RulesFromText::decoded).forEach(set::add);
        words.put(word[1], set);
      }
      case "require" -> conditions.add(line.substring("require ".length()));
      case "type" -> put(outputTypes, word[1], line);
      case "shape" -> put(outputShapes, word[1], line);
      default -> throw wrong(line);
    }
  }

  private static void put(Map<String, List<String>> to, String port, String line) {
    String rest = line.substring(line.indexOf(port, line.indexOf(' ')) + port.length() + 1);
    to.computeIfAbsent(port, p -> new ArrayList<>()).add(rest);
  }

  private static Port port(String[] word) {
    return new Port(
        word[1],
        decoded(word[3]),
        types(Arrays.asList(word).subList(4, word.length)),
        Occurrence.valueOf(word[2].toUpperCase(Locale.ROOT)));
  }

  private static Set<DType> types(Collection<String> labels) {
    Set<DType> types = EnumSet.noneOf(DType.class);
    labels.forEach(l -> types.add(type(l)));
    return types;
  }

  private static DType type(String label) {
    return DType.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private static OperatorRules.Pair pair(String[] word) {
    Map<DType, Set<DType>> together = new TreeMap<>();
    for (String entry : Arrays.asList(word).subList(3, word.length)) {
      String[] sides = entry.split(":", -1);
      together.put(
          type(sides[0]),
          sides[1].isEmpty() ? Set.of() : types(Arrays.asList(sides[1].split(","))));
    }
    return new OperatorRules.Pair(decoded(word[1]), decoded(word[2]), together);
  }

  private static Field field(String[] word) {
    Attribute.Kind kind = Attribute.Kind.valueOf(word[2]);
    boolean required = word.length > 3 && word[3].equals("required");
    boolean given = word.length > 3 && word[word.length - 2].equals("=");
    boolean empty = word[word.length - 1].equals("=");
    return new Field(
        word[1],
        kind,
        required,
        given || empty
            ? Optional.of(value(kind, given ? word[word.length - 1] : ""))
            : Optional.empty());
  }

  private static Attribute value(Attribute.Kind kind, String text) {
    List<String> parts = text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    return switch (kind) {
      case INT -> Attribute.of(Long.parseLong(text));
      case FLOAT -> Attribute.of(Double.parseDouble(text));
      case STRING -> Attribute.of(decoded(text));
      case INTS -> Attribute.ofInts(parts.stream().map(Long::valueOf).toList());
      case FLOATS -> Attribute.ofFloats(parts.stream().map(Double::valueOf).toList());
      case STRINGS -> Attribute.ofStrings(parts.stream().map(RulesFromText::decoded).toList());
      case TENSOR, GRAPH, TYPE_PROTO -> throw wrong(kind + " " + text);
    };
  }

  private OperatorRules rules() {
    Declaration d =
        new Declaration(
            head[1].equals("-") ? "" : head[1],
            head[2],
            Integer.parseInt(head[3]),
            Integer.parseInt(head[4]),
            Integer.parseInt(head[5]),
            inputs,
            outputs,
            fields);
    return new OperatorRules(
        d,
        types,
        pairs,
        words,
        conditions.stream()
            .map(c -> new Condition(when(d, c), TermFromText.claim(d, before(c))))
            .toList(),
        outputs.stream().map(p -> output(d, p.name())).toList());
  }

  private OutputRule output(Declaration d, String port) {
    return new OutputRule(
        port,
        outputTypes.getOrDefault(port, List.of()).stream()
            .map(t -> new OutputRule.OfType(when(d, t), typeRule(before(t))))
            .toList(),
        outputShapes.getOrDefault(port, List.of()).stream()
            .map(s -> new OutputRule.Shape(when(d, s), TermFromText.term(d, before(s))))
            .toList());
  }

  private static String before(String text) {
    int when = text.indexOf(" when ");
    return when < 0 ? text : text.substring(0, when);
  }

  private static List<Guard> when(Declaration d, String text) {
    int when = text.indexOf(" when ");
    return when < 0
        ? List.of()
        : Arrays.stream(text.substring(when + " when ".length()).split(" and "))
            .map(g -> guard(d, g))
            .toList();
  }

  private static Guard guard(Declaration d, String text) {
    if (text.startsWith("not ")) {
      return new Guard.Not(guard(d, text.substring("not ".length())));
    }
    if (text.startsWith("has ")) {
      return new Guard.Given(text.substring("has ".length()));
    }
    int is = text.indexOf(" is ");
    if (is >= 0 && text.startsWith("type(")) {
      return new Guard.Typed(
          text.substring("type(".length(), is - 1),
          types(Arrays.asList(text.substring(is + " is ".length()).split(" or "))));
    }
    return is < 0
        ? new Guard.Holds(TermFromText.claim(d, text))
        : new Guard.Word(text.substring(0, is), decoded(text.substring(is + " is ".length())));
  }

  private static TypeRule typeRule(String text) {
    String inner = text.substring(text.indexOf('(') + 1, Math.max(text.length() - 1, 0));
    if (text.startsWith("type(")) {
      return new TypeRule.Same(inner);
    }
    if (text.startsWith("named(")) {
      return new TypeRule.Named(inner);
    }
    if (text.startsWith("table(")) {
      Map<DType, DType> table = new TreeMap<>();
      for (String entry : inner.substring(inner.indexOf(", ") + 2).split(" ")) {
        table.put(type(entry.split(":")[0]), type(entry.split(":")[1]));
      }
      return new TypeRule.Table(inner.substring(0, inner.indexOf(", ")), table);
    }
    return new TypeRule.Fixed(type(text));
  }

  private static String decoded(String word) {
    return word.equals("%") ? "" : URLDecoder.decode(word, StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException(
        "rules cannot be read\n  required : a line as docs/rules.md explains\n  but      : "
            + line);
  }
}
