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
  private static final Judgement WRONG = new Judgement(Verdict.MISMATCH, "wrong", 2, 0);

  private static Outcome ok(double... numbers) {
    return Outcome.ok(List.of(Tensor.of(DType.FLOAT32, new int[] {2}, numbers)), 1);
  }

  @Test
  void theSameOutputsTwiceAreNoDifferenceWhateverTheTime() {
    Outcome first = ok(1, Double.NaN);
    Outcome later = Outcome.ok(ok(1, Double.NaN).outputs(), 99);
    assertThat(SecondRun.difference(first, WRONG, later, WRONG)).isEmpty();
  }

  @Test
  void anotherVerdictIsADifference() {
    Judgement right = new Judgement(Verdict.PASS, "", 2, 0);
    assertThat(SecondRun.difference(ok(1, 2), WRONG, ok(1, 3), right))
        .contains("not deterministic", "pass");
  }

  @Test
  void otherOutputsAreADifferenceEvenUnderTheSameVerdict() {
    assertThat(SecondRun.difference(ok(1, 2), WRONG, ok(1, 3), WRONG))
        .contains("not deterministic", "other outputs");
  }
}
