package dev.assay.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A few nodes as they stand together where optimisers rewrite: one line of {@link Motifs}, read.
 *
 * @param weight how often it is drawn against others
 * @param conditions on sizes and integers of its nodes
 */
record Motif(double weight, List<Step> steps, List<Condition> conditions) {
  /** What stands for any operator. */
  static final String ANY = "*";

  private static final Pattern WEIGHT = Pattern.compile("(\\d+)x +");
  private static final Pattern STEP =
      Pattern.compile("([\\w|*]+)(?:\\(([^)]*)\\))?(?:\\[([^\\]]*)\\])?(?:=(\\w+))?");

  /**
   * One node.
   *
   * @param operators which one of these it has
   * @param reads what its inputs are, by place; where none are said, the first input that fits is
   *     what the step before made
   * @param attributes for some of its attributes the answers that it may have
   * @param name what its first output is called; empty where nothing names it
   */
  record Step(
      List<String> operators,
      List<Source> reads,
      Map<String, List<String>> attributes,
      String name) {

    Step {
      operators = List.copyOf(operators);
      reads = List.copyOf(reads);
    }

    /** Whether it says no more than its operators. */
    boolean isPlain() {
      return reads.isEmpty() && attributes.isEmpty() && name.isEmpty();
    }

    /** The names that stand for itself, for what it makes and for what it reads. */
    Stream<String> named() {
      return Stream.concat(
          Stream.of(name).filter(n -> !n.isEmpty()),
          reads.stream()
              .flatMap(s -> s instanceof Source.Named n ? Stream.of(n.name()) : Stream.of()));
    }

    /** Every operator that it names. */
    Stream<String> names() {
      return Stream.concat(
          operators.stream(),
          reads.stream()
              .flatMap(s -> s instanceof Source.Made m ? m.operators().stream() : Stream.of()));
    }

    /** The same of some operators alone; empty where these cannot form it. */
    private Optional<Step> among(Set<String> known) {
      List<String> left = left(operators, known);
      List<Source> sources = new ArrayList<>();
      for (Source s : reads) {
        sources.add(s instanceof Source.Made m ? new Source.Made(left(m.operators(), known)) : s);
      }
      boolean formed =
          !left.isEmpty()
              && sources.stream()
                  .noneMatch(s -> s instanceof Source.Made m && m.operators().isEmpty());
      return formed ? Optional.of(new Step(left, sources, attributes, name)) : Optional.empty();
    }

    private static List<String> left(List<String> names, Set<String> known) {
      return names.stream().filter(n -> n.equals(ANY) || known.contains(n)).toList();
    }

    private static Step parse(String text) {
      Matcher m = STEP.matcher(text);
      if (!m.matches()) {
        throw new IllegalArgumentException(
            "no step of a motif: "
                + text
                + "\n  required : such as Conv, Add|Mul(x, _), Pad[mode=edge]=p; steps are set apart by ' > '");
      }
      List<Source> reads = new ArrayList<>();
      if (m.group(2) != null) {
        Arrays.stream(m.group(2).split(", ")).map(Source::parse).forEach(reads::add);
      }
      Map<String, List<String>> attributes = new TreeMap<>();
      if (m.group(3) != null) {
        for (String pair : m.group(3).split(" ")) {
          String[] sides = pair.split("=", 2);
          attributes.put(sides[0], alternatives(sides[1]));
        }
      }
      return new Step(
          alternatives(m.group(1)), reads, attributes, m.group(4) == null ? "" : m.group(4));
    }
  }

  /** What an input of a step is. */
  sealed interface Source {
    /** What the step before made. */
    record Before() implements Source {}

    /** Whatever is drawn. */
    record Anything() implements Source {}

    /** What a step made under a name, or else whatever is drawn, under that name from now on. */
    record Named(String name) implements Source {}

    /** A constant with one element. */
    record Number(double value) implements Source {}

    /** What a node makes that is drawn after its reader. */
    record Made(List<String> operators) implements Source {}

    private static Source parse(String text) {
      return switch (text.charAt(0)) {
        case '_' -> new Before();
        case '?' -> new Anything();
        case '<' -> new Made(alternatives(text.substring(1)));
        default ->
            Character.isLetter(text.charAt(0))
                ? new Named(text)
                : new Number(Double.parseDouble(text));
      };
    }
  }

  /** The same of some operators alone; empty where these cannot form it. */
  Optional<Motif> among(Set<String> known) {
    List<Step> formed = steps.stream().flatMap(s -> s.among(known).stream()).toList();
    return formed.size() == steps.size()
        ? Optional.of(new Motif(weight, formed, conditions))
        : Optional.empty();
  }

  /** The motif that a line says. */
  static Motif parse(String line) {
    Matcher m = WEIGHT.matcher(line);
    boolean weighed = m.lookingAt();
    String[] parts = line.substring(weighed ? m.end() : 0).split(" where ", 2);
    Motif motif =
        new Motif(
            weighed ? Double.parseDouble(m.group(1)) : 1,
            Arrays.stream(parts[0].split(" > ")).map(Step::parse).toList(),
            parts.length == 1 ? List.of() : Condition.parseAll(parts[1]));
    motif.requireNames();
    return motif;
  }

  private void requireNames() {
    Set<String> names = steps.stream().flatMap(Step::named).collect(Collectors.toSet());
    for (Condition c : conditions) {
      for (String name : c.names()) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException(
              "a condition of a motif is on what nothing is called\n  required : one of "
                  + names
                  + "\n  but      : "
                  + name);
        }
      }
    }
  }

  /** The conditions that hang on what a step names, and on what is known before it at most. */
  List<Condition> due(Step step, Set<String> known) {
    Set<String> by = Stream.concat(known.stream(), step.named()).collect(Collectors.toSet());
    return conditions.stream()
        .filter(c -> by.containsAll(c.names()) && !known.containsAll(c.names()))
        .toList();
  }

  private static List<String> alternatives(String text) {
    return List.of(text.split("\\|"));
  }
}
