package dev.assay.cli;

import dev.assay.backends.install.Workers;
import dev.assay.cli.page.CampaignPage;
import dev.assay.cli.report.CaseResult;
import dev.assay.cli.report.Environment;
import dev.assay.cli.report.Evidence;
import dev.assay.cli.report.IssueReport;
import dev.assay.cli.report.IssueReport.Wording;
import dev.assay.cli.report.Linter;
import dev.assay.cli.report.Objection;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Finding;
import dev.assay.corpus.Origin;
import dev.assay.corpus.StoredVerdicts;
import dev.assay.corpus.TestCase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a finding as an issue, or a campaign as results for continuous integration. */
@Command(
    name = "report",
    customSynopsis = {
      "assay report CASE [OPTIONS]",
      "assay report CAMPAIGN [--html FILE] [--junit FILE] [--sarif FILE]"
    },
    sortOptions = false,
    header =
        "Write a finding as an issue that a maintainer accepts, or a campaign as a page or for a build"
            + " server.",
    description = {
      "",
      "Of a test case: Markdown that is ready to be pasted, with the model as a script in Python and in"
          + " Java. The case is run on the newest release at every level, and again. A report that a"
          + " maintainer would send back is refused, with the reason and the way out.",
      "",
      "Of a campaign, --html is one page that needs nothing beside it: progress, findings with their"
          + " models drawn and the values that were expected and got, and operators by type.",
      ""
    },
    parameterListHeading = "@|bold What|@%n",
    optionListHeading = "%n@|bold How|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay report assay-out/2026-01-31T12-00-00/findings/0000042-onnxruntime-opt-all-mismatch",
      "      the issue of a finding, on the standard output",
      "  assay report case --backend onnxruntime:all --out issue.md --note 'related, but not it: #123'",
      "      of a case from elsewhere, into a file",
      "  assay report nightly --html nightly.html",
      "      what a campaign found, to look at",
      "  assay report nightly --junit results.xml --sarif results.sarif",
      "      what a campaign found, for a build server and a code host",
      "",
      "Exit code: 0 the report is written, 1 it is refused, or the campaign has new findings, 2 wrong"
          + " usage or bad input, 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "A test case, or the folder of a campaign.")
  private Path path = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "The backend and level that go wrong (default: those of the case).")
  private @Nullable String backend;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the issue there (default: standard output).")
  private @Nullable Path out;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "In place of the title that is made.")
  private @Nullable String title;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "A remark for the end, such as what a search for duplicates gave; any number.")
  private List<String> notes = List.of();

  @Option(names = "--no-java", description = "Leave the program in Java out.")
  private boolean withoutJava;

  @Option(names = "--no-picture", description = "Leave the picture of the model out.")
  private boolean withoutPicture;

  @Option(
      names = "--force",
      description = "Write what would be refused, with the objections at its top.")
  private boolean force;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a campaign as a page to look at, without files beside it.")
  private @Nullable Path html;

  @Mixin private CiFiles ciFiles = new CiFiles();

  @Override
  public Integer call() throws InterruptedException {
    if (CaseFolder.is(path)) {
      return issue();
    }
    if (StoredVerdicts.areIn(path)) {
      return campaign();
    }
    throw new IllegalArgumentException(
        "there is nothing to report\n  required : a test case (a folder with model.onnx), or a campaign's folder\n  but      : "
            + path
            + " is neither");
  }

  private int campaign() {
    if (html == null && !ciFiles.areWanted()) {
      throw new IllegalArgumentException(
          "nobody says how a campaign is to be reported\n  required : --html FILE, --junit FILE or --sarif FILE\n  way out  : or report one of its cases, in "
              + path.resolve("findings"));
    }
    List<CaseResult> results = CampaignResults.of(path);
    ciFiles.write(results);
    if (html != null) {
      CampaignPage.write(path, CampaignSupport::of, html);
    }
    boolean isClean =
        results.stream()
            .noneMatch(
                r -> r.kind() == CaseResult.Kind.FAILED || r.kind() == CaseResult.Kind.ERROR);
    return isClean ? Main.CLEAN : Main.FINDINGS;
  }

  private int issue() throws InterruptedException {
    TestCase given = CaseFolder.read(path);
    Graph graph = GraphFromOnnx.of(given.model());
    TestCase test = new TestCase(given.name(), OnnxFromGraph.of(graph), given.data(), given.note());
    Map<String, Tensor> inputs = inputs(test, graph);
    BackendSpec level = level(test);
    PrintWriter err = spec.commandLine().getErr();
    Optional<GraphReading> read = Optional.empty();
    if (GraphCheck.unknownOperators(graph).isEmpty()) {
      try {
        read = Optional.of(GraphReading.of(graph, inputs));
      } catch (IllegalArgumentException e) {
        refuse(List.of(Linter.invalid(String.valueOf(e.getMessage()), path.toString())));
        return Main.FINDINGS;
      }
    }
    List<String> levels;
    Optional<Origin> origin = Origin.read(path);
    try (DownloadLine downloads = new DownloadLine(err);
        CaseRun run = CaseRun.open(path.toString(), test, level, downloads)) {
      levels = run.levels();
      if (origin.isEmpty()) {
        boolean quick = !Workers.isSlow(level);
        origin = Optional.of(new OriginSearch(run, quick, step -> {}).origin());
      }
    }
    List<Runner> runners = Backends.open(names(level, levels), err);
    try {
      Runner shown = runners.stream().filter(r -> r.spec().equals(level)).findFirst().orElseThrow();
      String system = Workers.release(level).title();
      GraphReading own =
          read.orElseGet(() -> GraphReading.of(graph, inputs, SystemKernels.of(List.of(shown))))
              .allowing(ErrorTables.of(shown));
      Evidence evidence = new Inspection(runners, shown, system).of(own, inputs, origin);
      return write(evidence, new Linter(evidence, path.toString()).objections());
    } finally {
      Backends.close(runners);
    }
  }

  private int write(Evidence evidence, List<Objection> objections) {
    if (!objections.isEmpty() && !force) {
      refuse(objections);
      return Main.FINDINGS;
    }
    Wording wording =
        new Wording(
            Optional.ofNullable(title), notes, !withoutJava, !withoutPicture, Main.version());
    String text = IssueReport.of(evidence, objections, Environment.here(), wording);
    if (out == null) {
      PrintWriter console = spec.commandLine().getOut();
      console.print(text);
      console.flush();
    } else {
      CiFiles.write(out, text);
    }
    return Main.CLEAN;
  }

  private void refuse(List<Objection> objections) {
    CommandLine line = spec.commandLine();
    for (Objection o : objections) {
      Messages.facts(line.getErr(), line.getColorScheme(), "no report, since " + o);
    }
    line.getErr().flush();
  }

  private Map<String, Tensor> inputs(TestCase test, Graph graph) {
    if (test.data().isEmpty()) {
      throw new IllegalArgumentException(
          "a test case has no data\n  required : test_data_set_0 with an input_K.pb for each input\n  but      : "
              + path
              + " has none");
    }
    return ReplayData.of(graph, test.data().get(0))
        .tensors()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no report is written of a model of sequences\n  required : tensors, in and out\n  but      : "
                        + path));
  }

  /** The backend at the level of the finding, in the newest release that Assay knows. */
  private BackendSpec level(TestCase test) {
    String named =
        Optional.ofNullable(backend)
            .or(() -> test.note().flatMap(CaseNote::finding).map(Finding::backend))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "nobody says which backend goes wrong\n  required : --backend SPEC, where the case has no assay.json\n  case     : "
                            + path));
    BackendSpec given = BackendSpec.parse(named);
    if (given.program().isPresent()) {
      throw new IllegalArgumentException(
          "there are no releases of a program\n  required : a backend of Assay\n  but      : "
              + given);
    }
    return new BackendSpec(given.name(), Optional.empty(), given.options());
  }

  /** A backend at each of some levels, the least optimised first, and as it is given. */
  private static List<String> names(BackendSpec given, List<String> levels) {
    Set<String> names = new LinkedHashSet<>();
    for (String level : levels) {
      Map<String, String> options = new TreeMap<>(given.options());
      options.put("opt", level);
      names.add(new BackendSpec(given.name(), given.version(), options).toString());
    }
    names.add(given.toString());
    return List.copyOf(names);
  }
}
