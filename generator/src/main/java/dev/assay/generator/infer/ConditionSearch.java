package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Claim.Relation;
import dev.assay.generator.rules.Condition;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The search for conditions: claims that hold of every call that is taken, so many that each refused
 * one breaks some. Claims are enumerated smallest first; of those that hold, the ones that explain
 * the most refusals for their size are taken.
 */
final class ConditionSearch {
  private static final int PAIR = 7;
  private static final int ALONE = 6;

  /** Bounds beyond say more of the examples than of the operator. */
  private static final long FAR = 8;

  private final TermPool pool;
  private final Guards guards;
  private final BitSet taken;

  /**
   * @param taken the examples that are taken
   */
  ConditionSearch(TermPool pool, Guards guards, BitSet taken) {
    this.pool = pool;
    this.guards = guards;
    this.taken = taken;
  }

  private record Candidate(Claim claim, BitSet broken) {
    double worth(BitSet left) {
      return ShapeSearch.and(broken, left, false).cardinality() / (double) (claim.size() + 2);
    }
  }

  /**
   * @param refused the examples that must break a condition
   * @return the conditions; those of {@code refused} that none explains are left in it
   */
  List<Condition> find(BitSet refused) {
    List<Condition> found = new ArrayList<>(explain(List.of(), taken, refused));
    for (Guards.Entry g : guards.entries()) {
      for (boolean not : new boolean[] {false, true}) {
        if (!refused.isEmpty()) {
          BitSet left = ShapeSearch.and(refused, g.holds(), not);
          BitSet kept = ShapeSearch.and(taken, g.holds(), not);
          BitSet before = (BitSet) left.clone();
          if (!left.isEmpty() && !kept.isEmpty()) {
            Guard guard = not ? g.guard().not() : g.guard();
            found.addAll(explain(List.of(guard), kept, left));
            before.andNot(left);
            refused.andNot(before);
          }
        }
      }
    }
    return found;
  }

  private List<Condition> explain(List<Guard> when, BitSet kept, BitSet refused) {
    List<Condition> found = new ArrayList<>();
    if (refused.isEmpty()) {
      return found;
    }
    List<Candidate> candidates = candidates(kept, refused);
    while (!refused.isEmpty() && !candidates.isEmpty()) {
      Candidate best = candidates.get(0);
      for (Candidate c : candidates) {
        if (c.worth(refused) > best.worth(refused)) {
          best = c;
        }
      }
      if (best.worth(refused) == 0) {
        break;
      }
      found.add(new Condition(when, best.claim));
      refused.andNot(best.broken);
    }
    return found;
  }

  private List<Candidate> candidates(BitSet kept, BitSet refused) {
    List<Candidate> all = new ArrayList<>();
    BiConsumer<Relation, Valued[]> offer =
        (relation, sides) -> check(relation, sides[0], sides[1], kept, refused).ifPresent(all::add);
    List<Valued> integers = pool.integers(ALONE);
    List<Valued> lists = pool.lists(ALONE);
    for (Valued v : integers) {
      offer.accept(Relation.EXISTS, new Valued[] {v, v});
      bounds(v, kept, offer);
    }
    for (Valued v : lists) {
      offer.accept(Relation.EXISTS, new Valued[] {v, v});
      bounds(v, kept, offer);
    }
    for (Valued a : integers) {
      for (Valued b : integers) {
        if (a.size() + b.size() <= PAIR && !(b.term() instanceof Term.Number)) {
          if (a.size() >= b.size() && a != b) {
            offer.accept(Relation.EQUAL, new Valued[] {a, b});
          }
          if (a != b && !(a.term() instanceof Term.Number)) {
            offer.accept(Relation.AT_LEAST, new Valued[] {a, b});
          }
        }
      }
    }
    for (Valued a : lists) {
      for (Valued b : lists) {
        if (a != b && a.size() + b.size() <= PAIR + 1 && a.size() >= b.size()) {
          offer.accept(Relation.EQUAL, new Valued[] {a, b});
        }
        if (a != b && a.size() + b.size() <= PAIR - 1) {
          offer.accept(Relation.AT_LEAST, new Valued[] {a, b});
        }
      }
      for (Valued b : integers) {
        if (a.size() + b.size() <= PAIR - 1 && !(b.term() instanceof Term.Number)) {
          offer.accept(Relation.AT_LEAST, new Valued[] {a, b});
          offer.accept(Relation.AT_LEAST, new Valued[] {b, a});
        }
      }
    }
    return all;
  }

  /** The least and the greatest that a term comes to. */
  private void bounds(Valued v, BitSet kept, BiConsumer<Relation, Valued[]> offer) {
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
      offer.accept(Relation.EQUAL, new Valued[] {v, number(v, least)});
    }
    if (Math.abs(least) <= FAR) {
      offer.accept(Relation.AT_LEAST, new Valued[] {v, number(v, least)});
    }
    if (Math.abs(most) <= FAR) {
      offer.accept(Relation.AT_LEAST, new Valued[] {number(v, most), v});
    }
  }

  private static Valued number(Valued like, long n) {
    Term.Number term = (Term.Number) Term.number(n);
    @Nullable Object[] values = new Object[like.values().length];
    Arrays.fill(values, term.value());
    BitSet given = new BitSet();
    given.set(0, values.length);
    return new Valued(term, values, 1, given);
  }

  private static Optional<Candidate> check(
      Relation relation, Valued a, Valued b, BitSet kept, BitSet refused) {
    for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
      if (!holds(relation, a, b, k)) {
        return Optional.empty();
      }
    }
    BitSet broken = new BitSet();
    for (int k = refused.nextSetBit(0); k >= 0; k = refused.nextSetBit(k + 1)) {
      broken.set(k, !holds(relation, a, b, k));
    }
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(new Candidate(new Claim(relation, a.term(), b.term()), broken));
  }

  private static boolean holds(Relation relation, Valued a, Valued b, int k) {
    return !a.given().get(k) || !b.given().get(k) || Claim.holds(relation, a.at(k), b.at(k));
  }
}
