package dev.assay.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DTypeTest {
  static List<DType> floats() {
    return Arrays.stream(DType.values()).filter(DType::isFloat).toList();
  }

  static List<DType> integers() {
    return Arrays.stream(DType.values()).filter(DType::isInteger).toList();
  }

  private static Set<DType> some(Choices choices) {
    return Arrays.stream(DType.values())
        .filter(t -> choices.flag())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DType.class)));
  }

  @Test
  void twoSetsHaveInCommonWhatBothHoldInTheOrderOfDeclaration() {
    Choices choices = Choices.of(2);
    for (int k = 0; k < 200; k++) {
      Set<DType> a = some(choices);
      Set<DType> b = DType.common(some(choices), DType.ANY);
      Set<DType> common = DType.common(a, b);
      List<DType> both =
          Arrays.stream(DType.values()).filter(t -> a.contains(t) && b.contains(t)).toList();
      assertThat(common).containsExactlyElementsOf(both).hasSameSizeAs(both);
      assertThat(DType.ANY).allMatch(t -> common.contains(t) == both.contains(t));
    }
  }

  private static double draw(DType t, Choices choices) {
    return t == DType.FLOAT8E8M0
        ? Math.scalb(1 + choices.unit(), choices.between(-100, 100))
        : Math.IEEEremainder(
            Math.scalb(choices.normal(), choices.between(t.leastExponent() - 3, 3)), t.max());
  }

  @ParameterizedTest
  @MethodSource("floats")
  void downAndUpEncloseANumberAndNearestIsOneOfThem(DType t) {
    Choices choices = Choices.of(1);
    for (int k = 0; k < 2000; k++) {
      double x = draw(t, choices);
      double down = t.down(x);
      double up = t.up(x);
      assertThat(down).isLessThanOrEqualTo(x);
      assertThat(up).isGreaterThanOrEqualTo(x);
      double nearest = t.nearest(x);
      assertThat(nearest == down || nearest == up).isTrue();
      assertThat(Math.abs(nearest - x))
          .isLessThanOrEqualTo(Math.min(Math.abs(down - x), Math.abs(up - x)));
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void gridPointsStayWhereTheyAre(DType t) {
    Choices choices = Choices.of(2);
    for (int k = 0; k < 500; k++) {
      double x = t.nearest(draw(t, choices));
      assertThat(t.down(x)).isEqualTo(x);
      assertThat(t.up(x)).isEqualTo(x);
    }
  }

  @Test
  void float16RoundsAsTheStandardSays() {
    assertThat(DType.FLOAT16.nearest(65519)).isEqualTo(65504);
    assertThat(DType.FLOAT16.nearest(65520)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DType.FLOAT16.nearest(0x1p-25)).isZero();
    assertThat(DType.FLOAT16.nearest(0x1.8p-25)).isEqualTo(0x1p-24);
    assertThat(DType.FLOAT16.nearest(2049)).isEqualTo(2048);
    assertThat(DType.FLOAT16.nearest(2051)).isEqualTo(2052);
  }

  @Test
  void float8SaturatesOnlyWhenAsked() {
    assertThat(DType.FLOAT8E4M3FN.cast(1e6, true)).isEqualTo(448);
    assertThat(DType.FLOAT8E4M3FN.cast(1e6, false)).isNaN();
    assertThat(DType.FLOAT8E5M2.cast(-1e6, true)).isEqualTo(-57344);
    assertThat(DType.FLOAT8E5M2.cast(-1e6, false)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DType.FLOAT4E2M1.cast(-100, false)).isEqualTo(-6);
  }

  @ParameterizedTest
  @MethodSource("integers")
  void wrappingKeepsTheLowBitsAndLandsInTheRange(DType t) {
    Choices choices = Choices.of(3);
    for (int k = 0; k < 500; k++) {
      long x = choices.between(Long.MIN_VALUE, Long.MAX_VALUE - 1);
      long w = t.wrap(x);
      assertThat((w ^ x) << (64 - t.bits())).isZero();
      assertThat(t.compare(t.low(), w)).isLessThanOrEqualTo(0);
      assertThat(t.compare(w, t.high())).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void unsigned64ComparesAndConvertsAsUnsigned() {
    assertThat(DType.UINT64.compare(-1L, 1L)).isPositive();
    assertThat(DType.UINT64.toDouble(-1L)).isEqualTo(0x1p64);
  }

  @Test
  void onnxNumbersLeadBack() {
    for (DType t : DType.values()) {
      assertThat(DType.of(t.onnx())).isEqualTo(t);
    }
  }
}
