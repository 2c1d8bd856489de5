package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ranks of inputs and lengths of lists hang on each other by conditions that always hold: so
 * that they are drawn alike, and not given up once both were drawn.
 */
final class Extents {
  private final Map<String, List<Extent>> all = new HashMap<>();

  /** So many more axes or elements than something else has. */
  record Extent(String of, int more) {}

  private Extents() {}

  static Extents of(List<Condition> conditions) {
    Extents extents = new Extents();
    conditions.stream()
        .filter(c -> c.when().isEmpty())
        .map(Condition::claim)
        .filter(c -> !c.relation().isUnary())
        .forEach(extents::look);
    return extents;
  }

  /** Two lists that are compared have one length, and a length may be said outright. */
  private void look(Claim c) {
    Optional<Extent> left = list(c.left());
    Optional<Extent> right = list(c.right());
    if (left.isPresent() && right.isPresent()) {
      join(left.get(), right.get());
    }
    if (c.relation() == Claim.Relation.EQUAL) {
      Optional<Extent> a = length(c.left());
      Optional<Extent> b = length(c.right());
      if (a.isPresent() && b.isPresent()) {
        join(a.get(), b.get());
      }
    }
  }

  private void join(Extent a, Extent b) {
    if (!a.of.equals(b.of)) {
      put(a.of, new Extent(b.of, b.more - a.more));
      put(b.of, new Extent(a.of, a.more - b.more));
    }
  }

  private void put(String name, Extent extent) {
    all.computeIfAbsent(name, n -> new ArrayList<>()).add(extent);
  }

  /** The length of a list, where that hangs on one name alone. */
  private static Optional<Extent> list(Term t) {
    if (t instanceof Term.Name n) {
      boolean isList =
          n.source() == Source.SHAPE
              || n.source() == Source.ELEMENTS
              || n.source() == Source.ATTRIBUTE;
      return isList ? Optional.of(new Extent(n.of(), 0)) : Optional.empty();
    }
    if (!(t instanceof Term.Apply a)) {
      return Optional.empty();
    }
    Term first = a.arguments().get(0);
    return switch (a.function()) {
      case FROM -> number(a.arguments().get(1)).filter(k -> k >= 0).flatMap(k -> more(first, -k));
      case FIRST -> number(a.arguments().get(1)).filter(k -> k < 0).flatMap(k -> more(first, k));
      case ONES, WITH, PERMUTED, REVERSED, FILLED, COPIED -> list(first);
      default -> Optional.empty();
    };
  }

  private static Optional<Extent> more(Term list, int more) {
    return list(list).map(e -> new Extent(e.of, e.more + more));
  }

  /** A length and some, as an integer. */
  private static Optional<Extent> length(Term t) {
    if (!(t instanceof Term.Apply a)) {
      return Optional.empty();
    }
    Term first = a.arguments().get(0);
    return switch (a.function()) {
      case LENGTH -> list(first);
      case ADD -> number(a.arguments().get(1)).flatMap(k -> plus(length(first), k));
      case SUB -> number(a.arguments().get(1)).flatMap(k -> plus(length(first), -k));
      default -> Optional.empty();
    };
  }

  private static Optional<Extent> plus(Optional<Extent> e, int more) {
    return e.map(x -> new Extent(x.of, x.more + more));
  }

  private static Optional<Integer> number(Term t) {
    return t instanceof Term.Number n && n.value() instanceof Dim.Const c
        ? Optional.of((int) c.value())
        : Optional.empty();
  }

  /** What an extent hangs on. */
  List<Extent> of(String name) {
    return all.getOrDefault(name, List.of());
  }
}
