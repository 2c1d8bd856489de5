package dev.assay.core.expr;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.high;
import static dev.assay.core.expr.Dim.low;

import dev.assay.core.expr.Dim.Const;
import dev.assay.core.expr.Dim.Op;

/** Builds formulas of sizes in the simplest form that constants and ranges allow. */
final class Folding {
  private Folding() {}

  static Dim apply(Op op, Dim l, Dim r) {
    if (l instanceof Const a && r instanceof Const b && !(divides(op) && b.value() == 0)) {
      return dim(op.apply(a.value(), b.value()));
    }
    return switch (op) {
      case ADD -> is(r, 0) ? l : is(l, 0) ? r : new Dim.Apply(op, l, r);
      case SUB -> is(r, 0) ? l : l.equals(r) ? dim(0) : new Dim.Apply(op, l, r);
      case MUL -> is(r, 1) || is(l, 0) ? l : is(l, 1) || is(r, 0) ? r : new Dim.Apply(op, l, r);
      case DIV -> is(r, 1) ? l : isFraction(l, r) ? dim(0) : new Dim.Apply(op, l, r);
      case MOD -> is(r, 1) ? dim(0) : isFraction(l, r) ? l : new Dim.Apply(op, l, r);
      case MIN -> isAtMost(l, r) ? l : isAtMost(r, l) ? r : new Dim.Apply(op, l, r);
      case MAX -> isAtMost(l, r) ? r : isAtMost(r, l) ? l : new Dim.Apply(op, l, r);
    };
  }

  private static boolean divides(Op op) {
    return op == Op.DIV || op == Op.MOD;
  }

  private static boolean is(Dim d, long value) {
    return d instanceof Const c && c.value() == value;
  }

  private static boolean isAtMost(Dim l, Dim r) {
    return l.equals(r) || high(l) <= low(r);
  }

  /** Whether 0 <= l < r. */
  private static boolean isFraction(Dim l, Dim r) {
    return low(l) >= 0 && high(l) < low(r);
  }
}
