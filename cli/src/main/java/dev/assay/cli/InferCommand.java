package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.Schema;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.RunnerCaller;
import dev.assay.generator.rules.RulesText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Infers the rules of operators from what a backend takes and refuses. */
@Command(
    name = "infer",
    customSynopsis = "assay infer --backend SPEC --out FILE [OPTIONS]",
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
      "  assay infer --backend tensorflow:eager --budget 1h --out tensorflow.rules"
    },
    mixinStandardHelpOptions = true)
final class InferCommand implements Callable<Integer> {
  /** The version of ONNX's own operators that models of one call import. */
  private static final int OPSET = 17;

  /** How often an operator may end the backend before it is given up. */
  private static final int MOST_DEATHS = 8;

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
  private int calls = Inference.EXPLORED;

  @Option(
      names = "--budget",
      paramLabel = "D",
      converter = Durations.class,
      description = "No further operator is begun after so long, such as 30m (default: none).")
  private @Nullable Duration budget;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the calls (default: 1).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the rules are written.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    Runner runner = Backends.open(List.of(level()), spec.commandLine().getErr()).get(0);
    try (runner) {
      List<Declaration> asked = asked(runner);
      List<String> lines = new ArrayList<>();
      lines.add(RulesText.HEAD);
      lines.add("# " + runner.spec() + " " + runner.version() + ", seed " + seed);
      infer(asked, new DeathWatch(new RunnerCaller(runner, Map.of("", OPSET)), MOST_DEATHS), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out, e);
    }
    return Main.CLEAN;
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

  /** Infers and writes operator by operator, so that what was found is there whenever it ends. */
  private void infer(List<Declaration> asked, DeathWatch caller, List<String> lines)
      throws IOException {
    PrintWriter writer = spec.commandLine().getOut();
    long begun = System.nanoTime();
    int found = 0;
    int right = 0;
    int told = 0;
    for (Declaration d : asked) {
      if (budget != null && System.nanoTime() - begun > budget.toNanos()) {
        break;
      }
      caller.begin();
      Inferred inferred = Inference.of(d, caller, Choices.of(seed), calls);
      Optional<Score> score = inferred.heldOut();
      if (inferred.rules().isPresent()) {
        found++;
        lines.add("");
        lines.addAll(RulesText.of(inferred.rules().get()));
      }
      Files.write(out, lines);
      right += score.map(Score::right).orElse(0);
      told += score.map(Score::told).orElse(0);
      writer.println(line(d, inferred));
      writer.flush();
    }
    writer.printf(
        Locale.ROOT,
        "%d of %d operators have rules in %s; of %d held-out calls that these take, %s takes %d"
            + " (%d crashes or hangs on the way)%n",
        found,
        asked.size(),
        Durations.clock(Duration.ofNanos(System.nanoTime() - begun)),
        told,
        backend,
        right,
        caller.deaths().size());
    caller
        .deaths()
        .forEach(
            r ->
                writer.println(
                    r.operator() + " died of " + r.call() + "\n  said     : " + r.outcome()));
  }

  private static String line(Declaration d, Inferred inferred) {
    return inferred
        .heldOut()
        .map(
            s ->
                String.format(
                    Locale.ROOT,
                    "%-40s %6d calls  precision %5.1f  recall %5.1f%s",
                    d,
                    inferred.calls(),
                    100 * s.precision(),
                    100 * s.recall(),
                    inferred.isOverFitted() ? "  flagged" : ""))
        .orElseGet(() -> String.format("%-40s %6d calls  %s", d, inferred.calls(), inferred.why()));
  }
}
