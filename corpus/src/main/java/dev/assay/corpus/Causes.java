package dev.assay.corpus;

import dev.assay.corpus.StoredVerdicts.OfTest;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of a campaign, merged by what they come from: by the {@link Cause} that blame has
 * told, else by their signature; a finding that has neither stands for itself.
 *
 * @param merged those with the most verdicts first
 */
public record Causes(List<Merged> merged) {

  /**
   * Findings of one bug.
   *
   * @param what the cause, or else the signature or what the backend did
   * @param findings how many were kept, each of a signature of its own
   * @param verdicts how many tests and levels showed it
   * @param folder the case of the first
   */
  public record Merged(String what, long findings, long verdicts, String folder) {
    private Merged and(Merged more) {
      return new Merged(what, findings + more.findings, verdicts + more.verdicts, folder);
    }
  }

  public Causes {
    merged = List.copyOf(merged);
  }

  /**
   * Reads them from a campaign's folder.
   *
   * @throws IllegalArgumentException if there is no campaign, or it cannot be read
   */
  public static Causes of(Path folder) {
    Map<String, String> bySignature = new HashMap<>();
    Map<String, Merged> merged = new LinkedHashMap<>();
    List<BackendVerdict> notable =
        StoredVerdicts.read(folder).notable().stream().map(OfTest::verdict).toList();
    for (BackendVerdict v : notable) {
      if (v.finding()) {
        String what = cause(folder, v);
        bySignature.put(v.signature(), what);
        merged.merge(what, new Merged(name(what, v), 1, 1, v.folder()), Merged::and);
      }
    }
    for (BackendVerdict v : notable) {
      String what = bySignature.get(v.signature());
      if (what != null && !v.finding() && v.known().isEmpty()) {
        merged.merge(what, new Merged(what, 0, 1, ""), Merged::and);
      }
    }
    List<Merged> most = new ArrayList<>(merged.values());
    most.sort(Comparator.comparing(m -> -m.verdicts()));
    return new Causes(most);
  }

  private static String cause(Path folder, BackendVerdict v) {
    return Origin.read(folder.resolve(v.folder()))
        .flatMap(origin -> Cause.of(v, origin))
        .map(Cause::toString)
        .orElse(v.signature().isEmpty() ? v.folder() : v.signature());
  }

  private static String name(String what, BackendVerdict v) {
    return what.equals(v.folder())
        ? v.backend() + " " + v.verdict() + ": " + v.detail().lines().findFirst().orElse("")
        : what;
  }
}
