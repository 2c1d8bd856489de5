package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GapTest {

  @ParameterizedTest
  @CsvSource({"10, -3, 1", "7, 2, 0", "0, 5, 4", "-9, 1, -2", "12, -4, 3", "-5, -7, 6"})
  void theNumberThatMendsALinearRuleIsTheFirstOnItsWayThatKeepsIt(
      long constant, long factor, long size) {
    LongUnaryOperator width = n -> constant + factor * n;
    Gap gap = Gap.of(size, width);
    long mended = gap.mended(size);
    assertThat(gap.closes()).isTrue();
    assertThat(width.applyAsLong(mended)).isLessThanOrEqualTo(0);
    assertThat(width.applyAsLong(mended - Long.signum(gap.slope()))).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"3", "0", "-8"})
  void aSizeThatIsNotInARuleClosesNothing(long constant) {
    assertThat(Gap.of(5, n -> constant).closes()).isFalse();
  }
}
