package dev.assay.cli;

import dev.assay.backends.install.Progress;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Verdict;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.Finding;
import dev.assay.corpus.Origin;
import dev.assay.corpus.StoredVerdicts;
import dev.assay.corpus.StoredVerdicts.OfTest;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Blames the findings of a campaign one after the other, until its time is over, and keeps the
 * origin of each in its case. What has an origin is not looked at again.
 *
 * <p>Left out are silences, of which each trial waits, and what does not repeat.
 */
final class CampaignBlame {
  private static final Set<String> LEFT_OUT =
      Set.of(Verdict.TIMEOUT.toString(), Verdict.UNSTABLE.toString());

  private final Path folder;
  private final Duration budget;
  private final Consumer<String> progress;

  CampaignBlame(Path folder, Duration budget, Consumer<String> progress) {
    this.folder = folder;
    this.budget = budget;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param findings how many cases of findings there are
   * @param blamed how many of them have an origin now
   * @param open how many were not looked at for want of time
   */
  record Done(int findings, int blamed, int open, Duration elapsed) {}

  Done run() throws InterruptedException {
    long start = System.nanoTime();
    List<BackendVerdict> findings =
        StoredVerdicts.read(folder).notable().stream()
            .map(OfTest::verdict)
            .filter(v -> v.finding() && !v.folder().isEmpty())
            .toList();
    int blamed = 0;
    int open = 0;
    for (BackendVerdict v : findings) {
      Path at = folder.resolve(v.folder());
      if (Origin.read(at).isPresent()) {
        blamed++;
      } else if (System.nanoTime() - start >= budget.toNanos()) {
        open++;
      } else if (!LEFT_OUT.contains(v.verdict()) && hasOrigin(at)) {
        blamed++;
      }
    }
    return new Done(findings.size(), blamed, open, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Looks for the origin of a case; there is none where it does not show its finding again. */
  private boolean hasOrigin(Path at) throws InterruptedException {
    progress.accept(at.getFileName().toString());
    TestCase test = CaseFolder.read(at);
    Finding finding = test.note().flatMap(note -> note.finding()).orElseThrow();
    BackendSpec subject = CaseRun.subject(finding);
    try (CaseRun run = CaseRun.open(at.toString(), test, subject, Progress.SILENT)) {
      OriginSearch search = new OriginSearch(run, false, step -> {});
      if (search.own().isFinding()) {
        search.origin().write(at);
      }
      return search.own().isFinding();
    } catch (IllegalArgumentException e) { // a model that is read no longer, or too large
      progress.accept("left out: " + e.getMessage());
      return false;
    }
  }
}
