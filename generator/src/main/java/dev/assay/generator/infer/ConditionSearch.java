package dev.assay.generator.infer;

import dev.assay.generator.infer.Claims.Reach;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Claim.Relation;
import dev.assay.generator.rules.Condition;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The search for conditions: claims that hold of every call that is taken, so many that each
 * refused one breaks some; then, for what is left, claims that hold in a case. Claims are
 * enumerated smallest first; of those that hold, the ones that explain the most refusals for their
 * size are taken.
 */
final class ConditionSearch {
  private static final Reach LEAST = new Reach(2, 3, 3);
  private static final Reach NEAR = new Reach(3, 4, 4);
  private static final Reach WIDE = new Reach(5, 0, 9);

  /** What it costs to look at a call in which terms are not evaluated yet. */
  private static final long RECORD = 10;

  /** In a case with fewer examples, that terms are equal says little. */
  private static final int TELLING = 4;

  /** In how many cases a claim may be a condition: those in which it explains most. */
  private static final int CASES = 2;

  private final TermPool pool;
  private final Guards guards;
  private final List<Valued> more;
  private final BitSet taken;
  private final List<CallScene> records;
  private final Work work;

  /**
   * @param outputs terms that outputs are made of, of any size
   * @param taken the examples that are taken
   * @param records all calls that were ever taken, in which each condition holds
   */
  ConditionSearch(
      TermPool pool,
      Guards guards,
      Collection<Term> outputs,
      BitSet taken,
      List<CallScene> records,
      Work work) {
    this.pool = pool;
    this.guards = guards;
    this.more = outputs.stream().map(pool::valued).toList();
    this.taken = taken;
    this.records = new ArrayList<>(records);
    this.work = work;
  }

  /**
   * A case in which conditions are sought.
   *
   * @param kept the examples of the case that are taken
   * @param refused those that are not
   */
  private record Case(List<Guard> when, BitSet kept, BitSet refused) {}

  /**
   * @param place among the candidates, which decides between equals
   */
  private record Candidate(Condition condition, BitSet broken, int place) {
    /** How many of some refusals it explains for its size. */
    double worth(BitSet left) {
      int explained = 0;
      for (int k = broken.nextSetBit(0); k >= 0; k = broken.nextSetBit(k + 1)) {
        explained += left.get(k) ? 1 : 0;
      }
      return explained / (condition.claim().size() + condition.when().size() + 2.0);
    }
  }

  /** A candidate with its worth, which only sinks as others explain refusals. */
  private record Ranked(Candidate candidate, double worth) implements Comparable<Ranked> {
    @Override
    public int compareTo(Ranked o) {
      int byWorth = Double.compare(o.worth, worth);
      return byWorth != 0 ? byWorth : Integer.compare(candidate.place, o.candidate.place);
    }
  }

  /**
   * @param refused the examples that must break a condition
   * @param size of the terms of the pool
   * @return the conditions; those of {@code refused} that none explains are left in it
   */
  List<Condition> find(BitSet refused, int size) {
    List<Condition> found = new ArrayList<>(explain(NEAR, whole(refused), refused));
    if (size > NEAR.alone()) {
      found.addAll(explain(WIDE, whole(refused), refused));
    }
    found.addAll(explain(size > WIDE.alone() ? NEAR : LEAST, cases(refused), refused));
    return found;
  }

  private List<Case> whole(BitSet refused) {
    return List.of(new Case(List.of(), taken, refused));
  }

  private List<Case> cases(BitSet refused) {
    List<Case> cases = new ArrayList<>();
    for (Guards.Entry g : guards.entries()) {
      for (boolean not : new boolean[] {false, true}) {
        BitSet kept = ShapeSearch.and(taken, g.holds(), not);
        BitSet left = ShapeSearch.and(refused, g.holds(), not);
        if (!kept.isEmpty() && !left.isEmpty()) {
          cases.add(new Case(List.of(not ? g.guard().not() : g.guard()), kept, left));
        }
      }
    }
    return cases;
  }

  private List<Condition> explain(Reach reach, List<Case> cases, BitSet refused) {
    List<Condition> found = new ArrayList<>();
    if (refused.isEmpty() || cases.isEmpty()) {
      return found;
    }
    PriorityQueue<Ranked> queue = new PriorityQueue<>();
    new Candidates(cases, refused)
        .of(new Claims(pool, reach, more))
        .forEach(c -> queue.add(new Ranked(c, c.worth(refused))));
    while (!refused.isEmpty() && !queue.isEmpty() && !work.isSpent()) {
      Candidate best = queue.remove().candidate;
      Ranked now = new Ranked(best, best.worth(refused));
      if (now.worth == 0) {
        continue;
      }
      if (!queue.isEmpty() && now.compareTo(queue.element()) > 0) {
        queue.add(now);
        continue;
      }
      if (holdsOfAll(best.condition)) {
        found.add(best.condition);
        refused.andNot(best.broken);
      }
    }
    return found;
  }

  /** Whether a condition holds of all records. One that refutes is asked first from then on. */
  private boolean holdsOfAll(Condition condition) {
    for (int k = 0; k < records.size(); k++) {
      work.spend(RECORD);
      if (!condition.holds(records.get(k))) {
        records.add(0, records.remove(k));
        return false;
      }
    }
    return true;
  }

  /** The claims that hold in cases, and explain refusals there. */
  private final class Candidates {
    private final List<Case> cases;
    private final BitSet refused;
    private final BitSet[] without;
    private final List<Candidate> all = new ArrayList<>();

    Candidates(List<Case> cases, BitSet refused) {
      this.cases = cases;
      this.refused = (BitSet) refused.clone();
      this.without = new BitSet[taken.length()];
      for (int k = taken.nextSetBit(0); k >= 0; k = taken.nextSetBit(k + 1)) {
        without[k] = new BitSet();
        for (int c = 0; c < cases.size(); c++) {
          without[k].set(c, !cases.get(c).kept.get(k));
        }
      }
    }

    List<Candidate> of(Claims claims) {
      BitSet every = new BitSet();
      every.set(0, cases.size());
      claims.each((relation, a, b) -> offer(relation, a, b, every));
      for (int c = 0; c < cases.size() && !work.isSpent(); c++) {
        BitSet here = new BitSet();
        here.set(c);
        if (cases.get(c).kept.cardinality() >= TELLING) {
          claims.equalities(
              cases.get(c).kept, work, (relation, a, b) -> offer(relation, a, b, here));
        }
      }
      for (Valued v : claims.bounded()) {
        Map<Claim, BitSet> bounds = new LinkedHashMap<>();
        Map<Claim, Valued[]> sides = new LinkedHashMap<>();
        work.spend(cases.size());
        for (int c = 0; c < cases.size() && !work.isSpent(); c++) {
          int place = c;
          Claims.bounds(
              v,
              cases.get(c).kept,
              (relation, a, b) -> {
                Claim claim = new Claim(relation, a.term(), b.term());
                bounds.computeIfAbsent(claim, x -> new BitSet()).set(place);
                sides.put(claim, new Valued[] {a, b});
              });
        }
        sides.forEach(
            (claim, of) ->
                offer(claim.relation(), of[0], of[1], bounds.getOrDefault(claim, every)));
      }
      return all;
    }

    /** Takes up a claim in those of some cases in which it holds; a few examples leave few. */
    private void offer(Relation relation, Valued a, Valued b, BitSet some) {
      if (work.isSpent()) {
        return;
      }
      BitSet holding = some;
      for (int k = taken.nextSetBit(0); k >= 0; k = taken.nextSetBit(k + 1)) {
        work.spend(1);
        if (!holds(relation, a, b, k)) {
          holding = ShapeSearch.and(holding, without[k], false);
          if (holding.isEmpty()) {
            return;
          }
        }
      }
      BitSet broken = new BitSet();
      work.spend(refused.cardinality());
      for (int k = refused.nextSetBit(0); k >= 0; k = refused.nextSetBit(k + 1)) {
        broken.set(k, !holds(relation, a, b, k));
      }
      if (!broken.isEmpty()) {
        Claim claim = new Claim(relation, a.term(), b.term());
        holding.stream()
            .mapToObj(cases::get)
            .map(c -> candidate(c, claim, broken))
            .filter(c -> !c.broken.isEmpty())
            .sorted(Comparator.comparingInt(c -> -c.broken.cardinality()))
            .limit(CASES)
            .forEach(all::add);
      }
    }

    private Candidate candidate(Case in, Claim claim, BitSet broken) {
      return new Candidate(
          new Condition(in.when, claim), ShapeSearch.and(broken, in.refused, false), all.size());
    }
  }

  private static boolean holds(Relation relation, Valued a, Valued b, int k) {
    return switch (relation) {
      case GIVEN -> a.given().get(k);
      case ABSENT -> !a.given().get(k);
      case EXISTS, EQUAL, AT_LEAST ->
          !a.given().get(k) || !b.given().get(k) || Claim.holds(relation, a.at(k), b.at(k));
    };
  }
}
