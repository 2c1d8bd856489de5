package dev.assay.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.oracle.Symptom.ShownBy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a finding stays the same when its model is another. */
final class SymptomTest {
  private static final Outcome RAN = Outcome.ok(List.of(), 1);

  private static Symptom of(String kind, String output, Optional<Symptom> plain) {
    return Symptom.of(mismatch(Facts.of(kind, output, 1, 2)).graded(Grade.WRONG), RAN, plain);
  }

  private static Judgement mismatch(Facts wrong) {
    return Judgement.of(Verdict.MISMATCH, wrong, 4, 0);
  }

  private static Symptom wrong(double required, double got, double ratio) {
    Facts facts =
        Facts.ofElement(
            "an element lies outside of its enclosure",
            "y",
            Runs.floats(required),
            Runs.floats(got),
            0,
            "about " + required);
    return Symptom.of(mismatch(facts).graded(Grade.of(ratio)), RAN, Optional.empty());
  }

  private static Symptom failed(Status status, String said) {
    Verdict verdict = status == Status.CRASH ? Verdict.CRASH : Verdict.ERROR;
    return Symptom.of(
        Judgement.of(verdict, new Facts("the backend fails", "it fails\n  said     : " + said)),
        Outcome.failed(status, Phase.RUN, said, 1),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transpose node. Name:'a_3' failed | Transpose node. Name:'T/12' failed",
        "Node (Conv_7) Op (Conv) bad shape {1,3} | Node (c) Op (Conv) bad shape {}",
        "value 'x' is 3 at 0x7f00a1 | value 'y_2' is 17 at 0xdeadbeef",
        "input v12 has no type | input w3 has no type",
        "expected: [2, 3, 4] | expected: [5]",
      })
  void madeUpNamesAndNumbersMakeNoDifference(String one, String other) {
    assertThat(failed(Status.ERROR, one)).isEqualTo(failed(Status.ERROR, other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "while running Transpose node | while running Concat node",
        "no kernel for tensor(float16) | no kernel for tensor(int64)",
      })
  void operatorsAndTypesMakeOne(String one, String other) {
    assertThat(failed(Status.ERROR, one)).isNotEqualTo(failed(Status.ERROR, other));
  }

  @Test
  void aCrashIsItsSignalAndFrameAndNotItsLastWords() {
    Symptom crash = failed(Status.CRASH, "SIGSEGV at libx.so+0x12\n  words of 7");
    assertThat(failed(Status.CRASH, "SIGSEGV at libx.so+0x12\n  others")).isEqualTo(crash);
    assertThat(failed(Status.CRASH, "SIGSEGV at libx.so+0x13")).isNotEqualTo(crash);
  }

  @Test
  void aWrongElementIsTheSortOfNumberThatItIsAndOughtToBe() {
    Symptom wrong = wrong(1.25, 3, 100);
    assertThat(wrong(8.25, -3, 700)).isEqualTo(wrong);
    assertThat(
            List.of(
                wrong(1.25, Double.NaN, 100),
                wrong(1.25, Double.NEGATIVE_INFINITY, 100),
                wrong(Double.NaN, 3, 100),
                wrong(1.25, 1.6, 1.4)))
        .doesNotContain(wrong)
        .doesNotHaveDuplicates();
  }

  @Test
  void aBugOfTheOptimiserIsNoneOfAKernel() {
    Symptom shape = of("the shape is wrong", "y", Optional.empty());
    Symptom ofKernel = of("the shape is wrong", "z", Optional.of(shape));
    Symptom ofOptimiser =
        of(
            "the shape is wrong",
            "y",
            Optional.of(Symptom.of(new Judgement(Verdict.PASS, "", 4, 0), RAN, Optional.empty())));
    assertThat(ofKernel.shownBy()).isEqualTo(ShownBy.UNOPTIMISED_TOO);
    assertThat(ofOptimiser.shownBy()).isEqualTo(ShownBy.OPTIMISED_ONLY);
    assertThat(ofOptimiser.isKeptIn(ofKernel)).isFalse();
  }

  @Test
  void itIsKeptWhereItRestsOnLessAndNotWhereItRestsOnMore() {
    Symptom bare = of("the shape is wrong", "y", Optional.empty());
    Symptom resting =
        new Symptom(
            bare.verdict(),
            bare.phase(),
            bare.kind(),
            bare.words(),
            bare.shownBy(),
            List.of("special-floats"));
    assertThat(resting.isKeptIn(bare)).isTrue();
    assertThat(bare.isKeptIn(resting)).isFalse();
  }
}
