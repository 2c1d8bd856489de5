package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.Schema;
import dev.assay.generator.CallsOfModels;
import dev.assay.generator.infer.Effort;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.RunnerCaller;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesFromText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Infers the rules of operators from what a backend takes and refuses. */
@Command(
    name = "infer",
    customSynopsis = {
      "assay infer --backend SPEC --out FILE [OPTIONS]",
      "      assay infer --backend SPEC --measure FILE"
    },
    sortOptions = false,
    header =
        "Infer rules of operators that nobody wrote, from calls that work and calls that fail.",
    description = {
      "",
      "Of each operator that the backend adds to ONNX's only the schema is known. Calls are drawn,",
      "run, and told apart by what comes of them; docs/rules.md explains how, and what is written.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay infer --backend onnxruntime --operators BiasGelu,Rfft --out some.rules",
      "  assay infer --backend onnxruntime --budget 1h --out microsoft.rules",
      "  assay infer --backend tensorflow:eager --each 2s --records records --out tensorflow.rules",
      "  assay infer --backend onnxruntime --models optimised --out microsoft.rules",
      "  assay infer --backend tensorflow:eager --measure tensorflow.rules --seed 2"
    },
    mixinStandardHelpOptions = true)
final class InferCommand implements Callable<Integer> {
  /** The version of ONNX's own operators that models of one call import. */
  private static final int OPSET = 17;

  /** How often an operator may end the backend before it is given up. */
  private static final int MOST_DEATHS = 4;

  /** One call takes no more than some milliseconds. */
  private static final Limits LIMITS = Limits.USUAL.withTrial(Duration.ofSeconds(3));

  private static final String CONTRIBUTED = "com.microsoft";

  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      required = true,
      description = "Which backend is asked; its optimiser is off unless the SPEC says otherwise.")
  private String backend = "";

  @Option(
      names = "--domain",
      paramLabel = "D",
      description = "The domain of the operators (default: the backend's own, or com.microsoft).")
  private String domain = "";

  @Option(
      names = "--operators",
      paramLabel = "NAME,...",
      split = ",",
      description = "Only these (default: all of the domain).")
  private List<String> operators = List.of();

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "How many calls explore an operator at first (default: ${DEFAULT-VALUE}).")
  private int calls = Effort.USUAL.explored();

  @Option(
      names = "--each",
      paramLabel = "D",
      converter = Durations.class,
      description =
          "The processor time of one operator, workers included (default: 4s): what is found by"
              + " then is written, and said not to be settled.")
  private Duration each = Duration.ofSeconds(4);

  @Option(
      names = "--budget",
      paramLabel = "D",
      converter = Durations.class,
      description = "No further operator is begun after so long, such as 30m (default: none).")
  private @Nullable Duration budget;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the calls (default: 1).")
  private long seed = 1;

  @Option(
      names = "--records",
      paramLabel = "DIR",
      description =
          "Calls that are known are read from here and tried first, and new ones are kept here: a"
              + " file for each version of the backend (default: none are kept).")
  private @Nullable Path records;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Nodes of the models in this folder are tried as calls first.")
  private @Nullable Path models;

  @Option(
      names = "--measure",
      paramLabel = "FILE",
      description =
          "Infers nothing, but draws calls by the rules of a file, says how many are valid, and"
              + " writes the rules that are usable where --out says.")
  private @Nullable Path measured;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the rules are written. Operators of which it tells already are not asked again.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (out == null && measured == null) {
      throw new IllegalArgumentException(
          "rules are written or measured\n  required : --out FILE or --measure FILE");
    }
    Runner runner = Backends.open(List.of(level()), LIMITS, spec.commandLine().getErr()).get(0);
    try (runner) {
      RunnerCaller caller = new RunnerCaller(runner, Map.of("", OPSET));
      DeathWatch watch = new DeathWatch(caller, MOST_DEATHS);
      if (measured != null) {
        measure(runner, watch, measured);
      } else if (out != null) {
        Effort effort = Effort.USUAL.withExplored(calls);
        infer(runner, watch, new InferenceRun.Terms(effort, each, seed, caller::trial), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    }
    return Main.CLEAN;
  }

  private void measure(Runner runner, DeathWatch caller, Path file) throws IOException {
    List<OperatorRules> usable =
        new RulesMeasure(caller, spec.commandLine().getOut())
            .usable(RulesFromText.of(Files.readAllLines(file)), seed);
    if (out != null) {
      RulesFile.write(out, source(runner), usable);
    }
  }

  private String source(Runner runner) {
    return runner.spec() + " " + runner.version() + ", seed " + seed;
  }

  private void infer(Runner runner, DeathWatch watch, InferenceRun.Terms terms, Path to)
      throws IOException {
    InferenceRun run =
        new InferenceRun(
            watch,
            RulesFile.open(to, source(runner)),
            records(runner),
            spec.commandLine().getOut(),
            terms);
    long begun = System.nanoTime();
    run.infer(asked(runner), () -> budget != null && System.nanoTime() - begun > budget.toNanos());
    run.tell();
  }

  private RecordsFolder records(Runner runner) throws IOException {
    RecordsFolder kept =
        records == null
            ? RecordsFolder.none()
            : RecordsFolder.open(records, runner.spec().name(), runner.version());
    if (models != null) {
      CallsOfModels nodes = CallsOfModels.in(models);
      kept.known().give(d -> nodes.of(d.domain(), d.name()));
    }
    return kept;
  }

  private String level() {
    BackendSpec asked = BackendSpec.parse(backend);
    return (asked.options().containsKey(Release.LEVEL) ? asked : Backends.plain(asked)).toString();
  }

  /** What is declared of the operators of the domain: the backend says its own, ONNX all others. */
  private List<Declaration> declared(Runner runner) {
    List<Schema> own =
        domain.isEmpty() && runner instanceof Worker worker ? worker.schemas() : List.of();
    return own.isEmpty()
        ? OnnxDeclarations.all(domain.isEmpty() ? CONTRIBUTED : domain, 1)
        : own.stream().map(s -> OnnxDeclarations.of(s, s.since())).toList();
  }

  private List<Declaration> asked(Runner runner) {
    List<Declaration> all = declared(runner);
    List<String> known = all.stream().map(Declaration::name).toList();
    for (String name : operators) {
      if (!known.contains(name)) {
        throw Suggestions.unknown("operator", name, known, "those of the domain");
      }
    }
    return all.stream().filter(d -> operators.isEmpty() || operators.contains(d.name())).toList();
  }
}
