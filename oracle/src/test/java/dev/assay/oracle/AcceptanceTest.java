package dev.assay.oracle;

import static dev.assay.oracle.Runs.failed;
import static dev.assay.oracle.Runs.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {
  private static final Acceptance OF_A_KERNEL = new Acceptance("the kernel fits the padded input");

  @ParameterizedTest
  @CsvSource({
    "ERROR, PASS",
    "UNSUPPORTED, UNSUPPORTED",
    "CRASH, CRASH",
    "TIMEOUT, TIMEOUT",
  })
  void anInvalidModelIsRefusedAndEndsNothing(Status status, Verdict verdict) {
    assertThat(OF_A_KERNEL.judge(failed(status)).verdict()).isEqualTo(verdict);
  }

  @Test
  void whatIsComputedFromAnInvalidModelIsAFindingWithTheRule() {
    Judgement judgement = OF_A_KERNEL.judge(Outcome.ok(List.of(floats(1)), 0));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.detail()).contains("the kernel fits the padded input", "float32");
  }
}
