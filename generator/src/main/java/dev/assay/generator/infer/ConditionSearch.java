package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Claim.Relation;
import dev.assay.generator.rules.Condition;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The search for conditions: claims that hold of every call that is taken, so many that each
 * refused one breaks some. Claims are enumerated smallest first; of those that hold, the ones that
 * explain the most refusals for their size are taken.
 */
final class ConditionSearch {
  /** How large terms are that are looked at alone, and two of them together. */
  private record Reach(int alone, int pair) {}

  private static final Reach LEAST = new Reach(2, 3);
  private static final Reach NEAR = new Reach(3, 4);
  private static final Reach WIDE = new Reach(5, 6);

  /** Bounds beyond say more of the examples than of the operator. */
  private static final long FAR = 8;

  private final TermPool pool;
  private final Guards guards;
  private final BitSet taken;
  private final List<CallScene> records;

  /**
   * @param taken the examples that are taken
   * @param records all calls that were ever taken, in which each condition holds
   */
  ConditionSearch(TermPool pool, Guards guards, BitSet taken, List<CallScene> records) {
    this.pool = pool;
    this.guards = guards;
    this.taken = taken;
    this.records = new ArrayList<>(records);
  }

  /**
   * @param size of the claim
   * @param place among the candidates, which decides between equals
   */
  private record Candidate(Claim claim, int size, BitSet broken, int place) {
    /** How many of some refusals it explains for its size. */
    double worth(BitSet left) {
      int explained = 0;
      for (int k = broken.nextSetBit(0); k >= 0; k = broken.nextSetBit(k + 1)) {
        explained += left.get(k) ? 1 : 0;
      }
      return explained / (size + 2.0);
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
    List<Condition> found = new ArrayList<>(explain(NEAR, List.of(), taken, refused));
    if (size > NEAR.alone) {
      found.addAll(explain(WIDE, List.of(), taken, refused));
    }
    Reach guarded = size > NEAR.alone ? NEAR : LEAST;
    for (Guards.Entry g : guards.entries()) {
      for (boolean not : new boolean[] {false, true}) {
        if (!refused.isEmpty()) {
          BitSet left = ShapeSearch.and(refused, g.holds(), not);
          BitSet kept = ShapeSearch.and(taken, g.holds(), not);
          BitSet before = (BitSet) left.clone();
          if (!left.isEmpty() && !kept.isEmpty()) {
            Guard guard = not ? g.guard().not() : g.guard();
            found.addAll(explain(guarded, List.of(guard), kept, left));
            before.andNot(left);
            refused.andNot(before);
          }
        }
      }
    }
    return found;
  }

  private List<Condition> explain(Reach reach, List<Guard> when, BitSet kept, BitSet refused) {
    List<Condition> found = new ArrayList<>();
    if (refused.isEmpty()) {
      return found;
    }
    PriorityQueue<Ranked> queue = new PriorityQueue<>();
    candidates(reach, kept, refused).forEach(c -> queue.add(new Ranked(c, c.worth(refused))));
    while (!refused.isEmpty() && !queue.isEmpty()) {
      Candidate best = queue.remove().candidate;
      Ranked now = new Ranked(best, best.worth(refused));
      if (now.worth == 0) {
        continue;
      }
      if (!queue.isEmpty() && now.compareTo(queue.element()) > 0) {
        queue.add(now);
        continue;
      }
      Condition condition = new Condition(when, best.claim);
      if (holdsOfAll(condition)) {
        found.add(condition);
        refused.andNot(best.broken);
      }
    }
    return found;
  }

  /** Whether a condition holds of all records. One that refutes is asked first from then on. */
  private boolean holdsOfAll(Condition condition) {
    for (int k = 0; k < records.size(); k++) {
      if (!condition.holds(records.get(k))) {
        records.add(0, records.remove(k));
        return false;
      }
    }
    return true;
  }

  private List<Candidate> candidates(Reach reach, BitSet kept, BitSet refused) {
    List<Candidate> all = new ArrayList<>();
    Offer offer =
        (relation, a, b) -> {
          BitSet broken = broken(relation, a, b, kept, refused);
          if (broken != null) {
            Claim claim = new Claim(relation, a.term(), b.term());
            all.add(new Candidate(claim, claim.size(), broken, all.size()));
          }
        };
    List<Valued> integers = pool.integers(reach.alone);
    List<Valued> lists = pool.lists(reach.alone);
    for (List<Valued> kind : List.of(integers, lists)) {
      for (Valued v : kind) {
        offer.claim(Relation.EXISTS, v, v);
        bounds(v, kept, offer);
      }
    }
    pool.optional()
        .forEach(
            (name, given) -> {
              presence(name, given, true, kept, refused, all);
              presence(name, given, false, kept, refused, all);
            });
    pairs(integers, integers, reach.pair, true, offer);
    pairs(lists, lists, reach.pair, true, offer);
    pairs(lists, integers, reach.pair, false, offer);
    pairs(integers, lists, reach.pair, false, offer);
    return all;
  }

  /** Offers that something is given, or that it is not, where that holds. */
  private static void presence(
      Term name, BitSet given, boolean is, BitSet kept, BitSet refused, List<Candidate> to) {
    if (ShapeSearch.and(kept, given, is).isEmpty()) {
      BitSet broken = ShapeSearch.and(refused, given, is);
      if (!broken.isEmpty()) {
        Relation relation = is ? Relation.GIVEN : Relation.ABSENT;
        to.add(new Candidate(new Claim(relation, name, name), 1, broken, to.size()));
      }
    }
  }

  /** A claim that may hold. */
  private interface Offer {
    void claim(Relation relation, Valued a, Valued b);
  }

  /** Offers claims about two terms, smallest first; bounds by numbers are offered elsewhere. */
  private static void pairs(
      List<Valued> some, List<Valued> others, int size, boolean alike, Offer offer) {
    for (Valued a : some) {
      for (Valued b : others) {
        if (a.size() + b.size() > size) {
          break;
        }
        if (a.term().equals(b.term()) || !a.sort().goesWith(b.sort())) {
          continue;
        }
        if (alike && a.size() >= b.size()) {
          offer.claim(Relation.EQUAL, a, b);
        }
        offer.claim(Relation.AT_LEAST, a, b);
      }
    }
  }

  /** The least and the greatest that a term comes to; of sizes, what was drawn is the greatest. */
  private void bounds(Valued v, BitSet kept, Offer offer) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
      Object value = v.at(k);
      if (value == null && v.given().get(k)) {
        return;
      }
      if (value != null) {
        for (Dim d : value instanceof Dim one ? List.of(one) : ((Dims) value).list()) {
          least = Math.min(least, ((Dim.Const) d).value());
          most = Math.max(most, ((Dim.Const) d).value());
        }
      }
    }
    if (least > most) {
      return;
    }
    if (least == most && !v.isList()) {
      offer.claim(Relation.EQUAL, v, number(v, least));
    }
    if (Math.abs(least) <= FAR) {
      offer.claim(Relation.AT_LEAST, v, number(v, least));
    }
    if (Math.abs(most) <= FAR && v.sort() != Sort.SIZE) {
      offer.claim(Relation.AT_LEAST, number(v, most), v);
    }
  }

  private static Valued number(Valued like, long n) {
    return Valued.number(Term.number(n), like.values().length);
  }

  /** The refusals that a claim explains; null if there are none, or it does not hold. */
  private static @Nullable BitSet broken(
      Relation relation, Valued a, Valued b, BitSet kept, BitSet refused) {
    for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
      if (!holds(relation, a, b, k)) {
        return null;
      }
    }
    BitSet broken = new BitSet();
    for (int k = refused.nextSetBit(0); k >= 0; k = refused.nextSetBit(k + 1)) {
      if (!holds(relation, a, b, k)) {
        broken.set(k);
      }
    }
    return broken.isEmpty() ? null : broken;
  }

  private static boolean holds(Relation relation, Valued a, Valued b, int k) {
    return !a.given().get(k) || !b.given().get(k) || Claim.holds(relation, a.at(k), b.at(k));
  }
}
