package dev.assay.cli;

import dev.assay.cli.report.CaseResult;
import dev.assay.cli.report.CaseResult.Kind;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.StoredVerdicts;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A campaign as results for continuous integration: a failure for each new bug, what shows a bug
 * once more or is known as skipped, each failure of Assay itself, and all other tests of a backend
 * as one that passed.
 */
final class CampaignResults {
  private CampaignResults() {}

  static List<CaseResult> of(Path folder) {
    StoredVerdicts stored = StoredVerdicts.read(folder);
    List<CaseResult> results = new ArrayList<>();
    Map<String, Long> rest = new HashMap<>(stored.tests());
    for (StoredVerdicts.OfTest each : stored.notable()) {
      results.add(of(folder, each.test(), each.verdict()));
      rest.merge(each.verdict().backend(), -1L, Long::sum);
    }
    stored.failures().forEach(test -> results.add(failure(folder, test)));
    new TreeMap<>(rest).forEach((backend, count) -> results.add(passed(backend, count)));
    return results;
  }

  private static CaseResult of(Path folder, long test, BackendVerdict v) {
    return new CaseResult(
        "test " + test,
        v.backend(),
        v.version(),
        v.finding() ? Kind.FAILED : Kind.SKIPPED,
        v.verdict(),
        rule(v),
        v.known().isEmpty() ? v.detail() : "known: " + v.known() + "\n" + v.detail(),
        v.folder().isEmpty() ? "" : folder.resolve(v.folder()).toString());
  }

  /** The bug: a known one, the signature, or of what has none the system and the first line. */
  private static String rule(BackendVerdict v) {
    return !v.known().isEmpty()
        ? v.known()
        : !v.signature().isEmpty()
            ? v.signature()
            : CaseResult.rule(v.backend(), v.verdict(), v.detail());
  }

  private static CaseResult failure(Path folder, long test) {
    return new CaseResult(
        "test " + test,
        "assay",
        Main.version(),
        Kind.ERROR,
        CaseNote.OWN_FAILURE,
        "assay " + CaseNote.OWN_FAILURE,
        "Assay itself failed",
        TestCases.failureFolder(folder.resolve("findings"), test).toString());
  }

  private static CaseResult passed(String backend, long count) {
    return new CaseResult(count + " other tests", backend, "", Kind.PASSED, "pass", "", "", "");
  }
}
