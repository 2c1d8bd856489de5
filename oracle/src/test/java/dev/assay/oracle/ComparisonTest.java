package dev.assay.oracle;

import static dev.assay.oracle.Runs.failed;
import static dev.assay.oracle.Runs.floats;
import static dev.assay.oracle.Runs.integers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs beside stored ones, within the tolerances of ONNX's own backend tests. */
class ComparisonTest {
  private static Judgement compare(Tensor expected, Tensor got) {
    return Judge.compare(List.of("y"), List.of(expected), Outcome.ok(List.of(got), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1001, PASS",
    "1000, 1001.1, MISMATCH",
    "-1000, -999, PASS",
    "0, 1e-7, PASS",
    "0, 2e-7, MISMATCH",
    "0, -0.0, PASS",
    "Infinity, Infinity, PASS",
    "Infinity, -Infinity, MISMATCH",
    "Infinity, 3e38, MISMATCH",
    "NaN, NaN, PASS",
    "NaN, 0, MISMATCH",
    "0, NaN, MISMATCH",
  })
  void aFloatMayDifferByAThousandthAndALittle(double expected, double got, Verdict verdict) {
    Tensor e = Tensor.of(DType.FLOAT64, new int[] {1}, expected);
    Tensor g = Tensor.of(DType.FLOAT64, new int[] {1}, got);
    assertThat(compare(e, g).verdict()).isEqualTo(verdict);
  }

  @Test
  void anIntegerIsEqual() {
    assertThat(compare(integers(100_000), integers(100_000)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(compare(integers(100_000), integers(100_001)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void aTextIsEqualAndIsQuoted() {
    Judgement judgement =
        compare(Tensor.of(new int[] {2}, "a", "b"), Tensor.of(new int[] {2}, "a", "c"));
    assertThat(judgement.detail()).contains("y[1]", "required : \"b\"", "but      : \"c\"");
  }

  @Test
  void anUnsignedIntegerIsToldWithoutASign() {
    Judgement judgement =
        compare(
            Tensor.of(DType.UINT64, new int[] {1}, -1L), Tensor.of(DType.UINT64, new int[] {1}, 0));
    assertThat(judgement.detail()).contains("required : 18446744073709551615", "but      : 0");
  }

  @Test
  void theFirstWrongElementIsNamedWithItsPlace() {
    Tensor expected = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2, 3, 4, 5, 6);
    Tensor got = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2, 3, 4, 7, 8);
    Judgement judgement = compare(expected, got);
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail())
        .contains("output   : y[1, 1]", "required : 5.0", "but      : 7.0");
  }

  @Test
  void theTypeAndTheShapeComeBeforeTheElements() {
    assertThat(compare(floats(1, 2), integers(1, 2)).detail())
        .contains("the type is wrong", "required : float32", "but      : int32");
    assertThat(compare(floats(1, 2), floats(1, 2, 3)).detail())
        .contains("the shape is wrong", "required : [2]", "but      : [3]");
  }

  @Test
  void noElementsAgree() {
    assertThat(compare(floats(), floats())).isEqualTo(new Judgement(Verdict.PASS, "", 0, 0));
  }

  @Test
  void allElementsOfAllOutputsAreCounted() {
    Outcome outcome = Outcome.ok(List.of(floats(1, 2), integers(3)), 1);
    assertThat(Judge.compare(List.of("y", "z"), outcome.outputs(), outcome))
        .isEqualTo(new Judgement(Verdict.PASS, "", 3, 0));
  }

  @Test
  void anOutputThatIsStoredMustCome() {
    Judgement judgement =
        Judge.compare(
            List.of("y", "z"), List.of(floats(1), floats(2)), Outcome.ok(List.of(floats(1)), 1));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail())
        .contains("the number of outputs is wrong", "required : 2", "but      : 1");
  }

  @Test
  void theWrongOutputIsNamed() {
    Outcome outcome = Outcome.ok(List.of(floats(1, 2), integers(3)), 1);
    Judgement judgement =
        Judge.compare(List.of("y", "z"), List.of(floats(1, 2), integers(4)), outcome);
    assertThat(judgement.detail()).contains("output   : z[0]");
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
  void whatDidNotRunIsJudgedByItsStatus(Status status) {
    Judgement judgement = Judge.compare(List.of("y"), List.of(floats(1)), failed(status));
    assertThat(judgement.verdict()).isEqualTo(Verdict.valueOf(status.name()));
    assertThat(judgement.detail()).isEqualTo("it said so");
    assertThat(judgement.kind().isEmpty()).isNotEqualTo(judgement.verdict().isFinding());
  }
}
