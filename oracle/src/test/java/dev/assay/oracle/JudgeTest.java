package dev.assay.oracle;

import static dev.assay.oracle.Runs.failed;
import static dev.assay.oracle.Runs.floats;
import static dev.assay.oracle.Runs.integers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final Outcome PLAIN = Outcome.ok(List.of(floats(1)), 1);

  private static final Runs RELU = Runs.of("Relu", floats(-1, 2, 3));

  /** ONNX does not say what an integer divided by zero is. */
  private static final Runs BY_ZERO = Runs.of("Div", integers(4, 6), integers(2, 0));

  @Test
  void whatTheReferenceGivesPasses() {
    Judgement judgement = RELU.judge(floats(0, 2, 3));
    assertThat(judgement).isEqualTo(new Judgement(Verdict.PASS, "", 3, 0));
  }

  @Test
  void everyRoundingOfASumPassesAndNothingBeyond() {
    Runs sum = Runs.of("Add", floats(0x1p24), floats(1));
    assertThat(sum.judge(floats(0x1p24)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(sum.judge(floats(0x1p24 + 8)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void whatABackendMayErrIsAskedForOnlyOnAMismatchAndThenCounts() {
    Runs tanh = Runs.of("Tanh", floats(0.5));
    Outcome near = Outcome.ok(List.of(floats(Math.tanh(0.5) * (1 + 0x1p-16))), 1);
    FunctionErrors wider =
        FunctionErrors.COMMON.allowing(Prim.TANH, DType.FLOAT32, new FunctionErrors.Bound(500, 0));
    Outcome exact = Outcome.ok(List.of(floats(Math.tanh(0.5))), 1);
    assertThat(tanh.judge(exact, Assertions::fail).verdict()).isEqualTo(Verdict.PASS);
    assertThat(tanh.judge(near, () -> FunctionErrors.COMMON).verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(tanh.judge(near, () -> wider).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aMismatchHasTheGradeThatItsDetailSays() {
    Runs sum = Runs.of("Add", floats(0x1p24), floats(1));
    Judgement numeric = sum.judge(floats(0x1p24 + 8));
    assertThat(numeric.grade()).contains(Grade.NUMERIC);
    assertThat(numeric.detail()).contains("grade    : numeric");
    Judgement wrong = sum.judge(floats(5));
    assertThat(wrong.grade()).contains(Grade.WRONG);
    assertThat(wrong.detail()).contains("grade    : wrong");
    assertThat(Grade.of(16)).isEqualTo(Grade.NUMERIC);
    assertThat(Grade.of(16.1)).isEqualTo(Grade.WRONG);
    assertThat(RELU.judge(floats(0, 2, 3)).grade()).isEmpty();
  }

  @Test
  void integersAreExact() {
    Runs sum = Runs.of("Add", integers(Integer.MAX_VALUE, 1), integers(1, 1));
    assertThat(sum.judge(integers(Integer.MIN_VALUE, 2)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(sum.judge(integers(Integer.MAX_VALUE, 2)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void aWrongElementIsNamedWithItsPlaceAndWhatIsRequired() {
    Judgement judgement = RELU.judge(floats(0, 2, 5));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail())
        .contains("output   : y[2]", "required : 3.0", "but      : 5.0", "1 of 3 elements");
    assertThat(judgement.elements()).isEqualTo(3);
  }

  @Test
  void ofElementsThatAreAllOutsideOfPointsTheFirstIsNamed() {
    assertThat(RELU.judge(floats(-1, 2, 5)).detail()).contains("y[0]", "2 of 3 elements");
  }

  @Test
  void ofElementsThatAreOutsideTheFarthestIsNamed() {
    Runs exp = Runs.of("Exp", floats(1, 1, 1));
    assertThat(exp.judge(floats(2.72, 2.8, 2.75)).detail()).contains("y[1]", "3 of 3 elements");
  }

  @Test
  void theTypeIsThatOfTheModel() {
    Judgement judgement = RELU.judge(Tensor.of(DType.FLOAT64, new int[] {3}, 0.0, 2, 3));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail())
        .contains("the type is wrong", "required : float32", "but      : float64");
  }

  @Test
  void theShapeIsThatOfTheModelEvenWhereTheElementsAgree() {
    Judgement judgement = RELU.judge(Tensor.of(DType.FLOAT32, new int[] {1, 3}, 0.0, 2, 3));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail())
        .contains("the shape is wrong", "required : [3]", "but      : [1, 3]");
  }

  @Test
  void thereAreAsManyOutputsAsTheModelHas() {
    for (Judgement judgement :
        List.of(RELU.judge(), RELU.judge(floats(0, 2, 3), floats(0, 2, 3)))) {
      assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
      assertThat(judgement.detail()).contains("the number of outputs is wrong", "required : 1");
    }
  }

  @Test
  void nanPassesWhereTheReferenceHasItAndNowhereElse() {
    Runs root = Runs.of("Sqrt", floats(-1, 4));
    assertThat(root.judge(floats(Double.NaN, 2)).verdict()).isEqualTo(Verdict.PASS);
    Judgement missing = root.judge(floats(0, 2));
    assertThat(missing.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(missing.detail()).contains("y[0]", "required : NaN", "but      : 0.0");
    Judgement added = root.judge(floats(Double.NaN, Double.NaN));
    assertThat(added.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(added.detail()).contains("y[1]", "but      : NaN", "1 of 2 elements");
  }

  @Test
  void theSignOfZeroIsNotJudged() {
    assertThat(RELU.judge(floats(-0.0, 2, 3)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whatOnnxLeavesOpenIsNoFindingWhateverComes() {
    for (long any : new long[] {0, -1, 77}) {
      Judgement judgement = BY_ZERO.judge(integers(2, any));
      assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
      assertThat(judgement.detail()).startsWith("Div: division-by-zero, not so: ");
      assertThat(judgement.indecisive()).isEqualTo(judgement.elements()).isEqualTo(2);
    }
  }

  @Test
  void aRefusalOfWhatOnnxLeavesOpenIsNoFinding() {
    assertThat(BY_ZERO.judge(failed(Status.ERROR)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void theShapeHoldsEvenWhereTheElementsAreOpen() {
    assertThat(BY_ZERO.judge(integers(2, 0, 0)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "CRASH, CRASH, the backend died",
    "TIMEOUT, TIMEOUT, the backend gave no answer",
    "ERROR, ERROR, the backend refuses a valid model",
  })
  void aFailureOnAValidModelIsAFinding(Status status, Verdict verdict, String what) {
    Judgement judgement = RELU.judge(failed(status));
    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(judgement.verdict().isFinding()).isTrue();
    assertThat(judgement.detail()).contains(what, "phase    : RUN", "said     : it said so");
    assertThat(judgement.elements()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"CRASH", "TIMEOUT"})
  void aDeathIsAFindingEvenWhereOnnxLeavesTheResultOpen(Status status) {
    assertThat(BY_ZERO.judge(failed(status)).verdict().isFinding()).isTrue();
  }

  @Test
  void whatABackendDoesNotHaveIsNoFinding() {
    assertThat(RELU.judge(failed(Status.UNSUPPORTED)))
        .isEqualTo(new Judgement(Verdict.UNSUPPORTED, "it said so", 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"UNSUPPORTED, is unimplemented once optimised", "ERROR, fails once optimised"})
  void whatRunsUnoptimisedMustNotBeRefusedOnceOptimised(Status status, String what) {
    Judgement judgement = RELU.judge(failed(status), PLAIN);
    assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(judgement.detail()).contains("the model runs unoptimised", what);
  }

  @Test
  void whatIsUnsupportedUnoptimisedMayBeSoOptimised() {
    Outcome unsupported = failed(Status.UNSUPPORTED);
    assertThat(RELU.judge(unsupported, unsupported).verdict()).isEqualTo(Verdict.UNSUPPORTED);
  }

  @Test
  void theSameOutputsTwiceAreJudgedTheSame() {
    Outcome outcome = Outcome.ok(List.of(floats(0, 2, 5)), 1);
    assertThat(RELU.judge(outcome)).isEqualTo(RELU.judge(outcome));
  }
}
