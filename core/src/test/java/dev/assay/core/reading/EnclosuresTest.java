package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of enclosures: they hold what they must, and what is exact stays a point. */
class EnclosuresTest {
  private static final int CASES = 1000;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Enclosures DOMAIN = new Enclosures();

  private static final Set<Prim> ONE =
      EnumSet.of(
          Prim.NEG,
          Prim.ABS,
          Prim.FLOOR,
          Prim.CEIL,
          Prim.ROUND,
          Prim.TRUNC,
          Prim.SQRT,
          Prim.EXP,
          Prim.LOG,
          Prim.LOG1P,
          Prim.SIN,
          Prim.COS,
          Prim.TAN,
          Prim.ASIN,
          Prim.ACOS,
          Prim.ATAN,
          Prim.SINH,
          Prim.COSH,
          Prim.TANH,
          Prim.ASINH,
          Prim.ACOSH,
          Prim.ATANH,
          Prim.ERF,
          Prim.SIGMOID);

  private static final Set<Prim> TWO =
      EnumSet.of(
          Prim.ADD, Prim.SUB, Prim.MUL, Prim.DIV, Prim.MOD, Prim.REM, Prim.POW, Prim.MIN, Prim.MAX);

  private static final Set<Prim> TESTS = EnumSet.of(Prim.EQUAL, Prim.LESS, Prim.LESS_EQUAL);

  private static final List<DType> FLOATS =
      List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64);

  static Stream<Arguments> functionsOfOne() {
    return ONE.stream().flatMap(p -> FLOATS.stream().map(t -> Arguments.of(p, t)));
  }

  static Stream<Arguments> functionsOfTwo() {
    return TWO.stream().flatMap(p -> FLOATS.stream().map(t -> Arguments.of(p, t)));
  }

  static Stream<Arguments> testsOfTwo() {
    return TESTS.stream().flatMap(p -> FLOATS.stream().map(t -> Arguments.of(p, t)));
  }

  // ---- what is inside the arguments gives what is inside the result

  @ParameterizedTest
  @MethodSource("functionsOfOne")
  void aFunctionOfOneHoldsBothRoundingsOfEachValueInside(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal() * 100L + type.ordinal());
    for (int c = 0; c < CASES; c++) {
      Interval x = Interval.draw(choices, type);
      Interval y = x.apply(prim);
      double at = x.inside(choices);
      y.mustHold(type, Reals.of(prim, at), prim + " of " + at + " in " + x);
    }
  }

  @ParameterizedTest
  @MethodSource("functionsOfTwo")
  void aFunctionOfTwoHoldsBothRoundingsOfEachValueInside(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal() * 100L + type.ordinal());
    for (int c = 0; c < CASES; c++) {
      Interval x = Interval.draw(choices, type);
      Interval y = Interval.draw(choices, type);
      double a = x.inside(choices);
      double b = y.inside(choices);
      String what = prim + " of " + a + " in " + x + " and " + b + " in " + y;
      double v = Reals.of(prim, a, b);
      Interval z = x.apply(prim, y);
      if (type == DType.FLOAT64 && Double.isFinite(v) && isExactly(prim, a, b)) {
        z.mustHoldExactly(exactly(prim, a, b), what);
      } else {
        z.mustHold(type, v, what);
      }
    }
  }

  private static final Set<Prim> EXACTLY = EnumSet.of(Prim.ADD, Prim.SUB, Prim.MUL, Prim.DIV);

  private static boolean isExactly(Prim prim, double x, double y) {
    return EXACTLY.contains(prim)
        && Double.isFinite(x)
        && Double.isFinite(y)
        && (prim != Prim.DIV || y != 0);
  }

  private static BigDecimal exactly(Prim prim, double x, double y) {
    BigDecimal a = new BigDecimal(x);
    BigDecimal b = new BigDecimal(y);
    return switch (prim) {
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      default -> a.divide(b, new MathContext(2000));
    };
  }

  @ParameterizedTest
  @MethodSource("testsOfTwo")
  void aTestHoldsTheTruthOfEachPairInside(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal());
    for (int c = 0; c < CASES; c++) {
      Interval x = Interval.draw(choices, type);
      Interval y = choices.chance(0.2) ? x : Interval.draw(choices, type);
      double a = x.inside(choices);
      double b = y.inside(choices);
      long truth = Reals.test(prim, a, b) ? 1 : 0;
      Lane out = Lane.ofIntervals(DType.BOOL, 1);
      DOMAIN.apply(prim, out, new Lane[] {x.lane(), y.lane()}, 1);
      assertThat(truth)
          .as("%s of %s in %s and %s in %s", prim, a, x, b, y)
          .isBetween(out.integer[0], out.integerHigh[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("functionsOfTwo")
  void aWiderArgumentNeverGivesANarrowerResult(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal() * 31L + type.ordinal());
    for (int c = 0; c < CASES; c++) {
      Interval x = Interval.draw(choices, type);
      Interval y = Interval.draw(choices, type);
      Interval wider = new Interval(type, type.down(x.low - 0.1), type.up(x.high + 0.1), x.nan);
      Interval narrow = x.apply(prim, y);
      Interval wide = wider.apply(prim, y);
      if (narrow.low <= narrow.high) {
        assertThat(wide.low)
            .as("%s of %s, %s and %s", prim, x, wider, y)
            .isLessThanOrEqualTo(narrow.low);
        assertThat(wide.high)
            .as("%s of %s, %s and %s", prim, x, wider, y)
            .isGreaterThanOrEqualTo(narrow.high);
      }
    }
  }

  @Test
  void theErrorFunctionIsWithinItsBound() {
    Choices choices = Choices.of(5);
    for (int c = 0; c < 300; c++) {
      double x = 7 * choices.unit() - 0.5;
      Interval y = new Interval(DType.FLOAT64, x, x, false).apply(Prim.ERF);
      y.mustHoldExactly(erf(new BigDecimal(x)), "erf of " + x);
    }
  }

  /** The Maclaurin series with 100 digits. */
  private static BigDecimal erf(BigDecimal x) {
    MathContext digits = new MathContext(100);
    BigDecimal power = x;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 0; n < 400; n++) {
      sum = sum.add(power.divide(new BigDecimal(2 * n + 1), digits), digits);
      power = power.multiply(x, digits).multiply(x, digits).divide(new BigDecimal(-n - 1), digits);
    }
    BigDecimal rootOfPi =
        new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459")
            .sqrt(digits);
    return sum.multiply(BigDecimal.valueOf(2)).divide(rootOfPi, digits);
  }

  // ---- what is exact stays a point

  @ParameterizedTest
  @EnumSource(
      names = {"ADD", "SUB", "MUL", "MIN", "MAX", "REM", "POW"},
      value = Prim.class)
  void smallIntegersStayPoints(Prim prim) {
    Choices choices = Choices.of(1);
    for (DType type : FLOATS) {
      for (int c = 0; c < 200; c++) {
        double a = choices.between(-9, 9);
        double b = prim == Prim.POW ? choices.between(0, 2) : choices.between(1, 9);
        Interval z = Interval.at(type, a).apply(prim, Interval.at(type, b));
        assertThat(z).isEqualTo(Interval.at(type, Reals.of(prim, a, b) + 0.0));
      }
    }
  }

  @Test
  void divisionByAPowerOfTwoAndRootsOfPowersOfFourStayPoints() {
    for (DType type : FLOATS) {
      assertThat(Interval.at(type, 7).apply(Prim.DIV, Interval.at(type, -4)))
          .isEqualTo(Interval.at(type, -1.75));
      assertThat(Interval.at(type, 0.0625).apply(Prim.SQRT)).isEqualTo(Interval.at(type, 0.25));
      assertThat(Interval.at(type, 7).apply(Prim.DIV, Interval.at(type, 3)).low)
          .isLessThan(7.0 / 3);
    }
  }

  @ParameterizedTest
  @MethodSource("functionsOfOne")
  void whatIsRoundedIsNoPointAndWhatIsNotIs(Prim prim, DType type) {
    Set<Prim> exact = EnumSet.of(Prim.NEG, Prim.ABS, Prim.FLOOR, Prim.CEIL, Prim.ROUND, Prim.TRUNC);
    Choices choices = Choices.of(2);
    for (int c = 0; c < 200; c++) {
      double x = prim == Prim.ACOSH ? 1.25 + choices.unit() : 0.125 + choices.unit() / 2;
      Interval y = Interval.at(type, type.nearest(x)).apply(prim);
      boolean exactRoot = prim == Prim.SQRT && y.low * y.low == type.nearest(x);
      assertThat(y.isPoint()).isEqualTo(exact.contains(prim) || exactRoot);
    }
  }

  @Test
  void aSquareIsNeverNegativeAndADifferenceWithItselfIsZero() {
    Lane x = new Interval(DType.FLOAT32, -2, 3, false).lane();
    assertThat(Interval.of(Prim.MUL, DType.FLOAT32, x, x))
        .isEqualTo(new Interval(DType.FLOAT32, 0, 9, false));
    assertThat(Interval.of(Prim.SUB, DType.FLOAT32, x, x)).isEqualTo(Interval.at(DType.FLOAT32, 0));
  }

  // ---- NaN and infinity

  @Test
  void theRootOfAnIntervalThatReachesBelowZeroMayBeNan() {
    Interval y = new Interval(DType.FLOAT32, -1, 4, false).apply(Prim.SQRT);
    assertThat(y.nan).isTrue();
    assertThat(y.low).isZero();
    assertThat(y.high).isBetween(2.0, 2.000002);
    assertThat(Interval.at(DType.FLOAT32, -1).apply(Prim.SQRT)).isEqualTo(Interval.NAN);
  }

  @Test
  void nanGoesThroughArithmeticAndLeavesNoNumber() {
    for (Prim p : TWO) {
      if (p != Prim.MIN && p != Prim.MAX && p != Prim.POW) {
        assertThat(Interval.NAN.apply(p, Interval.at(DType.FLOAT32, 2)))
            .as("%s", p)
            .isEqualTo(Interval.NAN);
      }
    }
    for (Prim p : ONE) {
      assertThat(Interval.NAN.apply(p)).as("%s", p).isEqualTo(Interval.NAN);
    }
  }

  @Test
  void theGreaterOfNanAndANumberMayBeEither() {
    Interval y = Interval.NAN.apply(Prim.MAX, Interval.at(DType.FLOAT32, 2));
    assertThat(y).isEqualTo(new Interval(DType.FLOAT32, 2, 2, true));
  }

  @Test
  void infinityLessInfinityIsNan() {
    Interval infinite = Interval.at(DType.FLOAT32, INFINITY);
    assertThat(infinite.apply(Prim.SUB, Interval.at(DType.FLOAT32, INFINITY)))
        .isEqualTo(Interval.NAN);
    assertThat(infinite.apply(Prim.MUL, Interval.at(DType.FLOAT32, 0))).isEqualTo(Interval.NAN);
    assertThat(infinite.apply(Prim.ADD, new Interval(DType.FLOAT32, -INFINITY, 5, false)))
        .isEqualTo(new Interval(DType.FLOAT32, INFINITY, INFINITY, true));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0})
  void theOddNegativePowersOfZeroAreInfiniteOfEitherSign(double zero) {
    for (DType type : FLOATS) {
      Interval x = Interval.at(type, zero);
      assertThat(x.apply(Prim.POW, Interval.at(type, -3)))
          .isEqualTo(new Interval(type, -INFINITY, INFINITY, false));
      assertThat(x.apply(Prim.POW, Interval.at(type, -2)))
          .isEqualTo(new Interval(type, INFINITY, INFINITY, false));
    }
  }

  @Test
  void whatOverflowsMayStayAtTheGreatestNumber() {
    for (DType type : FLOATS) {
      Interval y = Interval.at(type, type.max()).apply(Prim.MUL, Interval.at(type, 2));
      assertThat(y).isEqualTo(new Interval(type, type.max(), INFINITY, false));
      assertThat(Interval.at(type, type.max()).apply(Prim.EXP))
          .isEqualTo(new Interval(type, type.max(), INFINITY, false));
    }
  }

  @Test
  void whatIsInexactAmongTheSubnormalsMayBeFlushed() {
    double tiny = 0x1p-100;
    Interval y =
        Interval.at(DType.FLOAT32, tiny * 3)
            .apply(Prim.MUL, Interval.at(DType.FLOAT32, 0x1.000002p-48));
    assertThat(y).isEqualTo(new Interval(DType.FLOAT32, 0, 0x1p-126, false));
  }

  // ---- folds

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT32", "FLOAT16", "BFLOAT16", "FLOAT64"},
      value = DType.class)
  void aSumHoldsWhatAnyOrderOfRoundedAdditionsGives(DType type) {
    Choices choices = Choices.of(type.ordinal());
    DType accumulator = type.bits() < 32 ? DType.FLOAT32 : type;
    for (int c = 0; c < 500; c++) {
      int terms = choices.between(1, 40);
      Domain.Folder folder = DOMAIN.folder(Prim.ADD, type, 1);
      folder.begin(1);
      double sum = 0;
      double backwards = 0;
      double[] drawn = new double[terms];
      for (int t = 0; t < terms; t++) {
        Interval x = Interval.draw(choices, type, 100);
        drawn[t] = x.inside(choices);
        folder.step(x.lane(), 1);
        sum = accumulator.nearest(sum + drawn[t]);
      }
      for (int t = terms - 1; t >= 0; t--) {
        backwards = accumulator.nearest(backwards + drawn[t]);
      }
      Interval y = Interval.ofEnd(folder, type);
      y.mustHold(type, sum, "sum of " + Arrays.toString(drawn));
      y.mustHold(type, backwards, "sum of " + Arrays.toString(drawn));
    }
  }

  @Test
  void aSumOfNumbersThatOverflowsMayBeInfinite() {
    for (DType type : FLOATS) {
      Domain.Folder folder = DOMAIN.folder(Prim.ADD, type, 1);
      folder.begin(1);
      double most = type.bits() < 32 ? DType.FLOAT32.max() : type.max();
      folder.step(new Interval(type, most, most, false).lane(), 1);
      folder.step(new Interval(type, most, most, false).lane(), 1);
      Interval.ofEnd(folder, type).mustHoldItself(INFINITY, "twice the greatest number");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT32", "FLOAT16", "BFLOAT16", "FLOAT64"},
      value = DType.class)
  void aSumOfProductsHoldsWhatRoundedAdditionsGive(DType type) {
    Choices choices = Choices.of(type.ordinal());
    DType accumulator = type.bits() < 32 ? DType.FLOAT32 : type;
    for (int c = 0; c < 500; c++) {
      int terms = choices.between(1, 40);
      Domain.Folder folder = DOMAIN.folder(Prim.ADD, type, 1);
      folder.begin(1);
      double sum = 0;
      for (int t = 0; t < terms; t++) {
        Interval x = Interval.draw(choices, type, 100);
        Interval y = Interval.draw(choices, type, 100);
        folder.step(x.lane(), y.lane(), 1);
        double product = accumulator.nearest(x.inside(choices) * y.inside(choices));
        sum = accumulator.nearest(sum + product);
      }
      Interval.ofEnd(folder, type).mustHold(type, sum, "sum of " + terms + " products");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT32", "FLOAT16", "BFLOAT16", "FLOAT64"},
      value = DType.class)
  void sumsOfIntegersStayPoints(DType type) {
    Choices choices = Choices.of(3);
    Domain.Folder sum = DOMAIN.folder(Prim.ADD, type, 1);
    Domain.Folder products = DOMAIN.folder(Prim.ADD, type, 1);
    sum.begin(1);
    products.begin(1);
    double total = 0;
    double ofProducts = 0;
    for (int t = 0; t < 20; t++) {
      double a = choices.between(-3, 3);
      double b = choices.between(-3, 3);
      total += a;
      ofProducts += a * b;
      sum.step(Interval.at(type, a).lane(), 1);
      products.step(Interval.at(type, a).lane(), Interval.at(type, b).lane(), 1);
    }
    assertThat(Interval.ofEnd(sum, type)).isEqualTo(Interval.at(type, total + 0.0));
    assertThat(Interval.ofEnd(products, type)).isEqualTo(Interval.at(type, ofProducts + 0.0));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT32", "FLOAT16", "BFLOAT16", "FLOAT64"},
      value = DType.class)
  void aProductHoldsWhatAnyOrderOfRoundedMultiplicationsGives(DType type) {
    Choices choices = Choices.of(type.ordinal());
    for (int c = 0; c < 500; c++) {
      mustHoldProducts(type, k -> Interval.draw(k, type, 4), choices);
      // points of few digits, of which some products are exact and others are rounded
      mustHoldProducts(type, k -> Interval.at(type, 2 * k.between(0, 15) + 1), choices);
    }
  }

  private static void mustHoldProducts(
      DType type, Function<Choices, Interval> factor, Choices choices) {
    int factors = choices.between(1, 12);
    Domain.Folder folder = DOMAIN.folder(Prim.MUL, type, 1);
    folder.begin(1);
    double[] drawn = new double[factors];
    double product = 1;
    double backwards = 1;
    for (int t = 0; t < factors; t++) {
      Interval x = factor.apply(choices);
      drawn[t] = x.inside(choices);
      folder.step(x.lane(), 1);
      product = type.nearest(product * drawn[t]);
    }
    for (int t = factors - 1; t >= 0; t--) {
      backwards = type.nearest(backwards * drawn[t]);
    }
    Interval y = Interval.ofEnd(folder, type);
    String what = "product of " + Arrays.toString(drawn);
    y.mustHold(type, product, what);
    y.mustHold(type, backwards, what);
  }

  @Test
  void aProductOfSmallIntegersStaysAPoint() {
    Domain.Folder folder = DOMAIN.folder(Prim.MUL, DType.FLOAT32, 1);
    folder.begin(1);
    for (double factor : new double[] {3, -5, 7, 0.25, 11}) {
      folder.step(Interval.at(DType.FLOAT32, factor).lane(), 1);
    }
    assertThat(Interval.ofEnd(folder, DType.FLOAT32))
        .isEqualTo(Interval.at(DType.FLOAT32, -288.75));
  }

  // ---- integers

  @ParameterizedTest
  @EnumSource(
      names = {"INT8", "UINT8", "INT32", "INT64", "UINT64"},
      value = DType.class)
  void anIntegerIntervalHoldsWhatEachPairInsideGives(DType type) {
    Choices choices = Choices.of(type.ordinal());
    Set<Prim> prims =
        EnumSet.of(
            Prim.ADD,
            Prim.SUB,
            Prim.MUL,
            Prim.DIV,
            Prim.MOD,
            Prim.REM,
            Prim.MIN,
            Prim.MAX,
            Prim.AND,
            Prim.OR,
            Prim.XOR,
            Prim.SHIFT_LEFT,
            Prim.SHIFT_RIGHT);
    for (Prim prim : prims) {
      for (int c = 0; c < CASES; c++) {
        long[] x = integers(choices, type);
        long[] y = integers(choices, type);
        long a = x[choices.between(0, 2)];
        long b = y[choices.between(0, 2)];
        Lane out = Lane.ofIntervals(type, 1);
        DOMAIN.apply(prim, out, new Lane[] {lane(type, x), lane(type, y)}, 1);
        long v = Integers.of(prim, type, a, b);
        assertThat(type.compare(out.integer[0], v) <= 0 && type.compare(v, out.integerHigh[0]) <= 0)
            .as("%s of %s in %s and %s in %s", prim, a, Arrays.toString(x), b, Arrays.toString(y))
            .isTrue();
      }
    }
  }

  /** The least, one inside and the greatest of an interval. */
  private static long[] integers(Choices choices, DType type) {
    long spread = choices.flag() ? 0 : choices.between(0, 20);
    long l =
        choices.flag()
            ? type.wrap(choices.between(-20, 20))
            : type.wrap(choices.between(Long.MIN_VALUE, Long.MAX_VALUE - 1));
    long h = type.wrap(l + spread);
    if (type.compare(l, h) > 0) {
      h = type.high();
    }
    long m = type.wrap(l + choices.between(0, (int) Math.min(20, h - l)));
    return new long[] {l, m, h};
  }

  private static Lane lane(DType type, long[] x) {
    Lane lane = Lane.ofIntervals(type, 1);
    lane.integer[0] = x[0];
    lane.integerHigh[0] = x[2];
    return lane;
  }

  // ---- casts

  @ParameterizedTest
  @EnumSource(DType.class)
  void aCastHoldsTheCastOfEachNumberInside(DType to) {
    if (to == DType.STRING || to == DType.FLOAT8E8M0) {
      return;
    }
    Choices choices = Choices.of(to.ordinal());
    for (Prim prim : new Prim[] {Prim.CAST, Prim.CAST_WRAPPING}) {
      for (int c = 0; c < CASES; c++) {
        Interval x = Interval.draw(choices, DType.FLOAT32);
        double a = x.inside(choices);
        Lane out = Lane.ofIntervals(to, 1);
        DOMAIN.apply(prim, out, new Lane[] {x.lane()}, 1);
        String what = prim + " of " + a + " in " + x + " to " + to;
        if (to.isFloat()) {
          Interval.of(out).mustHoldItself(to.cast(a, prim == Prim.CAST), what);
        } else if (!Double.isNaN(a) && a > -128 && a < 127) {
          long v = Casts.integer(to, a);
          assertThat(to.compare(out.integer[0], v) <= 0 && to.compare(v, out.integerHigh[0]) <= 0)
              .as(what)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT16", "BFLOAT16"})
  void aConversionHoldsBothTheRoundedAndTheWideNumber(DType to) {
    Choices choices = Choices.of(to.ordinal());
    for (int c = 0; c < CASES; c++) {
      Interval x = Interval.draw(choices, DType.FLOAT32);
      double a = x.inside(choices);
      Lane out = Lane.ofIntervals(to, 1);
      DOMAIN.apply(Prim.CONVERT, out, new Lane[] {x.lane()}, 1);
      Interval.of(out).mustHoldItself(a, a + " kept wide");
      Interval.of(out).mustHoldItself(to.nearest(a), a + " rounded to " + to);
    }
  }

  @Test
  void castsOfIntegersThatFitStayPoints() {
    Lane x = Lane.ofPoints(Tensor.of(DType.INT64, new int[] {3}, 3, -7, (1L << 53) + 1));
    Lane single = Lane.ofIntervals(DType.FLOAT32, 3);
    Lane twofold = Lane.ofIntervals(DType.FLOAT64, 3);
    DOMAIN.apply(Prim.CAST, single, new Lane[] {x}, 3);
    DOMAIN.apply(Prim.CAST, twofold, new Lane[] {x}, 3);
    assertThat(single.real).startsWith(3, -7);
    assertThat(single.realHigh).startsWith(3, -7);
    assertThat(twofold.real[2]).isEqualTo(0x1p53);
    assertThat(twofold.realHigh[2]).isEqualTo(0x1p53 + 2);
  }

  // ---- one interval of floats

  private record Interval(DType type, double low, double high, boolean nan) {
    static final Interval NAN = new Interval(DType.FLOAT32, INFINITY, -INFINITY, true);

    static Interval at(DType type, double x) {
      return new Interval(type, x, x, false);
    }

    static Interval draw(Choices choices, DType type) {
      return draw(choices, type, Math.min(type.max(), 1e30));
    }

    /** Mostly small, sometimes up to a size, with NaN and infinity where that is infinite. */
    static Interval draw(Choices choices, DType type, double most) {
      double x = number(choices, type, most);
      if (choices.chance(0.3)) {
        return at(type, x);
      }
      if (Math.abs(x) == INFINITY) {
        double end = type.nearest(choices.normal());
        return new Interval(type, Math.min(x, end), Math.max(x, end), choices.flag());
      }
      double width = choices.flag() ? Math.abs(x) * 1e-3 : Math.abs(number(choices, type, most));
      double end = type.up(Math.min(most, x + width));
      return new Interval(type, x, Math.max(x, end), most > 1000 && choices.chance(0.05));
    }

    private static double number(Choices choices, DType type, double most) {
      return switch (choices.between(0, 9)) {
        case 0 -> choices.between(-4, 4);
        case 1 ->
            most > 1000 && choices.chance(0.1) ? Math.copySign(INFINITY, choices.normal()) : 1;
        case 2 -> type.nearest(Math.copySign(Math.pow(most, choices.unit()), choices.normal()));
        case 3 -> type.nearest(choices.normal() * 1e-3);
        default -> type.nearest(2 * choices.normal());
      };
    }

    /** One of the numbers inside, or NaN where it is possible. */
    double inside(Choices choices) {
      if (nan && choices.chance(0.2)) {
        return Double.NaN;
      }
      if (low == high || !(high - low < INFINITY)) {
        return choices.flag() ? low : high;
      }
      return switch (choices.between(0, 3)) {
        case 0 -> low;
        case 1 -> high;
        default -> {
          double x = type.nearest(low + choices.unit() * (high - low));
          yield Math.max(low, Math.min(high, x));
        }
      };
    }

    boolean isPoint() {
      return low == high && !nan || low > high;
    }

    Lane lane() {
      Lane lane = Lane.ofIntervals(type, 1);
      Grid.putRaw(lane, 0, low, high, nan);
      return lane;
    }

    Interval apply(Prim prim) {
      return of(prim, type, lane());
    }

    Interval apply(Prim prim, Interval y) {
      return of(prim, type, lane(), y.lane());
    }

    static Interval of(Prim prim, DType type, Lane... args) {
      Lane out = Lane.ofIntervals(type, 1);
      DOMAIN.apply(prim, out, args, 1);
      return of(out);
    }

    static Interval of(Lane lane) {
      return new Interval(lane.type, lane.real[0] + 0.0, lane.realHigh[0] + 0.0, lane.nan[0]);
    }

    static Interval ofEnd(Domain.Folder folder, DType type) {
      Lane out = Lane.ofIntervals(type, 1);
      folder.end(out, 1);
      return of(out);
    }

    /** A value, and both numbers of the type next to it. */
    void mustHold(DType of, double v, String what) {
      if (Double.isNaN(v)) {
        assertThat(nan).as("%s is NaN", what).isTrue();
      } else {
        double below = of.down(v);
        double above = of.up(v);
        assertThat(low).as(what).isLessThanOrEqualTo(below == -INFINITY ? v : below);
        assertThat(high).as(what).isGreaterThanOrEqualTo(above == INFINITY ? v : above);
      }
    }

    void mustHoldItself(double v, String what) {
      assertThat(Double.isNaN(v) ? nan : low <= v && v <= high).as("%s, %s", what, this).isTrue();
    }

    void mustHoldExactly(BigDecimal v, String what) {
      assertThat(low == -INFINITY || new BigDecimal(low).compareTo(v) <= 0).as(what).isTrue();
      assertThat(high == INFINITY || new BigDecimal(high).compareTo(v) >= 0).as(what).isTrue();
    }
  }
}
