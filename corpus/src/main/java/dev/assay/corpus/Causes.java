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
    private static Merged of(Group group) {
      return new Merged(
          group.what,
          group.findings.size(),
          group.verdicts,
          group.findings.get(0).verdict().folder());
    }
  }

  /**
   * The findings of one bug.
   *
   * @param what the cause, or else the signature or what the backend did
   * @param findings those that were kept, each of a signature of its own
   * @param verdicts how many tests and levels showed it
   */
  public record Group(String what, List<OfTest> findings, long verdicts) {
    public Group {
      findings = List.copyOf(findings);
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
    return new Causes(groups(folder).stream().map(Merged::of).toList());
  }

  /**
   * The findings of a campaign by what they come from, those with the most verdicts first.
   *
   * @throws IllegalArgumentException if there is no campaign, or it cannot be read
   */
  public static List<Group> groups(Path folder) {
    List<OfTest> notable = StoredVerdicts.read(folder).notable();
    Map<String, String> bySignature = new HashMap<>();
    Map<String, List<OfTest>> findings = new LinkedHashMap<>();
    Map<String, Long> verdicts = new HashMap<>();
    for (OfTest each : notable) {
      if (each.verdict().finding()) {
        String what = cause(folder, each.verdict());
        bySignature.put(each.verdict().signature(), what);
        findings.computeIfAbsent(what, w -> new ArrayList<>()).add(each);
        verdicts.merge(what, 1L, Long::sum);
      }
    }
    for (OfTest each : notable) {
      BackendVerdict v = each.verdict();
      String what = bySignature.get(v.signature());
      if (what != null && !v.finding() && v.known().isEmpty()) {
        verdicts.merge(what, 1L, Long::sum);
      }
    }
    return findings.entrySet().stream()
        .map(
            e ->
                new Group(
                    name(e.getKey(), e.getValue().get(0).verdict()),
                    e.getValue(),
                    verdicts.getOrDefault(e.getKey(), 0L)))
        .sorted(Comparator.comparing(g -> -g.verdicts()))
        .toList();
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
