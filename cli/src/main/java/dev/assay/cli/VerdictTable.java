package dev.assay.cli;

import dev.assay.core.backend.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** What came of the tests on each backend: a row for each, a column for each verdict there is. */
final class VerdictTable {
  private VerdictTable() {}

  /**
   * Prints the table.
   *
   * @param tests what the tests are called
   * @param counts of the verdicts, by the backend and by the verdict's word
   * @param restarts of the processes of each backend; empty where nobody has counted them
   * @param nanos that each backend took in all; empty where nobody has measured it
   */
  static void print(
      PrintWriter out,
      Ansi ansi,
      String tests,
      Map<String, Map<String, Long>> counts,
      Map<String, Long> restarts,
      Map<String, Long> nanos) {
    List<String> met =
        Arrays.stream(Verdict.values())
            .map(Verdict::toString)
            .filter(v -> counts.values().stream().anyMatch(c -> c.containsKey(v)))
            .toList();
    List<String> headings = new ArrayList<>(List.of("backend", tests));
    headings.addAll(met);
    if (!restarts.isEmpty()) {
      headings.add("restarts");
    }
    if (!nanos.isEmpty()) {
      headings.add("ms each");
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (backend, count) -> {
          long all = count.values().stream().mapToLong(n -> n).sum();
          List<String> row = new ArrayList<>(List.of(backend, number(all)));
          met.forEach(v -> row.add(count.containsKey(v) ? number(count.get(v)) : ""));
          if (!restarts.isEmpty()) {
            row.add(number(restarts.getOrDefault(backend, 0L)));
          }
          if (!nanos.isEmpty()) {
            row.add(
                String.format(Locale.ROOT, "%.1f", nanos.getOrDefault(backend, 0L) / 1e6 / all));
          }
          rows.add(row);
        });
    Table.print(out, ansi, headings, rows);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
