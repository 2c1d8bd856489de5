package dev.assay.core.expr;

import dev.assay.core.expr.Dim.Op;

/** Interval arithmetic on sizes. */
final class Bounds {
  private Bounds() {}

  static Range of(Op op, Range l, Range r) {
    return switch (op) {
      case ADD -> clip(l.low() + r.low(), l.high() + r.high());
      case SUB -> clip(l.low() - r.high(), l.high() - r.low());
      case MUL -> {
        long a = op.apply(l.low(), r.low());
        long b = op.apply(l.low(), r.high());
        long c = op.apply(l.high(), r.low());
        long d = op.apply(l.high(), r.high());
        yield Range.of(
            Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
      }
      case DIV -> {
        if (r.low() <= 0 && r.high() >= 0) {
          yield Range.ALL;
        }
        long a = Math.floorDiv(l.low(), r.low());
        long b = Math.floorDiv(l.low(), r.high());
        long c = Math.floorDiv(l.high(), r.low());
        long d = Math.floorDiv(l.high(), r.high());
        yield Range.of(
            Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
      }
      case MOD -> r.low() > 0 ? Range.of(0, r.high() - 1) : Range.ALL;
      case MIN -> Range.of(Math.min(l.low(), r.low()), Math.min(l.high(), r.high()));
      case MAX -> Range.of(Math.max(l.low(), r.low()), Math.max(l.high(), r.high()));
    };
  }

  private static Range clip(long low, long high) {
    return Range.of(Range.clip(low), Range.clip(high));
  }
}
