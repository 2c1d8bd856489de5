package dev.assay.cli;

import dev.assay.corpus.Campaign;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.corpus.Totals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells a person how a campaign goes: what stays on the standard output, and the progress on the
 * standard error, in one line that is written over where that is a terminal.
 */
final class TextReport implements Report {
  private static final int WIDTH = 110;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Ansi ansi;
  private final boolean terminal;
  private final boolean profile;
  private boolean lineOpen;

  TextReport(PrintWriter out, PrintWriter err, Ansi ansi, boolean terminal, boolean profile) {
    this.out = out;
    this.err = err;
    this.ansi = ansi;
    this.terminal = terminal;
    this.profile = profile;
  }

  @Override
  public synchronized void start(Campaign campaign, Map<String, String> backends) {
    say("@|bold Assay|@ " + Main.version() + "  " + campaign.recipe());
    backends.forEach(
        (spec, version) -> say("  backend  " + spec + "  @|faint (" + version + ")|@"));
    say("  folder   " + campaign.folder());
    if (campaign.next() > 0) {
      say("  goes on  at test " + campaign.next());
    }
    out.flush();
  }

  @Override
  public synchronized void finding(long test, BackendVerdict v, String command) {
    clear();
    say("@|bold,red " + v.verdict() + "|@  " + v.backend() + "  @|faint test " + test + "|@");
    plain(v.detail());
    plain("replay   : " + command);
    out.flush();
  }

  @Override
  public synchronized void failure(long test, String what, Path folder, String command) {
    clear();
    say("@|bold,magenta own failure|@  @|faint test " + test + "|@");
    plain(what);
    plain("case     : " + folder);
    plain("replay   : " + command);
    out.flush();
  }

  @Override
  public synchronized void progress(Progress p) {
    String top =
        p.operators().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining("  "));
    String line =
        String.format(
            Locale.ROOT,
            "%,d tests  %.1f/s  %d findings  %d known  %s  %s",
            p.tests(),
            p.perSecond(),
            p.findings(),
            p.known(),
            Durations.clock(p.elapsed()) + p.goal(),
            top);
    if (terminal) {
      err.print("\r\u001b[2K" + line.substring(0, Math.min(WIDTH, line.length())));
      lineOpen = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  @Override
  public synchronized void summary(Summary s) {
    clear();
    Totals t = s.totals();
    say(
        String.format(
            Locale.ROOT,
            "@|bold %,d tests|@ in %s (%.1f/s), %,d valid models, %d operators in %,d pairs with a type",
            s.now(),
            Durations.clock(s.elapsed()),
            s.perSecond(),
            t.valid(),
            t.models().size(),
            t.pairs().size()));
    VerdictTable.print(out, ansi, "tests", t.verdicts(), s.restarts(), t.backendNanos());
    findings(t);
    known(t);
    counts("behaviour", "tests", t.behaviours());
    counts("findings that rest on", "findings", t.grounds());
    say(
        String.format(
            Locale.ROOT,
            "  %,d of %,d elements indecisive, %s, %s",
            t.indecisive(),
            t.elements(),
            counted(t.findings(), "finding", "red"),
            counted(t.failures(), "own failure", "magenta")));
    t.policies()
        .forEach(
            (policy, p) ->
                say(
                    String.format(
                        Locale.ROOT,
                        "  policy %-5s  %,d tests, %.0f %% of the outputs' elements are points, %,d of %,d"
                            + " indecisive",
                        policy,
                        p.tests(),
                        100 * p.pointFraction(),
                        p.indecisive(),
                        p.elements())));
    if (!t.ways().isEmpty()) {
      say(
          t.ways().entrySet().stream()
              .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
              .collect(Collectors.joining(", ", "  inputs by how they were found: ", "")));
    }
    if (t.tests() > s.now()) {
      say(
          String.format(
              Locale.ROOT,
              "  the table is over all %,d tests of the campaign, its restarts over this run",
              t.tests()));
    }
    if (profile) {
      say(
          "  time     "
              + t.nanos().entrySet().stream()
                  .map(e -> e.getKey() + seconds(e.getValue()))
                  .collect(Collectors.joining("  ")));
      say(
          "  backends "
              + t.backendNanos().entrySet().stream()
                  .map(e -> e.getKey() + seconds(e.getValue()))
                  .collect(Collectors.joining("  ")));
    }
    out.flush();
  }

  /** The bugs that were found, the most frequent first. */
  private void findings(Totals totals) {
    if (totals.signatures().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    totals.signatures().entrySet().stream()
        .sorted(Comparator.comparing(e -> -e.getValue().count()))
        .forEach(
            e ->
                rows.add(
                    List.of(
                        cut(e.getKey()),
                        String.format("%,d", e.getValue().count()),
                        e.getValue().folder())));
    Table.print(out, ansi, List.of("finding", "verdicts", "case"), rows);
  }

  private static String cut(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line;
  }

  /** The known bugs that were met, the most frequent first. */
  private void known(Totals totals) {
    if (totals.known().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    totals.known().entrySet().stream()
        .sorted(Comparator.comparing(e -> -e.getValue().count()))
        .forEach(
            e -> {
              Optional<KnownBug> bug = KnownBugs.named(e.getKey());
              rows.add(
                  List.of(
                      bug.map(KnownBug::operator).orElse(e.getKey()),
                      String.format("%,d", e.getValue().count()),
                      bug.map(KnownBug::why).orElse("listed no more")));
            });
    Table.print(out, ansi, List.of("known bug", "verdicts", "why"), rows);
  }

  private void counts(String what, String ofWhat, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      counts.forEach((name, n) -> rows.add(List.of(name, String.format("%,d", n))));
      Table.print(out, ansi, List.of(what, ofWhat), rows);
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, " %.2fs", nanos / 1e9);
  }

  private static String counted(long n, String what, String colour) {
    String text = n + " " + what + (n == 1 ? "" : "s");
    return n == 0 ? text : "@|bold," + colour + " " + text + "|@";
  }

  private void say(String markup) {
    out.println(ansi.string(markup));
  }

  private void plain(String text) {
    text.lines().forEach(line -> out.println("  " + line));
  }

  private void clear() {
    if (lineOpen) {
      err.print("\r\u001b[2K");
      err.flush();
      lineOpen = false;
    }
  }
}
