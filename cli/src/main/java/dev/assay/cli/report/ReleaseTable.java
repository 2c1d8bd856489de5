package dev.assay.cli.report;

import dev.assay.core.backend.Verdict;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Tried;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which releases have a finding, a row each, and between which of them it came and went. */
final class ReleaseTable {
  private ReleaseTable() {}

  static String of(Origin origin) {
    if (origin.releases().isEmpty()) {
      return "";
    }
    Set<String> levels = new LinkedHashSet<>();
    for (int k = origin.releases().size() - 1; k >= 0; k--) {
      levels.addAll(origin.releases().get(k).levels().keySet());
    }
    List<String> rows = new ArrayList<>();
    rows.add("| release | " + cells(levels.stream().map(l -> "`" + l + "`").toList()));
    rows.add("| --- | " + cells(levels.stream().map(l -> "---").toList()));
    origin.releases().forEach(r -> rows.add(row(r, levels)));
    String story = story(origin);
    return (story.isEmpty() ? "" : story + "\n\n") + String.join("\n", rows) + "\n";
  }

  private static String row(Tried release, Set<String> levels) {
    return "| "
        + release.version()
        + " | "
        + cells(
            levels.stream()
                .map(
                    l -> {
                      Verdict verdict = release.levels().get(l);
                      return verdict == null ? "" : ExpectedAndGot.word(verdict);
                    })
                .toList());
  }

  private static String cells(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "", " |"));
  }

  private static String story(Origin origin) {
    History history = origin.history();
    if (history.firstBad() == null) {
      return "";
    }
    List<Tried> tried = origin.releases();
    String before =
        history.lastGood() == null ? "no older one is right" : "right in " + history.lastGood();
    String after =
        history.firstFixed() == null
            ? "not fixed in " + tried.get(tried.size() - 1).version()
            : "fixed in " + history.firstFixed();
    return "Of the releases that were tried: "
        + before
        + ", wrong since "
        + history.firstBad()
        + ", "
        + after
        + ".";
  }
}
