package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The guards by which the cases of an operator may differ, with the examples in which each holds.
 */
record Guards(List<Entry> entries) {

  /** A guard and where it holds. */
  record Entry(Guard guard, BitSet holds) {}

  static Guards of(OperatorRules admission, List<CallScene> scenes) {
    Declaration operator = admission.declaration();
    List<Guard> all = new ArrayList<>();
    for (Port p : operator.inputs()) {
      if (p.occurrence() == Occurrence.OPTIONAL) {
        all.add(new Guard.Given(p.name()));
      }
    }
    for (Field f : operator.attributes()) {
      if (!f.required() && f.otherwise().isEmpty()) {
        all.add(new Guard.Given(f.name()));
      }
    }
    for (Field f : operator.attributes()) {
      Term name = Term.name(Source.ATTRIBUTE, f.name());
      if (f.kind() == Kind.INT) {
        all.add(holds(Claim.equal(name, Term.number(0))));
        all.add(holds(Claim.equal(name, Term.number(1))));
        all.add(holds(Claim.atLeast(name, Term.number(0))));
      }
      if (f.kind() == Kind.INTS || f.kind() == Kind.FLOATS) {
        all.add(holds(Claim.equal(length(name), Term.number(0))));
        all.add(holds(Claim.equal(length(name), Term.number(1))));
      }
      admission
          .words()
          .getOrDefault(f.name(), Set.of())
          .forEach(
              w -> {
                if (f.kind() == Kind.STRING) {
                  all.add(new Guard.Word(f.name(), w));
                }
              });
    }
    kinds(admission, all);
    ranks(operator, all);
    types(admission, all);
    List<Entry> entries = new ArrayList<>();
    Set<BitSet> seen = new HashSet<>();
    for (Guard g : all) {
      BitSet holds = new BitSet();
      for (int k = 0; k < scenes.size(); k++) {
        holds.set(k, g.holds(scenes.get(k)));
      }
      if (!holds.isEmpty() && holds.cardinality() < scenes.size() && seen.add(holds)) {
        entries.add(new Entry(g, holds));
      }
    }
    return new Guards(entries);
  }

  /** Those that ask for words, for what is given, and for integers of attributes. */
  List<Entry> ofAttributes() {
    return entries.stream()
        .filter(e -> isOfAttribute(e.guard))
        .sorted(Comparator.comparing(e -> !(e.guard instanceof Guard.Word)))
        .toList();
  }

  private static boolean isOfAttribute(Guard g) {
    return g instanceof Guard.Given
        || g instanceof Guard.Word
        || g instanceof Guard.Holds h && h.claim().left() instanceof Term.Name;
  }

  private static final List<Predicate<DType>> KINDS =
      List.of(DType::isFloat, DType::isInteger, t -> t.isInteger() && !t.isSigned());

  private static void kinds(OperatorRules admission, List<Guard> all) {
    typed(admission)
        .forEach(
            (input, going) -> {
              for (Predicate<DType> kind : KINDS) {
                Set<DType> some = new TreeSet<>(going);
                some.removeIf(kind.negate());
                all.add(new Guard.Typed(input, some));
              }
            });
  }

  private static void types(OperatorRules admission, List<Guard> all) {
    typed(admission)
        .forEach((input, going) -> going.forEach(t -> all.add(new Guard.Typed(input, Set.of(t)))));
  }

  /** An input of each type variable, with the types that go for it, where several do. */
  private static Map<String, Set<DType>> typed(OperatorRules admission) {
    Map<String, Set<DType>> inputs = new LinkedHashMap<>();
    Set<String> variables = new HashSet<>();
    for (Port p : admission.declaration().inputs()) {
      Set<DType> going = admission.types().getOrDefault(p.variable(), Set.of());
      if (variables.add(p.variable()) && going.size() > 1) {
        inputs.put(p.name(), going);
      }
    }
    return inputs;
  }

  private static void ranks(Declaration operator, List<Guard> all) {
    List<Term> ranks = new ArrayList<>();
    for (Port p : operator.inputs()) {
      ranks.add(length(Term.name(Source.SHAPE, p.name())));
      if (p.isVariadic()) {
        all.add(holds(Claim.equal(Term.name(Source.COUNT, p.name()), Term.number(1))));
      }
    }
    for (Term rank : ranks) {
      for (int r = 0; r <= 3; r++) {
        all.add(holds(Claim.equal(rank, Term.number(r))));
      }
    }
    for (int a = 0; a < ranks.size(); a++) {
      for (int b = 0; b < ranks.size(); b++) {
        if (a < b) {
          all.add(holds(Claim.equal(ranks.get(a), ranks.get(b))));
        }
        if (a != b) {
          all.add(holds(Claim.atLeast(ranks.get(a), ranks.get(b))));
        }
      }
    }
    for (Port p : operator.inputs()) {
      if (Leaves.mayHoldIntegers(operator, p)) {
        Term list = Term.name(Source.ELEMENTS, p.name());
        all.add(holds(Claim.equal(length(list), Term.number(0))));
      }
    }
  }

  private static Term length(Term list) {
    return Term.apply(Function.LENGTH, list);
  }

  private static Guard holds(Claim claim) {
    return new Guard.Holds(claim);
  }
}
