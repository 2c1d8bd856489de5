package dev.assay.cli;

import dev.assay.core.backend.Verdict;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Origin.FirstWrong;
import dev.assay.corpus.Origin.Frame;
import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Tried;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Tells a person where a finding comes from: aligned facts, and a table of releases. */
final class OriginText {
  private final PrintWriter out;
  private final Ansi ansi;

  OriginText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void print(String name, Verdict verdict, Origin origin) {
    out.println(ansi.string("@|bold " + verdict + "|@  ") + name);
    fact("backend", origin.backend() + " (" + origin.version() + ")");
    fact("levels", verdicts(origin.levels()));
    fact("layer", origin.layer().toString());
    passes(origin);
    FirstWrong first = origin.firstWrong();
    if (first != null) {
      fact("first", first.value() + " = " + first.node());
      fact("required", first.expected());
      fact("but", first.got());
    }
    Frame frame = origin.frame();
    if (frame != null) {
      fact("died", frame.toString());
    }
    if (!origin.releases().isEmpty()) {
      fact("releases", history(origin.history()));
      releases(origin.releases());
    }
    out.flush();
  }

  private void passes(Origin origin) {
    if (!origin.passes().isEmpty()) {
      fact("passes", String.join(", ", origin.passes()));
      if (!origin.alternatives().isEmpty()) {
        fact("or", String.join(", ", origin.alternatives()) + " (each alone)");
      }
    } else if (!origin.alternatives().isEmpty()) {
      fact(
          "passes",
          String.join(" or ", origin.alternatives())
              + " (by level and operators: this release leaves out none)");
    }
  }

  private static String verdicts(Map<String, Verdict> levels) {
    return levels.isEmpty()
        ? "none"
        : levels.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String history(History h) {
    String bad = h.firstBad() == null ? "none is wrong" : "first wrong in " + h.firstBad();
    String good = h.lastGood() == null ? "no right one before" : "last right in " + h.lastGood();
    return bad
        + ", "
        + good
        + ", "
        + (h.firstFixed() == null ? "not fixed" : "fixed in " + h.firstFixed());
  }

  private void releases(List<Tried> releases) {
    List<String> levels = ReleaseSearch.levels(releases);
    List<String> headings = new ArrayList<>(List.of("release"));
    headings.addAll(levels);
    List<List<String>> rows = new ArrayList<>();
    for (Tried t : releases) {
      List<String> row = new ArrayList<>(List.of(t.version()));
      for (String level : levels) {
        Verdict v = t.levels().get(level);
        row.add(v == null ? "" : v.toString());
      }
      rows.add(row);
    }
    Table.print(out, ansi, headings, rows);
  }

  private void fact(String name, String value) {
    out.println(String.format("  %-9s: %s", name, value));
  }
}
