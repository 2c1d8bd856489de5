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
  private static final Taste TASTE = new Taste(8, 0, 0, 0, 0, 0, 0.5, 0, Policy.REAL, false);
  private static final Range SIZE = Range.of(1, 100);

  private static boolean settle(Sizes sizes) {
    try (SizeSolver solver = new SizeSolver(new Tally())) {
      return new SizeSearch(sizes, Choices.of(1), TASTE, solver).settle();
    }
  }

  @Test
  void aRuleBetweenOldSizesIsMendedByTheSolver() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 3);
    Dim b = sizes.open("b", 0, SIZE, 5);
    sizes.require(b.atLeast(4));
    sizes.begin();
    sizes.require(a.is(b));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(a)).isEqualTo(sizes.at(b)).isGreaterThanOrEqualTo(4);
    sizes.undo();
    assertThat(sizes.at(Dims.of(a, b)).numbers()).containsExactly(3, 5);
  }

  @Test
  void movesAreTakenBackDownToAnyOfThem() {
    Sizes sizes = new Sizes();
    Dim.Var a = sizes.open("a", 0, SIZE, 3);
    Dim twice = sizes.define("twice", a.times(2), 1);
    Size size = sizes.all().get(0);
    sizes.set(size, 5);
    int moves = sizes.moves();
    sizes.set(size, 7);
    sizes.set(size, 9);
    sizes.takeBack(moves);
    assertThat(sizes.at(Dims.of(a, twice)).numbers()).containsExactly(5, 10);
    sizes.takeBack(0);
    assertThat(sizes.at(Dims.of(a, twice)).numbers()).containsExactly(3, 6);
  }

  @Test
  void rulesThatContradictEachOtherAreNotSettled() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 3);
    sizes.require(a.atLeast(7));
    sizes.require(a.atMost(6));
    assertThat(settle(sizes)).isFalse();
  }

  @Test
  void aChainOfNeighboursMovesWhereOneSizeIsNotEnough() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 3);
    Dim b = sizes.open("b", 0, SIZE, 3);
    Dim c = sizes.open("c", 0, SIZE, 3);
    sizes.require(a.is(b));
    sizes.require(b.is(c));
    sizes.begin();
    sizes.require(a.is(7));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(Dims.of(a, b, c)).numbers()).containsExactly(7, 7, 7);
  }

  @Test
  void namesOfFormulasFollowTheirSizes() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 6);
    Dim half = sizes.define("half", a.over(2), 0);
    sizes.begin();
    sizes.require(half.is(10));
    assertThat(settle(sizes)).isTrue();
    assertThat(sizes.at(half)).isEqualTo(10);
    assertThat(sizes.at(a)).isBetween(20L, 21L);
  }

  @Test
  void productsAreSolvedWithOneFactorFixed() {
    Sizes sizes = new Sizes();
    Dim.Var a = sizes.open("a", 0, SIZE, 4);
    Dim.Var b = sizes.open("b", 0, SIZE, 5);
    sizes.begin();
    sizes.require(a.times(b).is(28));
    SizeProblem problem = SizeProblem.of(sizes, sizes.all(), Map.of(), sizes.bonds());
    assertThat(problem.open()).containsOnlyKeys(a);
    assertThat(problem.rules()).containsExactly(a.times(dim(5)).is(28));
  }

  @Test
  void whatIsUndoneLeavesNothingBehind() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 6);
    sizes.require(a.atLeast(2));
    Dim twice = sizes.define("twice", a.times(2), 0);
    sizes.begin();
    Dim b = sizes.open("b", 0, SIZE, 9);
    sizes.define("sum", a.plus(b), 0);
    sizes.require(b.is(twice));
    sizes.limit(List.of(Dims.of(a, b)), 40);
    assertThat(settle(sizes)).isTrue();
    sizes.undo();
    assertThat(sizes.at(Dims.of(a, twice)).numbers()).containsExactly(6, 12);
    assertThat(sizes.bonds()).hasSize(1);
    assertThat(sizes.limits()).isEmpty();
    assertThat(sizes.all())
        .singleElement()
        .satisfies(s -> assertThat(s.names()).hasSize(1))
        .satisfies(s -> assertThat(s.bonds()).hasSize(1));
  }

  @Test
  void tooLargeTensorsShrink() {
    Sizes sizes = new Sizes();
    Dim a = sizes.open("a", 0, SIZE, 90);
    Dim b = sizes.open("b", 0, SIZE, 90);
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
        Sizes sizes = new Sizes();
        Dim a = sizes.open("a", 0, Range.at(n), n);
        Dim q = sizes.open("q", 0, Range.of(-99, 99), 50);
        Dim r = sizes.open("r", 0, Range.of(-99, 99), 50);
        Dim b = sizes.open("b", 0, Range.of(-99, 99), 50);
        sizes.begin();
        sizes.require(b.is(a));
        sizes.require(q.is(b.over(divisor)));
        sizes.require(r.is(b.mod(divisor)));
        assertThat(settle(sizes)).isTrue();
        assertThat(sizes.at(q)).isEqualTo(Math.floorDiv(n, divisor));
        assertThat(sizes.at(r)).isEqualTo(Math.floorMod(n, divisor));
      }
    }
  }
}
