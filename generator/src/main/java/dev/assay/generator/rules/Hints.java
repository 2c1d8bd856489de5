package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What rules tell before a node is drawn, so that few draws are given up. */
final class Hints {
  private final Map<String, Range> ranks = new HashMap<>();
  private final Map<String, Range> lengths = new HashMap<>();
  private final Map<String, Range> ranges = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final Set<String> absent = new HashSet<>();
  private final Set<String> structural = new HashSet<>();
  private final Set<String> held = new HashSet<>();
  private final Map<String, List<Term>> placesIn = new HashMap<>();

  private Hints() {}

  static Hints of(OperatorRules rules) {
    Hints hints = new Hints();
    for (Condition c : rules.conditions()) {
      if (c.when().isEmpty()) {
        hints.bound(c.claim());
      }
    }
    terms(rules).forEach(hints::look);
    for (OutputRule o : rules.outputs()) {
      o.types()
          .forEach(
              t -> {
                if (t.type() instanceof TypeRule.Named n) {
                  hints.structural.add(n.attribute());
                }
              });
    }
    return hints;
  }

  private static Stream<Term> terms(OperatorRules rules) {
    Stream<Guard> guards =
        Stream.concat(
            rules.conditions().stream().flatMap(c -> c.when().stream()),
            rules.outputs().stream()
                .flatMap(o -> o.shapes().stream())
                .flatMap(s -> s.when().stream()));
    Stream<Claim> claims =
        Stream.concat(
            rules.conditions().stream().map(Condition::claim),
            guards.flatMap(g -> claim(g).stream()));
    return Stream.concat(
        claims.flatMap(c -> Stream.of(c.left(), c.right())),
        rules.outputs().stream().flatMap(o -> o.shapes().stream()).map(OutputRule.Shape::shape));
  }

  private static List<Claim> claim(Guard g) {
    return g instanceof Guard.Not n
        ? claim(n.guard())
        : g instanceof Guard.Holds h ? List.of(h.claim()) : List.of();
  }

  // ---- bounds

  private void bound(Claim c) {
    boolean equal = c.relation() == Claim.Relation.EQUAL;
    if (c.left() instanceof Term.Name n) {
      switch (c.relation()) {
        case GIVEN -> given.add(n.of());
        case ABSENT -> absent.add(n.of());
        default -> {}
      }
    }
    if (c.relation().isUnary()) {
      return;
    }
    if (c.right() instanceof Term.Number n) {
      long v = Dim.range(n.value()).low();
      bound(c.left(), equal ? Range.at(v) : Range.from(v));
    }
    if (c.left() instanceof Term.Number n) {
      long v = Dim.range(n.value()).low();
      bound(c.right(), equal ? Range.at(v) : Range.of(-Range.FAR, v));
    }
  }

  private void bound(Term t, Range range) {
    if (t instanceof Term.Name n && n.source() != Source.SHAPE) {
      ranges.merge(n.of(), range, Hints::both);
    }
    if (t instanceof Term.Apply a
        && a.function() == Function.LENGTH
        && a.arguments().get(0) instanceof Term.Name n) {
      switch (n.source()) {
        case SHAPE -> ranks.merge(n.of(), range, Hints::both);
        case ELEMENTS, ATTRIBUTE -> lengths.merge(n.of(), range, Hints::both);
        default -> {}
      }
    }
  }

  private static Range both(Range a, Range b) {
    return Range.of(Math.max(a.low(), b.low()), Math.min(a.high(), b.high()));
  }

  // ---- structure

  private void look(Term t) {
    if (t instanceof Term.Name n && n.source() == Source.ELEMENTS) {
      held.add(n.of());
    }
    if (t instanceof Term.Else e) {
      look(e.first());
      look(e.otherwise());
    }
    if (t instanceof Term.Apply a) {
      a.arguments().forEach(this::look);
      switch (a.function()) {
        case AT, FROM, FIRST, WITH, WITHOUT, ONES, INSERTED, PERMUTED -> place(a);
        case REPEATED, SINGLES, COPIED, FILLED -> a.arguments().forEach(this::structure);
        default -> {}
      }
    }
  }

  private void place(Term.Apply a) {
    Set<Term.Name> names = new HashSet<>();
    a.arguments().get(1).collect(names);
    for (Term.Name n : names) {
      if (n.source() == Source.ATTRIBUTE || n.source() == Source.ELEMENTS) {
        structural.add(n.of());
        if (a.arguments().get(1) instanceof Term.Name) {
          placesIn.computeIfAbsent(n.of(), k -> new ArrayList<>()).add(a.arguments().get(0));
        }
      }
    }
  }

  private void structure(Term t) {
    Set<Term.Name> names = new HashSet<>();
    t.collect(names);
    names.forEach(n -> structural.add(n.of()));
  }

  // ---- answers

  /** The ranks that conditions leave an input. */
  Range ranks(String port) {
    return both(Range.from(0), ranks.getOrDefault(port, Range.ALL));
  }

  /** The lengths that conditions leave a list, which has at most so many elements. */
  Range lengths(String list, int most) {
    return both(Range.of(0, most), lengths.getOrDefault(list, Range.ALL));
  }

  /** Whether conditions want an input or attribute. */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  /** Whether conditions want none. */
  boolean isAbsent(String name) {
    return absent.contains(name);
  }

  Range range(String name) {
    return both(OperatorFromRules.INTEGERS, ranges.getOrDefault(name, Range.ALL));
  }

  /** Whether integers of that name decide structure, and so cannot stay open. */
  boolean isStructural(String name) {
    return structural.contains(name);
  }

  /** Whether an input is numbers rather than a value. */
  boolean isHeld(String port) {
    return held.contains(port);
  }

  /** The lists in which integers of that name are places. */
  List<Term> placesIn(String name) {
    return placesIn.getOrDefault(name, List.of());
  }
}
