package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Claim.Relation;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims about the terms of a pool, smallest first. */
final class Claims {
  /**
   * How large terms are.
   *
   * @param alone of which something is said alone
   * @param pair two of which are compared, together
   * @param equal of which each may equal another
   */
  record Reach(int alone, int pair, int equal) {}

  /** What takes a claim that may hold. */
  interface Offer {
    void claim(Relation relation, Valued a, Valued b);
  }

  /** Bounds beyond say more of the examples than of the operator. */
  private static final long FAR = 8;

  private final TermPool pool;
  private final Reach reach;
  private final List<Valued> more;

  /**
   * @param more terms of any size of which something is said alone
   */
  Claims(TermPool pool, Reach reach, List<Valued> more) {
    this.pool = pool;
    this.reach = reach;
    this.more = more;
  }

  /** Offers all but bounds by numbers and equalities. */
  void each(Offer offer) {
    List<Valued> integers = pool.integers(reach.alone);
    List<Valued> lists = pool.lists(reach.alone);
    integers.forEach(v -> offer.claim(Relation.EXISTS, v, v));
    lists.forEach(v -> offer.claim(Relation.EXISTS, v, v));
    more.forEach(v -> offer.claim(Relation.EXISTS, v, v));
    for (List<Valued> some : List.of(integers, lists)) {
      for (List<Valued> others : List.of(integers, lists)) {
        pairs(some, others, offer);
      }
    }
    for (Valued name : pool.optional()) {
      offer.claim(Relation.GIVEN, name, name);
      offer.claim(Relation.ABSENT, name, name);
    }
  }

  private void pairs(List<Valued> some, List<Valued> others, Offer offer) {
    for (Valued a : some) {
      for (Valued b : others) {
        if (a.size() + b.size() > reach.pair) {
          break;
        }
        if (!a.term().equals(b.term()) && a.sort().goesWith(b.sort())) {
          offer.claim(Relation.AT_LEAST, a, b);
        }
      }
    }
  }

  /**
   * Offers that two terms are equal which come to the same in some examples: each and the smallest
   * of those, which together say it of any two.
   */
  void equalities(BitSet kept, Work work, Offer offer) {
    List<Valued> terms = new ArrayList<>(pool.integers(reach.equal));
    terms.addAll(pool.lists(reach.equal));
    terms.addAll(more);
    Map<BitSet, Map<List<Object>, Valued>> smallest = new LinkedHashMap<>();
    for (Valued v : terms) {
      smallest.put(ShapeSearch.and(kept, v.given(), false), new HashMap<>());
    }
    for (Valued v : terms) {
      BitSet own = ShapeSearch.and(kept, v.given(), false);
      smallest.forEach(
          (given, known) -> {
            if (!given.isEmpty() && ShapeSearch.and(given, own, true).isEmpty()) {
              work.spend(given.cardinality() / 4);
              List<Object> values = values(v, given);
              Valued first = values == null ? null : known.putIfAbsent(values, v);
              boolean isNew = given.equals(own) || first != null && isGivenAsIn(first, kept, given);
              if (first != null && isNew && first.sort().goesWith(v.sort())) {
                offer.claim(Relation.EQUAL, v, first);
              }
            }
          });
    }
  }

  private static boolean isGivenAsIn(Valued v, BitSet kept, BitSet given) {
    return ShapeSearch.and(kept, v.given(), false).equals(given);
  }

  /** What a term comes to in some examples; null if it is undefined in one. */
  private static @Nullable List<Object> values(Valued v, BitSet examples) {
    List<Object> values = new ArrayList<>(examples.cardinality());
    for (int k = examples.nextSetBit(0); k >= 0; k = examples.nextSetBit(k + 1)) {
      Object value = v.at(k);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  /** The terms that numbers bound. */
  List<Valued> bounded() {
    List<Valued> all = new ArrayList<>(more);
    all.addAll(pool.integers(reach.alone));
    all.addAll(pool.lists(reach.alone));
    return all;
  }

  /**
   * Offers the least and the greatest that a term comes to in some examples; of sizes, what was
   * drawn is the greatest.
   */
  static void bounds(Valued v, BitSet kept, Offer offer) {
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
}
