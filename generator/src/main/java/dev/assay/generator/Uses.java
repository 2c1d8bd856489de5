package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** A walk through meanings: how they use the elements of what is given. */
final class Uses {
  private final Sizes sizes;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Stage, Integer> terms = new IdentityHashMap<>();
  private final Set<Stage> divisors = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Where an expression stands.
   *
   * @param terms how many values the sums around it have
   * @param factor whether it is a factor
   * @param divides whether it is a divisor, or under a root
   */
  private record Place(int terms, boolean factor, boolean divides) {
    static final Place OUTERMOST = new Place(1, false, false);

    Place asFactor() {
      return new Place(terms, true, divides);
    }

    Place asDivisor() {
      return new Place(terms, factor, true);
    }

    Place asArgument() {
      return new Place(terms, false, false);
    }

    Place inSumOf(long count) {
      return new Place((int) Math.min(Integer.MAX_VALUE, terms * count), factor, divides);
    }
  }

  private Uses(Sizes sizes) {
    this.sizes = sizes;
  }

  static Uses of(Collection<Stage> meanings, Sizes sizes) {
    Uses uses = new Uses(sizes);
    for (Stage m : meanings) {
      uses.stage(m.stored());
    }
    return uses;
  }

  /** How many products with elements of it are summed; 1 where none are. */
  int terms(Stage given) {
    return terms.getOrDefault(given, 1);
  }

  /** Whether something is divided by its elements, or their root is taken. */
  boolean divides(Stage given) {
    return divisors.contains(given);
  }

  private void stage(Stage s) {
    Expr body = s.body();
    if (body != null && seen.add(s)) {
      expr(body, Place.OUTERMOST);
    }
  }

  private void expr(Expr e, Place place) {
    if (e instanceof Expr.Read r) {
      read(r, place);
    } else if (e instanceof Expr.Apply a && seen.add(a)) {
      for (int k = 0; k < a.args().size(); k++) {
        expr(a.args().get(k), argument(a.prim(), k, place));
      }
    } else if (e instanceof Expr.Fold f && seen.add(f)) {
      expr(f.body(), f.prim() == Prim.ADD ? place.inSumOf(count(f)) : place);
    }
  }

  private void read(Expr.Read r, Place place) {
    if (r.stage().kind() != Stage.Kind.GIVEN) {
      stage(r.stage());
    } else {
      if (place.factor) {
        terms.merge(r.stage(), place.terms, Math::max);
      }
      if (place.divides) {
        divisors.add(r.stage());
      }
    }
  }

  private static Place argument(Prim prim, int k, Place place) {
    return switch (prim) {
      case MUL -> place.asFactor();
      case DIV -> k == 1 ? place.asDivisor() : place;
      case SQRT -> place.asDivisor();
      case ADD, SUB, NEG, ABS, CAST, CONVERT -> place;
      default -> place.asArgument();
    };
  }

  private long count(Expr.Fold fold) {
    long count = 1;
    for (Dim.Var v : fold.over()) {
      Dim extent = v.extent();
      count *= extent == null ? 1 : sizes.find(extent).orElse(1);
    }
    return count;
  }
}
