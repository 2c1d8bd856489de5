package dev.assay.generator;

import static dev.assay.core.expr.Dim.dim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizesTest {
  private static final Taste TASTE = new Taste(8, 0, 0, 0, 0, 0.5, 0, Policy.REAL, false);
  private static final Range SIZE = Range.of(1, 100);

  private static boolean settle(Sizes sizes) {
    try (SizeSolver solver = new SizeSolver()) {
      return sizes.settle(Choices.of(1), TASTE, solver);
    }
  }

  @Test
  void aRuleBetweenOldSizesIsMendedByTheSolver() {
    Sizes before = new Sizes();
    Dim a = before.open("a", SIZE, 3);
    Dim b = before.open("b", SIZE, 5);
    before.require(b.atLeast(4));
    Sizes sizes = new Sizes(before);
    sizes.require(a.is(b));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(a)).isEqualTo(sizes.at(b)).isGreaterThanOrEqualTo(4);
    assertThat(before.at(a)).isEqualTo(3);
  }

  @Test
  void rulesThatContradictEachOtherAreNotSettled() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", SIZE, 3);
    sizes.require(a.atLeast(7));
    sizes.require(a.atMost(6));
    assertThat(settle(sizes)).isFalse();
  }

  @Test
  void aChainOfNeighboursMovesWhereOneSizeIsNotEnough() {
    Sizes before = new Sizes();
    Dim a = before.open("a", SIZE, 3);
    Dim b = before.open("b", SIZE, 3);
    Dim c = before.open("c", SIZE, 3);
    before.require(a.is(b));
    before.require(b.is(c));
    Sizes sizes = new Sizes(before);
    sizes.require(a.is(7));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(Dims.of(a, b, c)).numbers()).containsExactly(7, 7, 7);
  }

  @Test
  void namesOfFormulasFollowTheirSizes() {
    Sizes before = new Sizes();
    Dim a = before.open("a", SIZE, 6);
    Dim half = before.define("half", a.over(2), 0);
    Sizes sizes = new Sizes(before);
    sizes.require(half.is(10));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(half)).isEqualTo(10);
    assertThat(sizes.at(a)).isBetween(20L, 21L);
  }

  @Test
  void productsAreSolvedWithOneFactorFixed() {
    Sizes before = new Sizes();
    Dim.Var a = before.open("a", SIZE, 4);
    Dim.Var b = before.open("b", SIZE, 5);
    Sizes sizes = new Sizes(before);
    List<Dim.Rule> rules = List.of(a.times(b).is(28));
    SizeProblem problem = SizeProblem.of(sizes, List.of(a, b), Map.of(), rules);
    assertThat(problem.open()).containsOnlyKeys(a);
    assertThat(problem.rules()).containsExactly(a.times(dim(5)).is(28));
  }

  @Test
  void tooLargeTensorsShrink() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", SIZE, 90);
    Dim b = sizes.open("b", SIZE, 90);
    sizes.require(a.is(b));
    sizes.limit(List.of(Dims.of(a, b)), 400);
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(a)).isEqualTo(sizes.at(b)).isBetween(1L, 20L);
  }

  @Test
  void binsHaveExponentialBounds() {
    assertThat(List.of(0L, 1L, 2L, 3L, 4L, 5L, 8L, 9L, -5L))
        .extracting(n -> SizeSolver.bin(n).toString())
        .containsExactly(
            "0 to 0",
            "1 to 1",
            "2 to 2",
            "3 to 4",
            "3 to 4",
            "5 to 8",
            "5 to 8",
            "9 to 16",
            "-8 to -5");
  }

  @Test
  void theSolverRoundsQuotientsAsSizesDo() {
    for (long divisor : List.of(3L, -3L)) {
      for (long n = -7; n <= 7; n++) {
        Sizes before = new Sizes();
        Dim a = before.open("a", Range.at(n), n);
        Dim q = before.open("q", Range.of(-99, 99), 50);
        Dim r = before.open("r", Range.of(-99, 99), 50);
        Dim b = before.open("b", Range.of(-99, 99), 50);
        before.require(b.is(a));
        Sizes sizes = new Sizes(before);
        sizes.require(q.is(b.over(divisor)));
        sizes.require(r.is(b.mod(divisor)));
        assertThat(settle(sizes)).isTrue();
        assertThat(sizes.at(q)).isEqualTo(Math.floorDiv(n, divisor));
        assertThat(sizes.at(r)).isEqualTo(Math.floorMod(n, divisor));
      }
    }
  }
}
