package dev.assay.oracle;

import static dev.assay.oracle.Runs.failed;
import static dev.assay.oracle.Runs.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AgreementTest {
  private static final List<String> Y = List.of("y");
  private static final Agreement LEVELS = with(true, ok(floats(1000, 0, Double.NaN)));
  private static final Agreement SYSTEMS = with(false, ok(floats(1000, 0, Double.NaN)));

  private static Agreement with(boolean isSameSystem, Outcome other) {
    return new Agreement("a:opt=disabled", other, isSameSystem);
  }

  private static Outcome ok(Tensor... outputs) {
    return Outcome.ok(List.of(outputs), 0);
  }

  @Test
  void twoThatAgreeProveNothing() {
    Judgement judgement = LEVELS.judge(Y, ok(floats(1000, 0, Double.NaN)), false);
    assertThat(judgement.verdict()).isEqualTo(Verdict.INDECISIVE);
  }

  @Test
  void noiseAboutAZeroIsHeldAgainstTheGreatestElement() {
    assertThat(LEVELS.judge(Y, ok(floats(1000, 0.5, Double.NaN)), false).verdict())
        .isEqualTo(Verdict.INDECISIVE);
    assertThat(LEVELS.judge(Y, ok(floats(1000, 5, Double.NaN)), false).verdict())
        .isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void nanStandsAtTheSamePlaces() {
    Judgement judgement = LEVELS.judge(Y, ok(floats(Double.NaN, 0, Double.NaN)), false);
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail()).contains("not as on a:opt=disabled", "y[0]", "NaN");
  }

  @Test
  void ofRandomOutputsTheShapeCounts() {
    assertThat(LEVELS.judge(Y, ok(floats(1, 2, 3)), true).verdict()).isEqualTo(Verdict.INDECISIVE);
    assertThat(LEVELS.judge(Y, ok(floats(1, 2)), true).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"UNSUPPORTED", "ERROR"})
  void whatOneLevelRunsNoOtherRefuses(Status status) {
    assertThat(LEVELS.judge(Y, failed(status), false).verdict()).isEqualTo(Verdict.ERROR);
    assertThat(SYSTEMS.judge(Y, failed(status), false).verdict().isFinding()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"CRASH, CRASH", "TIMEOUT, TIMEOUT"})
  void aDeathIsAFindingEvenWithNothingToCompareWith(Status status, Verdict verdict) {
    assertThat(Agreement.NONE.judge(Y, failed(status), false).verdict()).isEqualTo(verdict);
    assertThat(Agreement.NONE.judge(Y, ok(floats(1)), false).verdict())
        .isEqualTo(Verdict.INDECISIVE);
  }
}
