package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names and numbers of which terms about an operator are made. */
final class Leaves {
  /** Numbers as places, and as what is added, multiplied and divided by. */
  static final List<Term> NUMBERS = Stream.of(1, -1, 0, 2, -2).map(Term::number).toList();

  private Leaves() {}

  static List<Term> of(Declaration operator) {
    List<Term> leaves = new ArrayList<>();
    for (Port p : operator.inputs()) {
      leaves.add(Term.name(Source.SHAPE, p.name()));
      if (p.isVariadic()) {
        for (Source fold :
            List.of(Source.COMMON, Source.TOTAL, Source.MOST, Source.LEAST, Source.COUNT)) {
          leaves.add(Term.name(fold, p.name()));
        }
      } else if (mayHoldIntegers(operator, p)) {
        leaves.add(Term.name(Source.ELEMENTS, p.name()));
      }
    }
    for (Field f : operator.attributes()) {
      if (f.kind() == Kind.INT
          || f.kind() == Kind.INTS
          || f.kind() == Kind.FLOATS
          || f.kind() == Kind.STRINGS
          || f.kind() == Kind.TENSOR) {
        leaves.add(Term.name(Source.ATTRIBUTE, f.name()));
      }
    }
    operator.attributes().stream()
        .filter(f -> f.kind() == Kind.FLOAT)
        .forEach(
            f -> {
              leaves.add(Term.name(Source.SIGN, f.name()));
              leaves.add(Term.name(Source.WHOLE, f.name()));
            });
    for (Port p : operator.outputs()) {
      if (p.isVariadic()) {
        leaves.add(Term.name(Source.COUNT, p.name()));
        leaves.add(Term.name(Source.PLACE, p.name()));
      }
    }
    return leaves;
  }

  /** A name for each input and attribute that a call may leave out without a value in its place. */
  static List<Term> presences(Declaration operator) {
    List<Term> names = new ArrayList<>();
    Set<String> optional = optional(operator);
    operator.inputs().stream()
        .filter(p -> optional.contains(p.name()))
        .forEach(p -> names.add(Term.name(Source.SHAPE, p.name())));
    operator.attributes().stream()
        .filter(f -> optional.contains(f.name()))
        .forEach(f -> names.add(Term.name(Source.ATTRIBUTE, f.name())));
    return names;
  }

  /** Whether what it holds may be sizes, axes or places: integers that are no data. */
  static boolean mayHoldIntegers(Declaration operator, Port p) {
    return DType.INTEGERS.containsAll(p.types())
        || !isData(operator, p) && p.types().contains(DType.INT64) && !p.isVariadic();
  }

  /** Whether it is what is computed with: the first input, and what has a type with others. */
  private static boolean isData(Declaration operator, Port p) {
    return operator.input(p.name()) == 0
        || Stream.concat(operator.inputs().stream(), operator.outputs().stream())
            .anyMatch(o -> !o.equals(p) && o.variable().equals(p.variable()));
  }

  /** The names that a call may leave out without a value in their place. */
  static Set<String> optional(Declaration operator) {
    Set<String> names = new HashSet<>();
    operator.inputs().stream()
        .filter(p -> p.occurrence() == Occurrence.OPTIONAL)
        .forEach(p -> names.add(p.name()));
    operator.attributes().stream()
        .filter(f -> !f.required() && f.otherwise().isEmpty())
        .forEach(f -> names.add(f.name()));
    return names;
  }
}
