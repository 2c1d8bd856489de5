package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
  private static final String BACKEND = "onnxruntime:opt=all";

  @TempDir Path folder;

  private static BackendVerdict verdict(boolean finding, String known, String signature) {
    boolean right = !finding && known.isEmpty() && signature.isEmpty();
    return new BackendVerdict(
        BACKEND,
        "1.29.0",
        right ? "pass" : "mismatch",
        right ? "" : "wrong",
        finding,
        known,
        signature,
        List.of(),
        right ? "" : "an element is wrong",
        right ? "" : "findings/it",
        1);
  }

  private static TestResult test(long number, boolean failed, List<BackendVerdict> verdicts) {
    return new TestResult(
        number, true, failed, Map.of(), Set.of(), Set.of(), 1, 0, "real", "drawn", 1, 0, Map.of(),
        verdicts);
  }

  private Path campaign(List<List<BackendVerdict>> tests) {
    Path path = folder.resolve("campaign");
    Recipe recipe =
        new Recipe(1, 1, List.of(), List.of(), List.of(), 0, List.of(), "", List.of(BACKEND));
    try (Campaign campaign = Campaign.open(path, recipe, "1.0")) {
      for (List<BackendVerdict> verdicts : tests) {
        campaign.add(test(campaign.next(), verdicts.isEmpty(), verdicts));
      }
    }
    return path;
  }

  private Said report(Path campaign) {
    return Said.by(
        "report",
        campaign.toString(),
        "--junit",
        folder.resolve("ci/junit.xml").toString(),
        "--sarif",
        folder.resolve("ci/results.sarif").toString());
  }

  @Test
  void aCampaignIsToldToBuildServersAndCodeHosts() throws Exception {
    Path campaign =
        campaign(
            List.of(
                List.of(verdict(true, "", "bug")),
                List.of(verdict(false, "", "bug")),
                List.of(verdict(false, "known", "")),
                List.of(verdict(false, "", "")),
                List.of()));
    assertThat(report(campaign).code()).isEqualTo(Main.FINDINGS);
    assertThat(Files.readString(folder.resolve("ci/junit.xml")))
        .contains(
            "tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"2\"",
            "tests=\"1\" failures=\"0\" errors=\"1\"",
            "1 other tests");
    JsonNode results =
        new ObjectMapper()
            .readTree(folder.resolve("ci/results.sarif").toFile())
            .path("runs")
            .path(0)
            .path("results");
    assertThat(results).hasSize(4);
    assertThat(results.path(0).path("ruleId").asText()).isEqualTo("bug");
    assertThat(results.path(0).findPath("uri").asText()).endsWith("campaign/findings/it");
    assertThat(results.path(1).path("ruleIndex")).isEqualTo(results.path(0).path("ruleIndex"));
  }

  @Test
  void aCampaignWithNothingNewIsClean() {
    Path campaign = campaign(List.of(List.of(verdict(false, "known", ""))));
    assertThat(report(campaign).code()).isEqualTo(Main.CLEAN);
  }

  @Test
  void whatIsNeitherCaseNorCampaignIsBadInput() {
    Said said = Said.by("report", folder.toString());
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("required", "but");
    Said alone = Said.by("report", campaign(List.of()).toString());
    assertThat(alone.code()).isEqualTo(Main.USAGE);
    assertThat(alone.err()).contains("--junit");
  }

  @Test
  void aCaseOfNobodyKnowsWhichBackendIsBadInput() {
    Tensor x = Tensor.zeros(DType.FLOAT32, 2, 3);
    CaseFolder.write(
        folder.resolve("case"),
        new TestCase(
            "case",
            Models.relu(),
            List.of(DataSet.of(Map.of("x", x), Map.of("y", x))),
            Optional.empty()));
    Said said = Said.by("report", folder.resolve("case").toString());
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("--backend");
  }
}
