package dev.assay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.report.IssueReport.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IssueReportTest {
  private static final Environment HERE =
      new Environment("Linux 6.1", "amd64", "Some CPU (avx2)", "17.0.15");

  private static String report(Evidence evidence, List<Objection> objections, Wording wording) {
    return IssueReport.of(evidence, objections, HERE, wording);
  }

  private static Wording wording(boolean java, boolean picture) {
    return new Wording(Optional.empty(), List.of("related, but not it: #1"), java, picture, "1.0");
  }

  /** The whole text, to be read; where it changes on purpose, so does the file. */
  @Test
  void theTextIsThatOfTheGoldenFile() throws IOException {
    try (var in = getClass().getResourceAsStream("/report/matmul.md")) {
      String golden = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(report(Findings.fusedMatMul(), List.of(), wording(true, true))).isEqualTo(golden);
    }
  }

  @Test
  void whatIsNotWantedIsLeftOut() {
    String text = report(Findings.fusedMatMul(), List.of(), wording(false, false));
    assertThat(text).contains("```python").doesNotContain("```java", "```mermaid");
  }

  @Test
  void objectionsStandBeforeEverythingElse() {
    Objection objection = new Objection(Objection.Kind.LARGE, "few nodes", "many", "assay reduce");
    String text = report(Findings.fusedMatMul(), List.of(objection), wording(true, true));
    assertThat(text).startsWith("# ").containsSubsequence("Not ready", "many", "### Describe");
  }

  @Test
  void aTitleOfOnesOwnIsKept() {
    Wording own = new Wording(Optional.of("Mine"), List.of(), true, true, "1.0");
    assertThat(report(Findings.fusedMatMul(), List.of(), own)).startsWith("# Mine\n");
  }

  /** What names the owner of a machine has no place in an issue. */
  @Test
  void theEnvironmentNamesNobody() {
    assertThat(Environment.here().toString())
        .doesNotContain(System.getProperty("user.home"))
        .contains(System.getProperty("os.arch"));
  }
}
