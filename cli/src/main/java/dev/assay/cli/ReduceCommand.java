package dev.assay.cli;

import dev.assay.backends.worker.Limits;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Finding;
import dev.assay.oracle.reduce.Interest;
import dev.assay.oracle.reduce.Reducer;
import dev.assay.oracle.reduce.Reducer.Start;
import dev.assay.oracle.reduce.Reduction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts a case down to one that shows the same and little else. */
@Command(
    name = "reduce",
    customSynopsis = "assay reduce CASE [OPTIONS]",
    sortOptions = false,
    header = "Cut a test case down to the smallest that shows the same symptom.",
    description = {
      "",
      "Leaves out outputs and nodes, shortens axes, takes plainer attributes, types and values, as long"
          + " as the backend goes wrong in the same way: the same verdict, kind of fault and words of"
          + " a failure, at the same levels of the optimiser. Every model on the way is valid.",
      ""
    },
    parameterListHeading = "@|bold What|@%n",
    optionListHeading = "%n@|bold How|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay reduce assay-out/2026-01-31T12-00-00/findings/0000042-onnxruntime-opt-all-mismatch",
      "      what a campaign found, on the backend that it was found on",
      "  assay reduce model.onnx --seed 7 --backend onnxruntime:opt=disabled --backend onnxruntime:opt=all",
      "      a model on drawn inputs, on the first of these that goes wrong",
      "  assay reduce case --test ./still-bad.sh --out small",
      "      still-bad.sh FOLDER ends with 0 where the case is still interesting, with 1 where it is not",
      "",
      "Ctrl-C keeps the smallest so far. Exit code: 0 reduced, 2 wrong usage or nothing to reduce,"
          + " 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class ReduceCommand implements Callable<Integer> {
  /** A trial may take so many times as long as the first. */
  private static final int TIMES_AS_LONG = 20;

  /** Even where a trial is short, since after a hang it is the first of a fresh process. */
  private static final Duration LEAST = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "A folder with model.onnx, or one .onnx.")
  private Path path = Path.of("");

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description =
          "A backend with its options; give one --backend for each (default: those that the case"
              + " names).")
  private List<String> backends = List.of();

  @Option(
      names = "--test",
      paramLabel = "SCRIPT",
      description =
          "Let a program judge instead of a backend. It is given a case's folder, and ends with 0"
              + " (still interesting) or 1 (not).")
  private @Nullable Path script;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the reduced case (default: CASE-reduced).")
  private @Nullable Path out;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Try so many models at once; the result is the same (default: one for two processors).")
  private @Nullable Integer jobs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Draws the inputs of a lone .onnx (default: 1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Stop stop = new Stop(Optional.empty(), Optional.empty());
    return GentleEnd.during(() -> reduce(stop), stop::ask, () -> {});
  }

  private int reduce(Stop stop) throws InterruptedException {
    GivenCase given = GivenCase.read(path, seed);
    Path folder = Objects.requireNonNullElseGet(out, given::besideIt);
    if (script == null) {
      return onBackends(given, folder, stop);
    }
    if (!backends.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--test and --backend\n  required : one judge\n  but      : both are given");
    }
    try (ScriptTest test = new ScriptTest(script)) {
      Start start = new Start(given.graph(), given.data().get(0));
      String command = ShellWord.of(script.toString()) + " " + ShellWord.of(folder.toString());
      return reduce(
          start,
          test,
          stop,
          (r, report) -> {
            boolean again = test.isIn(r.graph(), r.inputs());
            write(folder, given, r, Kernels.NONE, Optional.empty(), command);
            report.summary(r, folder, command, Optional.empty(), again);
          });
    }
  }

  private int onBackends(GivenCase given, Path folder, Stop stop) throws InterruptedException {
    List<String> names = backends.isEmpty() ? given.backends() : backends;
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody says what is wrong with the case\n  required : a backend, or a script\n  but      : "
              + path
              + " names no backend\n  way out  : --backend SPEC, or --test SCRIPT");
    }
    List<Runner> runners = Backends.open(names, spec.commandLine().getErr());
    try {
      FirstLook first = FirstLook.of(given, runners);
      Accused accused = first.accused();
      Limits limits = Limits.USUAL.withTrial(limit(first.slowest()));
      try (SameSymptom same = new SameSymptom(first.symptom(), accused, jobs(), limits)) {
        String command =
            "assay replay "
                + ShellWord.of(folder.toAbsolutePath().normalize().toString())
                + " "
                + accused.options();
        return reduce(
            new Start(given.graph(), first.inputs(), accused.kernels()),
            same,
            stop,
            (r, report) -> {
              Trial trial = new Trial(OnnxFromGraph.of(r.graph()), r.inputs());
              Optional<Accused.Sighting> last = accused.look(trial);
              Optional<Finding> finding = last.map(accused::finding);
              write(folder, given, r, accused.kernels(), finding, command);
              boolean again = last.filter(s -> first.symptom().isKeptIn(s.symptom())).isPresent();
              report.summary(r, folder, command, last.map(Accused.Sighting::judgement), again);
            });
      }
    } finally {
      Backends.close(runners);
    }
  }

  /** What is done with what came out. */
  private interface Ending {
    void of(Reduction reduction, ReduceReport report) throws InterruptedException;
  }

  private int reduce(Start start, Interest interest, Stop stop, Ending ending)
      throws InterruptedException {
    CommandLine line = spec.commandLine();
    ReduceReport report =
        new ReduceReport(line.getOut(), line.getErr(), line.getColorScheme().ansi(), json);
    Reducer reducer = new Reducer(interest, jobs(), stop::isAsked, report::progress);
    ending.of(reducer.reduce(start), report);
    return Main.CLEAN;
  }

  private static void write(
      Path folder,
      GivenCase given,
      Reduction r,
      Kernels kernels,
      Optional<Finding> finding,
      String command) {
    CaseNote note =
        new CaseNote(
                Main.version(),
                given.note().map(CaseNote::seed).orElse(0L),
                given.note().map(CaseNote::test).orElse(0L),
                finding,
                Optional.empty(),
                command)
            .reducedFrom(given.path().toString());
    WrittenCase.write(
        folder,
        GraphReading.values(r.graph(), r.inputs(), kernels),
        OnnxFromGraph.of(r.graph()),
        r.inputs(),
        Optional.of(note));
  }

  private static Duration limit(Duration first) {
    Duration times = first.multipliedBy(TIMES_AS_LONG);
    Duration usual = Limits.USUAL.trial();
    return times.compareTo(LEAST) < 0 ? LEAST : times.compareTo(usual) < 0 ? times : usual;
  }

  private int jobs() {
    int processors = Runtime.getRuntime().availableProcessors();
    int given = Objects.requireNonNullElse(jobs, Math.max(1, processors / 2));
    if (given < 1) {
      throw new ParameterException(
          spec.commandLine(), "--jobs\n  required : a number from 1 on\n  but      : " + given);
    }
    return given;
  }
}
