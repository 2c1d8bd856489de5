package dev.assay.core.expr;

import static dev.assay.core.expr.Dim.dim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import org.junit.jupiter.api.Test;

class DimTest {
  /** A random formula over numbers and one open size, with what it comes to at a value of it. */
  private record Formula(Dim formula, long value) {
    static Formula draw(Choices choices, Dim.Var x, long at, int depth) {
      if (depth == 0 || choices.chance(0.2)) {
        long c = choices.between(-3, 9);
        return choices.flag() ? new Formula(x, at) : new Formula(dim(c), c);
      }
      Formula l = draw(choices, x, at, depth - 1);
      Formula r = draw(choices, x, at, depth - 1);
      Dim.Op op = Dim.Op.values()[choices.between(0, Dim.Op.values().length - 1)];
      if (op == Dim.Op.DIV || op == Dim.Op.MOD) {
        long divisor = choices.between(1, 4);
        return new Formula(Folding.apply(op, l.formula, dim(divisor)), op.apply(l.value, divisor));
      }
      return new Formula(Folding.apply(op, l.formula, r.formula), op.apply(l.value, r.value));
    }
  }

  private static long evaluate(Dim d, long x) {
    if (d instanceof Dim.Const c) {
      return c.value();
    }
    return d instanceof Dim.Apply a
        ? a.op().apply(evaluate(a.left(), x), evaluate(a.right(), x))
        : x;
  }

  @Test
  void foldingNeverChangesWhatAFormulaComesTo() {
    Choices choices = Choices.of(5);
    for (int k = 0; k < 20_000; k++) {
      long at = choices.between(2, 40);
      Formula f = Formula.draw(choices, Dim.size("n", 2), at, 4);
      assertThat(evaluate(f.formula, at)).as("%s", f.formula).isEqualTo(f.value);
    }
  }

  @Test
  void theRangeOfAFormulaHoldsItsValue() {
    Choices choices = Choices.of(6);
    for (int k = 0; k < 20_000; k++) {
      long at = choices.between(2, 40);
      Formula f = Formula.draw(choices, Dim.size("n", 2), at, 4);
      assertThat(Dim.range(f.formula).holds(f.value)).as("%s", f.formula).isTrue();
    }
  }

  @Test
  void anIndexStaysBelowItsExtent() {
    Dim.Var i = Dim.index("i", dim(5));
    assertThat(Dim.range(i.times(2).plus(1))).isEqualTo(Range.of(1, 9));
    assertThat(i.min(dim(0))).isEqualTo(dim(0));
    assertThat(i.mod(5)).isSameAs(i);
  }

  @Test
  void rulesAreDecidedByRanges() {
    Dim.Var n = Dim.size("n", 3);
    assertThat(n.atLeast(3).decided()).contains(true);
    assertThat(n.atMost(2).decided()).contains(false);
    assertThat(n.is(7).decided()).isEmpty();
    assertThat(n.is(n).decided()).contains(true);
  }

  @Test
  void arithmeticStaysWithinWhatMatters() {
    assertThat(dim(Long.MAX_VALUE).plus(dim(Long.MAX_VALUE))).isEqualTo(dim(Range.FAR));
    assertThat(dim(Range.FAR).times(dim(-Range.FAR))).isEqualTo(dim(-Range.FAR));
    assertThat(dim(7).overUp(2)).isEqualTo(dim(4));
    assertThat(dim(-7).over(2)).isEqualTo(dim(-4));
  }
}
