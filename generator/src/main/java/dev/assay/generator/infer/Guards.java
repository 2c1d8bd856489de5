package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute.Kind;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The guards by which the cases of an operator may differ, with the examples in which each holds.
 */
record Guards(List<Entry> entries) {

  /** A guard and where it holds. */
  record Entry(Guard guard, BitSet holds) {}

  static Guards of(Declaration operator, Map<String, Set<String>> words, List<CallScene> scenes) {
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
      words
          .getOrDefault(f.name(), Set.of())
          .forEach(
              w -> {
                if (f.kind() == Kind.STRING) {
                  all.add(new Guard.Word(f.name(), w));
                }
              });
    }
    ranks(operator, all);
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
