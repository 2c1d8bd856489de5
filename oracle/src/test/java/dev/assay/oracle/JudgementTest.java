package dev.assay.oracle;

import static dev.assay.oracle.Runs.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgementTest {
  private static final Judgement PASS = Judgement.of(Verdict.PASS, "");

  /** The sum is 1e8 to 1e8 + 8, and so its sine is anything. */
  private static Runs sineOfSum(double... numbers) {
    double[] ones = new double[numbers.length];
    Arrays.fill(ones, 1);
    return Runs.of(List.of("Add", "Sin"), floats(numbers), floats(ones));
  }

  @Test
  void anElementThatTheEnclosureSaysNothingOfIsCountedAndPasses() {
    Judgement judgement = sineOfSum(1e8, 0).judge(floats(0.5, (float) Math.sin(1)));
    assertThat(judgement).isEqualTo(new Judgement(Verdict.PASS, "", 2, 1));
  }

  @Test
  void aWrongElementIsFoundAmongIndecisiveOnes() {
    Judgement judgement = sineOfSum(1e8, 0).judge(floats(0.5, 0.5));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail()).contains("y[1]");
    assertThat(judgement.indecisive()).isEqualTo(1);
  }

  @Test
  void whatNoImplementationGivesIsWrongEvenInAWideEnclosure() {
    assertThat(sineOfSum(1e8).judge(floats(1.5)).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void whereNoElementCanBeJudgedTheVerdictIsIndecisive() {
    Judgement judgement = sineOfSum(1e8, 2e8).judge(floats(0.5, -0.5));
    assertThat(judgement.verdict()).isEqualTo(Verdict.INDECISIVE);
    assertThat(judgement.detail()).isEqualTo("the enclosures are too wide to tell");
    assertThat(judgement.indecisive()).isEqualTo(2);
  }

  @Test
  void noElementsPass() {
    assertThat(Runs.of("Relu", floats()).judge(floats())).isEqualTo(PASS);
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoJudgementsAFindingIsTheGraverAndElseTheFirst(Verdict verdict) {
    Judgement other = Judgement.of(verdict, "other");
    assertThat(PASS.or(other)).isEqualTo(verdict.isFinding() ? other : PASS);
    Judgement finding = Judgement.of(Verdict.MISMATCH, "first");
    assertThat(finding.or(other)).isEqualTo(finding);
  }
}
