package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Layer;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings by what they come from. */
final class CausesTest {
  private static final Recipe RECIPE =
      new Recipe(1, 5, List.of(), List.of(), List.of(), 0, List.of(), "", List.of("a:opt=all"));

  @TempDir Path folder;

  private static BackendVerdict verdict(String signature, boolean finding, String kept) {
    return new BackendVerdict(
        "a@1.0:opt=all",
        "1.0",
        "mismatch",
        "",
        finding,
        "",
        signature,
        List.of(),
        "it is",
        kept,
        1);
  }

  private void campaign(BackendVerdict... verdicts) {
    try (Campaign campaign = Campaign.open(folder, RECIPE, "test")) {
      for (int k = 0; k < verdicts.length; k++) {
        campaign.add(
            new TestResult(
                k,
                true,
                false,
                Map.of(),
                Set.of(),
                Set.of(),
                1,
                0,
                "",
                "",
                1,
                1,
                Map.of(),
                List.of(verdicts[k])));
      }
    }
  }

  private void comesFrom(String kept, String... passes) throws IOException {
    Path at = Files.createDirectories(folder.resolve(kept));
    new Origin(
            "a:opt=all",
            "1.0",
            Map.of(),
            List.of(passes),
            List.of(),
            List.of(),
            History.UNKNOWN,
            passes.length > 0 ? Layer.OPTIMISER : Layer.KERNEL,
            null,
            null)
        .write(at);
  }

  @Test
  void findingsOfTheSamePassesAreOneWhateverTheirSignatures() throws IOException {
    campaign(
        verdict("in Mul", false, ""),
        verdict("in Mul", true, "findings/1"),
        verdict("in Add", true, "findings/2"),
        verdict("in Sub", true, "findings/3"));
    comesFrom("findings/1", "Fusion");
    comesFrom("findings/2", "Fusion");
    comesFrom("findings/3", "Fusion", "Folding");
    assertThat(Causes.of(folder).merged())
        .containsExactly(
            new Causes.Merged("a mismatch by Fusion", 2, 3, "findings/1"),
            new Causes.Merged("a mismatch by Fusion and Folding", 1, 1, "findings/3"));
  }

  @Test
  void withoutPassesTheSignatureHoldsAndWithoutThatEachStandsForItself() throws IOException {
    campaign(
        verdict("in Add", true, "findings/0"),
        verdict("", true, "findings/1"),
        verdict("", true, "findings/2"));
    comesFrom("findings/0");
    assertThat(Causes.of(folder).merged())
        .extracting(Causes.Merged::what)
        .containsExactly(
            "in Add", "a@1.0:opt=all mismatch: it is", "a@1.0:opt=all mismatch: it is");
  }
}
