package dev.assay.cli;

import dev.assay.backends.install.Workers;
import dev.assay.core.backend.BackendSpec;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.Causes;
import dev.assay.corpus.Finding;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Releases;
import dev.assay.corpus.StoredVerdicts;
import dev.assay.corpus.TestCase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds where the finding of a test case comes from. */
@Command(
    name = "blame",
    customSynopsis = "assay blame CASE [OPTIONS]",
    sortOptions = false,
    header = "Find the passes, the releases and the tensor that a finding comes from.",
    description = {
      "",
      "Runs a test case at every level of a backend; looks for a least set of optimiser passes without"
          + " which the finding is gone, and for the first tensor that is wrong; and with --releases for"
          + " the releases with which it came and went. The answer is kept as origin.json in the case.",
      "",
      "Of a campaign, each finding is looked at so, and those that come from the same passes are merged.",
      ""
    },
    parameterListHeading = "@|bold What|@%n",
    optionListHeading = "%n@|bold How|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay blame assay-out/2026-01-31T12-00-00/findings/0000042-onnxruntime-opt-all-mismatch",
      "      on the backend that the case was found with",
      "  assay blame case --backend onnxruntime@1.20.0:opt=all --releases",
      "      on another one, and over all of its releases",
      "  assay blame case --releases 1.16.0..1.29.0 --jobs 2",
      "      over some of them, two at a time",
      "  assay blame assay-out/2026-01-31T12-00-00 --time 10m",
      "      all findings of a campaign, as far as they come in ten minutes",
      "",
      "Ctrl-C ends it, and nothing is written. Exit code: 0 the case shows no finding, 1 it does,"
          + " 2 wrong usage or bad input, 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class BlameCommand implements Callable<Integer> {
  /** The value of {@code --releases} where it has none. */
  private static final String ALL = "0..";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CASE",
      description = "A test case, a folder with model.onnx; or a campaign, one with campaign.db.")
  private Path folder = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "A backend with its options (default: the one in the case's assay.json).")
  private @Nullable String backend;

  @Option(
      names = "--releases",
      paramLabel = "FROM..TO",
      arity = "0..1",
      fallbackValue = ALL,
      description =
          "Look over releases too, which are fetched where they are not there (default: all).")
  private @Nullable String releases;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Run so many releases at a time (default: 1).")
  private int jobs = 1;

  @Option(
      names = "--time",
      paramLabel = "D",
      converter = Durations.class,
      description = "Of a campaign, look at no more findings after 60s, 5m, ... (default: 5m).")
  private Duration time = Duration.ofMinutes(5);

  @Option(names = "--json", description = "Print JSON objects, one a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (StoredVerdicts.areIn(folder)) {
      return ofCampaign();
    }
    if (!CaseFolder.is(folder)) {
      throw new IllegalArgumentException(
          "no test case is there\n  required : a folder with model.onnx\n  but      : " + folder);
    }
    TestCase test = CaseFolder.read(folder);
    BackendSpec subject = subject(test);
    CommandLine line = spec.commandLine();
    Consumer<String> progress = progress(line.getErr());
    try (DownloadLine downloads = new DownloadLine(line.getErr());
        CaseRun run = CaseRun.open(folder.toString(), test, subject, downloads)) {
      boolean quick = subject.program().isPresent() || !Workers.isSlow(subject);
      OriginSearch search = new OriginSearch(run, quick, progress);
      boolean shows = search.own().isFinding();
      Origin origin = search.origin();
      if (shows && releases != null) {
        origin = over(releases(run, releases), test, run, progress, origin);
      }
      tell(line, search, origin);
      if (shows) {
        origin.write(folder);
      }
      return shows ? Main.FINDINGS : Main.CLEAN;
    }
  }

  private int ofCampaign() throws InterruptedException {
    CommandLine line = spec.commandLine();
    CampaignBlame.Done done = new CampaignBlame(folder, time, progress(line.getErr())).run();
    CausesReport.print(line, json, done, Causes.of(folder));
    return done.findings() > 0 ? Main.FINDINGS : Main.CLEAN;
  }

  private Origin over(
      List<String> versions, TestCase test, CaseRun run, Consumer<String> progress, Origin origin)
      throws InterruptedException {
    return new ReleaseSearch(
            folder.toString(), test, run.spec(), versions, Math.max(1, jobs), progress)
        .from(origin, run.release());
  }

  private void tell(CommandLine line, OriginSearch search, Origin origin) {
    if (json) {
      new Events(line.getOut())
          .print(
              "origin",
              "case",
              folder.toString(),
              "verdict",
              search.own().verdict().toString(),
              "origin",
              origin);
    } else {
      new OriginText(line.getOut(), line.getColorScheme().ansi())
          .print(folder.toString(), search.own().verdict(), origin);
    }
  }

  private static Consumer<String> progress(PrintWriter err) {
    return step -> {
      synchronized (err) {
        err.println("looking at: " + step);
        err.flush();
      }
    };
  }

  /** The backend to blame, in the release that the finding was made with. */
  private BackendSpec subject(TestCase test) {
    if (backend != null) {
      return checked(BackendSpec.parse(backend));
    }
    Finding finding =
        test.note()
            .flatMap(note -> note.finding())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "nobody says which backend is to blame\n  required : --backend SPEC\n  but      : "
                            + folder
                            + " has no finding in its assay.json"));
    checked(BackendSpec.parse(finding.backend()));
    return CaseRun.subject(finding);
  }

  private static BackendSpec checked(BackendSpec subject) {
    if (subject.program().isEmpty()) {
      Backends.checkName(subject.name());
    }
    return subject;
  }

  /** The releases of a range, and among them the one of the run. */
  private static List<String> releases(CaseRun run, String range) {
    Releases wanted = Releases.parse(range);
    List<String> versions = new ArrayList<>();
    if (run.spec().program().isEmpty()) {
      Workers.release(run.spec()).others().stream().filter(wanted::contain).forEach(versions::add);
    }
    if (!versions.contains(run.release())) {
      throw new IllegalArgumentException(
          "the release of the case is not among those to look over\n  required : "
              + run.release()
              + "\n  but      : "
              + (versions.isEmpty() ? "there are none of " + run.spec() : versions));
    }
    return versions;
  }
}
