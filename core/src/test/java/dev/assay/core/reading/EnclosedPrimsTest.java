package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Containment by choices, tests, integer functions and folds that keep one of their arguments. */
class EnclosedPrimsTest {
  private static final int CASES = 1000;
  private static final Enclosures DOMAIN = new Enclosures();

  private static Lane truth(boolean mayBeFalse, boolean mayBeTrue) {
    return integers(DType.BOOL, mayBeFalse ? 0 : 1, mayBeTrue ? 1 : 0);
  }

  private static Lane integers(DType type, long low, long high) {
    Lane lane = Lane.ofIntervals(type, 1);
    EnclosedIntegers.put(lane, 0, low, high);
    return lane;
  }

  private static Lane reals(double low, double high, boolean nan) {
    Lane lane = Lane.ofIntervals(DType.FLOAT32, 1);
    Grid.putRaw(lane, 0, low, high, nan);
    return lane;
  }

  private static Lane apply(Prim prim, DType type, Lane... args) {
    Lane out = Lane.ofIntervals(type, 1);
    DOMAIN.apply(prim, out, args, 1);
    return out;
  }

  private static boolean holds(Lane lane, long x) {
    DType type = lane.type;
    return type.compare(lane.integer[0], x) <= 0 && type.compare(x, lane.integerHigh[0]) <= 0;
  }

  @Test
  void aChoiceIsOneOfItsArgumentsOrTheHullWhereTheTestIsOpen() {
    Lane yes = reals(-2, -1, true);
    Lane no = reals(3, 4, false);
    Lane either = apply(Prim.SELECT, DType.FLOAT32, truth(true, true), yes, no);
    assertThat(either.real[0]).isEqualTo(-2);
    assertThat(either.realHigh[0]).isEqualTo(4);
    assertThat(either.nan[0]).isTrue();
    Lane first = apply(Prim.SELECT, DType.FLOAT32, truth(false, true), yes, no);
    assertThat(first.realHigh[0]).isEqualTo(-1);
    Lane second = apply(Prim.SELECT, DType.FLOAT32, truth(true, false), yes, no);
    assertThat(second.real[0]).isEqualTo(3);
    assertThat(second.nan[0]).isFalse();
    Lane whole =
        apply(
            Prim.SELECT,
            DType.INT32,
            truth(true, true),
            integers(DType.INT32, -5, -5),
            integers(DType.INT32, 9, 10));
    assertThat(holds(whole, -5) && holds(whole, 10)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // low, high, may be NaN: is it NaN, is it infinite (0 no, 1 yes, 2 open)
    "1, 2, false, 0, 0",
    "1, 2, true, 2, 0",
    "Infinity, -Infinity, true, 1, 0",
    "1, Infinity, false, 0, 2",
    "-Infinity, 1, true, 2, 2",
    "Infinity, Infinity, false, 0, 1",
    "Infinity, Infinity, true, 2, 2",
  })
  void testsOfNanAndInfinityHoldEachTruth(
      double low, double high, boolean nan, int isNan, int isInfinite) {
    Lane x = reals(low, high, nan);
    mustBe(apply(Prim.IS_NAN, DType.BOOL, x), isNan);
    mustBe(apply(Prim.IS_INFINITE, DType.BOOL, x), isInfinite);
  }

  private static void mustBe(Lane truth, int expected) {
    assertThat(holds(truth, 0)).isEqualTo(expected != 1);
    assertThat(holds(truth, 1)).isEqualTo(expected != 0);
  }

  @Test
  void connectivesHoldTheTruthOfEachCombinationAndNoOtherWhereOneIsSure() {
    for (int open = 0; open < 16; open++) {
      boolean[] may = {(open & 1) > 0, (open & 2) > 0, (open & 4) > 0, (open & 8) > 0};
      if ((may[0] || may[1]) && (may[2] || may[3])) {
        Lane x = truth(may[0], may[1]);
        Lane y = truth(may[2], may[3]);
        mustMatch(Prim.NOT, apply(Prim.NOT, DType.BOOL, x), may[1], may[0]);
        mustMatch(Prim.AND, apply(Prim.AND, DType.BOOL, x, y), may[0] || may[2], may[1] && may[3]);
        mustMatch(Prim.OR, apply(Prim.OR, DType.BOOL, x, y), may[0] && may[2], may[1] || may[3]);
      }
    }
  }

  private static void mustMatch(Prim prim, Lane out, boolean mayBeFalse, boolean mayBeTrue) {
    assertThat(holds(out, 0)).as("%s may be false", prim).isEqualTo(mayBeFalse);
    assertThat(holds(out, 1)).as("%s may be true", prim).isEqualTo(mayBeTrue);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INT8", "UINT8", "INT32", "INT64", "UINT64"},
      value = DType.class)
  void integerPowersNegationsAndSizesHoldWhatEachNumberInsideGives(DType type) {
    Choices choices = Choices.of(type.ordinal());
    for (int c = 0; c < CASES; c++) {
      long low = number(choices, type);
      long high = type.wrap(low + choices.between(0, 6));
      high = type.compare(low, high) <= 0 ? high : low;
      long at = choices.flag() ? low : high;
      long exponent = choices.between(0, 5);
      Lane x = integers(type, low, high);
      for (Prim prim : new Prim[] {Prim.NEG, Prim.ABS}) {
        assertThat(holds(apply(prim, type, x), Integers.of(prim, type, at, at)))
            .as("%s of %s in %s..%s", prim, at, low, high)
            .isTrue();
      }
      Lane power = apply(Prim.POW, type, x, integers(type, exponent, exponent));
      assertThat(holds(power, Integers.of(Prim.POW, type, at, exponent)))
          .as("%s in %s..%s to %s", at, low, high, exponent)
          .isTrue();
    }
  }

  private static long number(Choices choices, DType type) {
    return type.wrap(
        choices.flag()
            ? choices.between(-9, 9)
            : choices.between(Long.MIN_VALUE, Long.MAX_VALUE - 1));
  }

  @Test
  void aSmallIntegerPowerIsAPoint() {
    Lane power =
        apply(Prim.POW, DType.INT32, integers(DType.INT32, -3, -3), integers(DType.INT32, 3, 3));
    assertThat(power.integer[0]).isEqualTo(-27);
    assertThat(power.integerHigh[0]).isEqualTo(-27);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"MIN", "MAX"},
      value = Prim.class)
  void theLeastAndGreatestOfFloatsHoldThatOfNumbersInsideAndNoMore(Prim prim) {
    Choices choices = Choices.of(prim.ordinal());
    for (int c = 0; c < CASES; c++) {
      Domain.Folder folder = DOMAIN.folder(prim, DType.FLOAT32, 1);
      folder.begin(1);
      int steps = choices.between(1, 6);
      double of = prim == Prim.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      double ofLows = of;
      double ofHighs = of;
      for (int s = 0; s < steps; s++) {
        double low = DType.FLOAT32.nearest(choices.normal());
        double high = choices.flag() ? low : DType.FLOAT32.nearest(low + choices.unit());
        folder.step(reals(low, high, false), 1);
        of = Reals.of(prim, of, choices.flag() ? low : high);
        ofLows = Reals.of(prim, ofLows, low);
        ofHighs = Reals.of(prim, ofHighs, high);
      }
      Lane out = Lane.ofIntervals(DType.FLOAT32, 1);
      folder.end(out, 1);
      assertThat(of).isBetween(out.real[0], out.realHigh[0]);
      assertThat(out.real[0]).isEqualTo(ofLows);
      assertThat(out.realHigh[0]).isEqualTo(ofHighs);
    }
  }

  @ParameterizedTest
  @CsvSource({"MIN, INT8", "MAX, INT8", "MIN, UINT64", "MAX, UINT64", "AND, BOOL", "OR, BOOL"})
  void theLeastGreatestAndConnectiveOfManyHoldThatOfNumbersInside(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal());
    boolean least = prim == Prim.MIN || prim == Prim.AND;
    for (int c = 0; c < CASES; c++) {
      Domain.Folder folder = DOMAIN.folder(prim, type, 1);
      folder.begin(1);
      long of = least ? type.high() : type.low();
      int steps = choices.between(1, 6);
      for (int s = 0; s < steps; s++) {
        long a = type == DType.BOOL ? choices.between(0, 1) : number(choices, type);
        long b = type == DType.BOOL ? choices.between(0, 1) : number(choices, type);
        boolean inOrder = type.compare(a, b) <= 0;
        folder.step(integers(type, inOrder ? a : b, inOrder ? b : a), 1);
        of = Integers.of(prim, type, of, a);
      }
      Lane out = Lane.ofIntervals(type, 1);
      folder.end(out, 1);
      assertThat(holds(out, of)).as("%s of %s steps", prim, steps).isTrue();
    }
  }
}
