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

class StoredOutputsTest {
  /** ONNX does not say what an integer divided by zero is. */
  private static final Runs BY_ZERO = Runs.of("Div", integers(4, 6), integers(2, 0));

  /** ONNX does not say what the sign of NaN is. */
  private static final Runs SIGN = Runs.of("Sign", floats(Double.NaN, 2));

  /** What cancels leaves rounding errors of the operands, and an enclosure that says nothing. */
  private static final Runs CANCELLED =
      Runs.of("Sum", floats(0x1p24, 3), floats(0.7, 0), floats(-0x1p24, 0));

  private static Judgement judge(Runs runs, Tensor stored, Outcome outcome) {
    return new StoredOutputs(List.of("y"), List.of(stored))
        .judge(runs.judge(outcome), runs.reference(), outcome);
  }

  private static Judgement judge(Runs runs, Tensor stored, Tensor got) {
    return judge(runs, stored, Outcome.ok(List.of(got), 0));
  }

  private static Tensor halves(double... numbers) {
    return Tensor.of(DType.FLOAT16, new int[] {numbers.length}, numbers);
  }

  @Test
  void aStepOfRoundingIsNoDifferenceHoweverFewDigitsAType() {
    Runs sigmoid = Runs.of("Sigmoid", halves(0.3));
    double one = DType.FLOAT16.nearest(0.57444);
    double other = DType.FLOAT16.up(Math.nextUp(one));
    assertThat(other - one).isGreaterThan(4e-4);
    assertThat(judge(sigmoid, halves(one), halves(other)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whereTheEnclosureIsWideTheToleranceIsThatOfTheTensor() {
    assertThat(CANCELLED.reference().enclosure("y").isDecisive(0)).isFalse();
    assertThat(judge(CANCELLED, floats(1, 3), floats(1.001, 3)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(judge(CANCELLED, floats(1, 3), floats(2, 3)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void ofWhatOnnxLeavesOpenTheStoredElementsAreExpectedAndTheGroundsSaySo() {
    Tensor stored = floats(Double.NaN, 1);
    assertThat(judge(SIGN, stored, stored).verdict()).isEqualTo(Verdict.PASS);
    Judgement other = judge(SIGN, stored, floats(0, 1));
    assertThat(other.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(other.grounds().labels()).contains("nan-order");
  }

  @Test
  void ofWhatOnnxDoesNotDefineADifferenceRestsOnThatAndARefusalIsRight() {
    Judgement other = judge(BY_ZERO, integers(2, 0), integers(2, 9));
    assertThat(other.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(other.grounds().labels()).contains("division-by-zero");
    assertThat(judge(BY_ZERO, integers(2, 0), integers(2, 0)).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judge(BY_ZERO, integers(2, 0), failed(Status.ERROR)).verdict())
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void whereTheReferenceTakesNanAndANumberForRightTheStoredOneIs() {
    Runs least = Runs.of("Min", floats(Double.NaN, 2), floats(1, 3));
    assertThat(judge(least, floats(Double.NaN, 2), floats(1, 2)).verdict())
        .isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void randomElementsAreNotCompared() {
    StoredOutputs stored = new StoredOutputs(List.of("y"), List.of(floats(1, 2)));
    assertThat(stored.judgeForms(Outcome.ok(List.of(floats(3, 4)), 0)).verdict())
        .isEqualTo(Verdict.INDECISIVE);
    assertThat(stored.judgeForms(Outcome.ok(List.of(floats(3)), 0)).verdict())
        .isEqualTo(Verdict.MISMATCH);
    assertThat(stored.judgeForms(failed(Status.CRASH)).verdict()).isEqualTo(Verdict.CRASH);
  }
}
