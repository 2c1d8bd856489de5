package dev.assay.verify.trace;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Traced.Whole;
import java.util.List;

/**
 * An infinity that a meaning holds, where it stands beside numbers that are finite: around a pooled
 * tensor, or where attention hides a key.
 */
record Infinite(double value) implements Traced {

  static boolean isAny(Traced x, Traced y) {
    return x instanceof Infinite || y instanceof Infinite;
  }

  /** A primitive of an infinity. */
  Traced apply(Prim prim, Algebra algebra) {
    return switch (prim) {
      case CONVERT, CAST, CAST_WRAPPING -> this;
      case NEG -> new Infinite(-value);
      case EXP -> value < 0 ? algebra.number(0) : this;
      default -> throw refused(prim);
    };
  }

  /** A primitive of two elements of which one or both are infinities; of a test, by a type. */
  static Traced apply(Prim prim, DType type, Traced x, Traced y, Algebra algebra) {
    return switch (prim) {
      case MAX, MIN -> extreme(prim == Prim.MAX ? 1 : -1, x, y);
      case ADD -> sum(List.of(x, y), type, algebra);
      case SUB -> sum(List.of(x, negated(y, type, algebra)), type, algebra);
      case EQUAL -> truth(order(x, y) == 0);
      case LESS -> truth(order(x, y) < 0);
      case LESS_EQUAL -> truth(order(x, y) <= 0);
      default -> throw (x instanceof Infinite i ? i : (Infinite) y).refused(prim);
    };
  }

  private static Traced extreme(int sign, Traced x, Traced y) {
    Infinite infinite = x instanceof Infinite i ? i : (Infinite) y;
    Traced other = infinite == x ? y : x;
    return infinite.value * sign > 0 ? infinite : other;
  }

  private static Traced negated(Traced x, DType type, Algebra algebra) {
    return x instanceof Infinite i ? new Infinite(-i.value) : algebra.apply(Prim.NEG, type, x);
  }

  private static Traced truth(boolean holds) {
    return new Whole(holds ? 1 : 0);
  }

  /** How two compare; a number lies between the infinities. */
  private static int order(Traced x, Traced y) {
    return Double.compare(place(x), place(y));
  }

  private static double place(Traced x) {
    return x instanceof Infinite i ? i.value : 0;
  }

  /** The sum of some elements that has an infinity; what is finite in it is a number of its own. */
  static Traced sum(List<Traced> summands, DType type, Algebra algebra) {
    double total = 0;
    for (Traced s : summands) {
      if (s instanceof Infinite i) {
        total += i.value;
      } else {
        algebra.settled(s, type);
      }
    }
    if (Double.isNaN(total)) {
      throw new UnsupportedOperationException("a sum of both infinities");
    }
    return new Infinite(total);
  }

  private UnsupportedOperationException refused(Prim prim) {
    return new UnsupportedOperationException(prim + " of the constant " + value);
  }
}
