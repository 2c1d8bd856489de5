package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecondRunTest {
  private static final Judgement WRONG =
      new Judgement(Verdict.MISMATCH, "an element is wrong\n  output   : y[0]", 2, 1);

  private static final Judgement RIGHT = new Judgement(Verdict.PASS, "", 2, 1);

  private static Outcome ok(double... numbers) {
    return Outcome.ok(List.of(Tensor.of(DType.FLOAT32, new int[] {2}, numbers)), 1);
  }

  @Test
  void theSameOutputsTwiceLeaveTheFindingAsItIsWhateverTheTime() {
    Outcome first = ok(1, Double.NaN);
    Outcome later = Outcome.ok(ok(1, Double.NaN).outputs(), 99);
    assertThat(SecondRun.judge(first, WRONG, later, WRONG, false)).isEqualTo(WRONG);
  }

  @Test
  void anotherVerdictIsUnstable() {
    Judgement twice = SecondRun.judge(ok(1, 2), WRONG, ok(1, 3), RIGHT, false);
    assertThat(twice.verdict()).isEqualTo(Verdict.UNSTABLE);
    assertThat(twice.verdict().isFinding()).isTrue();
    assertThat(twice.detail().lines())
        .containsExactly(
            "two runs of the same thing differ",
            "  first    : an element is wrong",
            "  output   : y[0]",
            "  second   : pass");
    assertThat(twice.elements()).isEqualTo(2);
    assertThat(twice.indecisive()).isEqualTo(1);
  }

  @Test
  void otherOutputsAreUnstableEvenIfBothAreWrong() {
    Judgement twice = SecondRun.judge(ok(1, 2), WRONG, ok(1, 3), WRONG, false);
    assertThat(twice.verdict()).isEqualTo(Verdict.UNSTABLE);
    assertThat(twice.detail()).endsWith("second   : other outputs");
  }

  @Test
  void randomResultsAreFreeToDifferAndVerdictsAreNot() {
    assertThat(SecondRun.judge(ok(1, 2), WRONG, ok(1, 3), WRONG, true)).isEqualTo(WRONG);
    assertThat(SecondRun.judge(ok(1, 2), WRONG, ok(1, 3), RIGHT, true).verdict())
        .isEqualTo(Verdict.UNSTABLE);
  }
}
