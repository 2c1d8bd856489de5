package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import dev.assay.generator.Census;
import dev.assay.generator.Found;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes models: writes them to disk as test cases, or counts what is in them. */
@Command(
    name = "gen",
    customSynopsis = "assay gen --count N [--stats] [--out DIR] [OPTIONS]",
    sortOptions = false,
    header = "Make models with inputs and reference outputs, or count what is in them.",
    description = {
      "",
      "With --out, writes test cases in the layout of ONNX's backend tests. With --stats, prints which",
      "operators, types, ranks, sizes, edges and attributes the models have, how fast they are made, and",
      "how inputs were found for them: for one model of ten, where none is written.",
      ""
    },
    optionListHeading = "%n@|bold How many, and what of them|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay gen --count 100 --nodes 20 --seed 1 --out models",
      "  assay gen --count 10 --types float16 --exclude Conv --out halves",
      "  assay gen --count 256 --gear symbolic --out sizes",
      "      sixteen structures, each in sixteen sets of sizes",
      "  assay gen --count 100 --seeds zoo --out spliced",
      "      half of them have parts of the models in the folder zoo",
      "  assay gen --count 100 --rules shipped --backend tensorflow:plain --out hybrid",
      "      models with operators of TensorFlow's own; the backend says what these give",
      "  assay gen --count 100 --invalid --out broken",
      "      models that break one rule each; assay.json says which",
      "  assay gen --count 20000 --seed 1 --stats"
    },
    mixinStandardHelpOptions = true)
final class GenCommand implements Callable<Integer> {
  /** Of so many models that are counted and not written, inputs are searched for one. */
  private static final int SEARCHED = 10;

  /** The clock is read once for so many models: it can cost a sixth of making one. */
  private static final int TIMED = 100;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  @Spec private CommandSpec spec;

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many models.")
  private long count;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write to (default: nothing is written).")
  private @Nullable Path out;

  @Option(names = "--stats", description = "Print what the models have.")
  private boolean stats;

  @Option(
      names = "--from",
      paramLabel = "K",
      description = "The number of the first, as in a campaign of the same seed (default: 0).")
  private long from;

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "Use only what this backend has; give one --backend for each (default: any).")
  private List<String> backends = List.of();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%n@|bold Which models|@%n")
  private final RecipeOptions models = new RecipeOptions();

  @Override
  public Integer call() {
    Recipe recipe = models.recipe(Optional.empty(), backends, List.of(), Mix.NO_SEEDS);
    SeedModels.warn(recipe, spec.commandLine().getErr());
    List<Runner> runners = Backends.open(recipe.backends(), spec.commandLine().getErr());
    try (GeneratedTests source = GeneratedTests.of(recipe, Backends.aims(runners))) {
      Census census = new Census(source.known());
      Map<Found.How, Long> ways = new EnumMap<>(Found.How.class);
      Duration cpu = Duration.ZERO;
      for (long first = from; first < from + count; first += TIMED) {
        long start = CLOCK.getCurrentThreadCpuTime();
        List<Graph> drawn = new ArrayList<>();
        for (long k = first; k < Math.min(first + TIMED, from + count); k++) {
          if (out != null) {
            MadeTest made = source.make(k);
            write(out.resolve(String.format("%07d", k)), recipe, k, made);
            ways.merge(made.way(), 1L, Long::sum);
          }
          if (out == null || stats) {
            drawn.add(source.model(k).graph());
          }
        }
        cpu = cpu.plusNanos(CLOCK.getCurrentThreadCpuTime() - start);
        if (stats) {
          drawn.forEach(census::add);
        }
        for (int k = 0; stats && out == null && k < drawn.size(); k += SEARCHED) {
          ways.merge(source.make(first + k).way(), 1L, Long::sum);
        }
      }
      say(recipe, new Statistics(census, source.bindings(), ways, cpu));
    } finally {
      Backends.close(runners);
    }
    return Main.CLEAN;
  }

  private void say(Recipe recipe, Statistics statistics) {
    var writer = spec.commandLine().getOut();
    if (json) {
      Events events = new Events(writer);
      if (stats) {
        events.print("statistics", StatisticsFacts.of(statistics));
      }
      events.print(
          "summary",
          "models",
          count,
          "seed",
          recipe.seed(),
          "out",
          out == null ? "" : out.toString());
    } else {
      writer.println(count + " models" + (out == null ? "" : " in " + out) + "  " + recipe);
      if (stats) {
        String made = out == null ? "made:" : "made with inputs and outputs, and written:";
        new CensusReport(statistics, writer, spec.commandLine().getColorScheme().ansi())
            .print(made);
      }
    }
    writer.flush();
  }

  private void write(Path folder, Recipe recipe, long k, MadeTest made) {
    if (made.invalid().isPresent()) {
      WrittenCase.write(folder, made.trial(), made.invalid().get().rule(), note(recipe, k));
      return;
    }
    Graph graph = GraphFromOnnx.of(made.model());
    GraphReading reading = GraphReading.values(graph, made.inputs(), made.options().kernels());
    WrittenCase.write(folder, reading, made.model(), made.inputs(), Optional.of(note(recipe, k)));
    if (json) {
      new Events(spec.commandLine().getOut())
          .print(
              "model",
              "test",
              k,
              "case",
              folder.toString(),
              "nodes",
              graph.nodes().size(),
              "opset",
              graph.opset());
    }
  }

  private static CaseNote note(Recipe recipe, long k) {
    String command = "assay gen " + recipe + " --from " + k + " --count 1 --out .";
    return new CaseNote(
        Main.version(), recipe.seed(), k, Optional.empty(), Optional.empty(), command);
  }
}
