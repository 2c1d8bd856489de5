package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes test cases and writes them to disk. */
@Command(
    name = "gen",
    customSynopsis = "assay gen --count N --out DIR [OPTIONS]",
    sortOptions = false,
    header = "Make models with inputs and reference outputs, and write them to disk.",
    description = {"", "Writes test cases in the layout of ONNX's backend tests.", ""},
    optionListHeading = "%n@|bold How many, and where to|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay gen --count 100 --nodes 20 --seed 1 --out models",
      "  assay gen --count 10 --types float16 --exclude Conv --out halves",
      "  assay gen --count 8 --gear symbolic --out sizes",
      "      one structure in eight sets of sizes"
    },
    mixinStandardHelpOptions = true)
final class GenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many models.")
  private long count;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to write to.")
  private Path out = Path.of("");

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
    Recipe recipe = models.recipe(Optional.empty(), backends, List.of());
    var writer = spec.commandLine().getOut();
    Events events = new Events(writer);
    List<Runner> runners = Backends.open(recipe.backends(), spec.commandLine().getErr());
    try (TestSource source = GeneratedTests.of(recipe, Backends.aims(runners), 1).get(0)) {
      for (long k = from; k < from + count; k++) {
        Path folder = out.resolve(String.format("%07d", k));
        Graph graph = write(folder, recipe, k, source.make(k));
        if (json) {
          events.print(
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
    } finally {
      Backends.close(runners);
    }
    if (json) {
      events.print("summary", "models", count, "seed", recipe.seed(), "out", out.toString());
    } else {
      writer.println(count + " models in " + out + "  " + recipe);
    }
    writer.flush();
    return Main.CLEAN;
  }

  private static Graph write(Path folder, Recipe recipe, long k, MadeTest made) {
    Graph graph = GraphFromOnnx.of(made.model());
    String command = "assay gen " + recipe + " --from " + k + " --count 1 --out .";
    CaseNote note =
        new CaseNote(Main.version(), recipe.seed(), k, Optional.empty(), Optional.empty(), command);
    WrittenCase.write(folder, graph, made.model(), made.inputs(), Optional.of(note));
    return graph;
  }
}
