package dev.assay.cli;

import dev.assay.backends.install.Workers;
import dev.assay.cli.CaseRun.Seen;
import dev.assay.core.backend.BackendSpec;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Finding;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.corpus.TestCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the known bugs, and notices those that have been fixed. */
@Command(
    name = "known",
    customSynopsis = "assay known [OPTIONS]",
    sortOptions = false,
    header = "List the bugs that campaigns count and do not tell, and notice which are fixed.",
    description = {
      "",
      "With --check, the cases that a campaign kept of known bugs are run again on the newest release of"
          + " their backend. One that is right there is fixed, and its line in the list can end before it.",
      ""
    },
    optionListHeading = "@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay known --backend onnxruntime@1.29.0",
      "      what is known of one release",
      "  assay known --check assay-out/2026-01-31T12-00-00",
      "      whether the newest release still has what this campaign met",
      "  assay known --check assay-out/2026-01-31T12-00-00 --backend onnxruntime@1.28.0",
      "      the same of another release",
      "",
      "Exit code: 0 nothing is fixed, 1 something is, 2 wrong usage or bad input, 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class KnownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME[@V]",
      description = "Of this backend only; with --check, on this release.")
  private @Nullable String backend;

  @Option(
      names = "--check",
      paramLabel = "CAMPAIGN",
      description = "Run the cases again that a campaign kept of known bugs.")
  private @Nullable Path campaign;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  /** What became of a known bug. */
  private record Checked(String bug, String release, String state, Path kept) {}

  @Override
  public Integer call() throws InterruptedException {
    Optional<BackendSpec> of = Optional.ofNullable(backend).map(BackendSpec::parse);
    of.ifPresent(b -> Backends.checkName(b.name()));
    if (campaign == null) {
      list(of);
      return Main.CLEAN;
    }
    List<Checked> checked = new ArrayList<>();
    for (Map.Entry<String, Path> kept : Campaign.knownCases(campaign).entrySet()) {
      check(kept.getKey(), kept.getValue(), of).ifPresent(checked::add);
    }
    tell(checked);
    return checked.stream().anyMatch(c -> c.state.equals("fixed")) ? Main.FINDINGS : Main.CLEAN;
  }

  private void list(Optional<BackendSpec> of) {
    List<List<String>> rows = new ArrayList<>();
    for (KnownBug bug : KnownBugs.listed()) {
      boolean wanted =
          of.map(
                  b ->
                      b.name().equals(bug.system())
                          && b.version().map(bug.releases()::contain).orElse(true))
              .orElse(true);
      if (wanted && json) {
        new Events(spec.commandLine().getOut())
            .print(
                "known",
                "bug",
                bug.id(),
                "system",
                bug.system(),
                "releases",
                bug.releases().toString(),
                "operator",
                bug.operator(),
                "why",
                bug.why(),
                "link",
                bug.link().orElse(""));
      } else if (wanted) {
        rows.add(
            List.of(
                bug.system(),
                bug.releases().toString(),
                bug.operator(),
                bug.why() + bug.link().map(l -> "  " + l).orElse("")));
      }
    }
    if (!json) {
      print(List.of("system", "releases", "operator", "why"), rows);
    }
  }

  private Optional<Checked> check(String bug, Path kept, Optional<BackendSpec> of)
      throws InterruptedException {
    TestCase test = CaseFolder.read(kept);
    Optional<Finding> finding = test.note().flatMap(CaseNote::finding);
    if (finding.isEmpty()) {
      return Optional.empty();
    }
    BackendSpec found = BackendSpec.parse(finding.get().backend());
    if (of.map(b -> !b.name().equals(found.name())).orElse(false)) {
      return Optional.empty();
    }
    String release = of.flatMap(BackendSpec::version).orElseGet(() -> newestOf(found));
    BackendSpec newest =
        new BackendSpec(
            found.name(), Optional.of(release).filter(r -> !r.isEmpty()), found.options());
    try (DownloadLine downloads = new DownloadLine(spec.commandLine().getErr());
        CaseRun run = CaseRun.open(kept.toString(), test, newest, downloads)) {
      Seen seen = run.with(Map.of(), run.levels().stream().findFirst());
      String state = seen.isFinding() ? "there" : seen.isRight() ? "fixed" : "not run there";
      return Optional.of(new Checked(bug, run.release(), state, kept));
    }
  }

  private static String newestOf(BackendSpec spec) {
    List<String> releases = Workers.release(spec).others();
    return releases.get(releases.size() - 1);
  }

  private void tell(List<Checked> checked) {
    List<List<String>> rows = new ArrayList<>();
    for (Checked c : checked) {
      if (json) {
        new Events(spec.commandLine().getOut())
            .print(
                "checked",
                "bug",
                c.bug,
                "release",
                c.release,
                "state",
                c.state,
                "case",
                c.kept.toString());
      } else {
        rows.add(List.of(c.state, c.release, c.bug));
      }
    }
    if (!json) {
      print(List.of("state", "release", "known bug"), rows);
    }
  }

  private void print(List<String> headings, List<List<String>> rows) {
    CommandLine line = spec.commandLine();
    Ansi ansi = line.getColorScheme().ansi();
    Table.print(line.getOut(), ansi, headings, rows);
    line.getOut().flush();
  }
}
