package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition on sizes and integers of the nodes of a {@link Motif}, as in {@code p.pads[2] >=
 * m.kernel_shape[0]}.
 */
record Condition(Term left, String relation, Term right) {
  private static final Pattern FORM = Pattern.compile("(.+?) (>=|<=|=|>|<) (.+)");

  /** What the names of a motif stand for, as far as its nodes are drawn. */
  interface Scope {
    Optional<DraftNode> node(String name);

    Optional<DraftValue> value(String name);
  }

  /**
   * One side: a number beside an integer of a node, a size of a value, or nothing.
   *
   * @param name of a node or a value; empty where there is none
   * @param attribute which of the node's; empty where a size is meant
   * @param place in its list, or the axis; from the end where it is negative
   * @param plus the number
   */
  record Term(String name, String attribute, int place, long plus) {
    private static final Pattern NAMED =
        Pattern.compile("(\\w+)(?:\\.(\\w+))?(?:\\[(-?\\d+)])?(?: ([+-]) (\\d+))?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private static Term parse(String text) {
      if (NUMBER.matcher(text).matches()) {
        return new Term("", "", 0, Long.parseLong(text));
      }
      Matcher m = NAMED.matcher(text);
      if (!m.matches() || m.group(2) == null && m.group(3) == null) {
        throw new IllegalArgumentException(
            "no number, size or attribute: "
                + text
                + "\n  required : such as 3, x[0], p.pads[2] or p.pads[2] + 1");
      }
      return new Term(
          m.group(1),
          m.group(2) == null ? "" : m.group(2),
          m.group(3) == null ? 0 : Integer.parseInt(m.group(3)),
          m.group(4) == null ? 0 : Long.parseLong(m.group(4) + m.group(5)));
    }

    private Dim in(Scope scope) {
      if (name.isEmpty()) {
        return Dim.dim(plus);
      }
      Dims among =
          (attribute.isEmpty()
                  ? scope.value(name).map(DraftValue::shape)
                  : scope.node(name).flatMap(n -> n.numbers(attribute)))
              .orElseThrow(() -> new Unfit("a condition is on what the node has not"));
      int at = place < 0 ? among.rank() + place : place;
      if (at < 0 || at >= among.rank()) {
        throw new Unfit("a condition is on a place that is not there");
      }
      return plus == 0 ? among.get(at) : among.get(at).plus(plus);
    }
  }

  /** The condition that a text says. */
  static Condition parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "no condition: " + text + "\n  required : such as p.pads[2] >= m.kernel_shape[0]");
    }
    return new Condition(Term.parse(m.group(1)), m.group(2), Term.parse(m.group(3)));
  }

  /** Those that a list says. */
  static List<Condition> parseAll(String text) {
    return Arrays.stream(text.split(", ")).map(Condition::parse).toList();
  }

  /** The names that it needs. */
  Set<String> names() {
    return Stream.of(left, right)
        .map(Term::name)
        .filter(n -> !n.isEmpty())
        .collect(Collectors.toSet());
  }

  /** The attributes of a node that it is about. */
  Set<String> attributes(String node) {
    return Stream.of(left, right)
        .filter(t -> t.name.equals(node) && !t.attribute.isEmpty())
        .map(Term::attribute)
        .collect(Collectors.toSet());
  }

  /** What the sizes must keep. */
  Dim.Rule in(Scope scope) {
    Dim l = left.in(scope);
    Dim r = right.in(scope);
    return switch (relation) {
      case ">=" -> l.atLeast(r);
      case ">" -> l.atLeast(r.plus(1));
      case "<=" -> r.atLeast(l);
      case "<" -> r.atLeast(l.plus(1));
      default -> l.is(r);
    };
  }
}
