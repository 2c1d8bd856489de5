package dev.assay.cli;

import dev.assay.cli.report.CaseResult;
import dev.assay.core.backend.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi;

/** Tells what came of replayed cases, a row each, and counts them. */
final class ReplayReport {
  private final PrintWriter out;
  private final boolean json;
  private final Events events;
  private final Ansi ansi;
  private final Map<String, Map<Verdict, Long>> counts = new TreeMap<>();
  private final List<CaseResult> results = new ArrayList<>();
  private final long start = System.nanoTime();
  private long cases;
  private long findings;
  private long open;

  ReplayReport(PrintWriter out, boolean json, Ansi ansi) {
    this.out = out;
    this.json = json;
    this.events = new Events(out);
    this.ansi = ansi;
  }

  /** Tells what came of one case, a row for each backend. */
  void add(List<Replay.Row> rows) {
    cases++;
    for (Replay.Row row : rows) {
      results.add(result(row));
      counts
          .computeIfAbsent(row.backend(), b -> new EnumMap<>(Verdict.class))
          .merge(row.verdict(), 1L, Long::sum);
      findings += row.verdict().isFinding() ? 1 : 0;
      open += row.isOpen() ? 1 : 0;
      if (json) {
        events.print(
            "case",
            "case",
            row.test(),
            "backend",
            row.backend(),
            "verdict",
            row.verdict().toString(),
            "grade",
            row.grade(),
            "grounds",
            row.grounds(),
            "detail",
            row.detail());
      } else {
        print(row);
      }
    }
  }

  /** All rows so far, as continuous integration is told. */
  List<CaseResult> results() {
    return results;
  }

  private static CaseResult result(Replay.Row row) {
    String verdict = row.verdict().toString();
    return new CaseResult(
        row.test(),
        row.backend(),
        "",
        kind(row.verdict()),
        verdict,
        row.verdict().isFinding() ? CaseResult.rule(row.backend(), verdict, row.detail()) : "",
        row.detail(),
        row.test());
  }

  private static CaseResult.Kind kind(Verdict v) {
    return v.isFinding()
        ? CaseResult.Kind.FAILED
        : v == Verdict.PASS ? CaseResult.Kind.PASSED : CaseResult.Kind.SKIPPED;
  }

  private void print(Replay.Row row) {
    String padded = String.format("%-11s", row.verdict());
    out.println(
        ansi.string("@|" + style(row.verdict()) + " " + padded + "|@ ")
            + row.test()
            + ansi.string("  @|faint " + row.backend() + "|@"));
    if (row.verdict() != Verdict.PASS) {
      row.detail().lines().forEach(line -> out.println("            " + line));
    }
  }

  private static String style(Verdict v) {
    return switch (v) {
      case PASS -> "green";
      case MISMATCH, CRASH, TIMEOUT, UNSTABLE, ERROR -> "bold,red";
      case UNSUPPORTED, INDECISIVE, INVALID -> "yellow";
    };
  }

  /** Tells the counts; gives the exit code of the command. */
  int summary() {
    int code = findings > open ? Main.FINDINGS : Main.CLEAN;
    double seconds = (System.nanoTime() - start) / 1e9;
    if (json) {
      List<Object> facts = new ArrayList<>(List.of("cases", cases));
      for (Verdict v : Verdict.values()) {
        facts.add(v.toString());
        facts.add(counts.values().stream().mapToLong(c -> c.getOrDefault(v, 0L)).sum());
      }
      facts.addAll(List.of("findings", findings, "open", open, "by_backend", words()));
      facts.addAll(List.of("elapsed_s", Events.rounded(seconds), "exit_code", code));
      events.print("summary", facts.toArray());
    } else {
      out.println(
          ansi.string(
              String.format(
                  Locale.ROOT,
                  "@|bold %,d case%s|@ in %.1f s",
                  cases,
                  cases == 1 ? "" : "s",
                  seconds)));
      VerdictTable.print(out, ansi, "cases", words(), Map.of(), Map.of());
      if (open > 0) {
        out.println("  of " + findings + " findings " + open + " rest on what ONNX leaves open");
      }
      out.flush();
    }
    return code;
  }

  private Map<String, Map<String, Long>> words() {
    Map<String, Map<String, Long>> words = new TreeMap<>();
    counts.forEach(
        (backend, c) -> {
          Map<String, Long> row = new TreeMap<>();
          c.forEach((v, n) -> row.put(v.toString(), n));
          words.put(backend, row);
        });
    return words;
  }
}
