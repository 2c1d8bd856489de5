package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.metamorphic.Rewrites;
import dev.assay.oracle.metamorphic.Rewritten;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model in another form that computes the same. */
@Command(
    name = "rewrite",
    customSynopsis = "assay rewrite MODEL [--rule NAME] [--seed S] --out FILE",
    sortOptions = false,
    header = "Say a model differently: another graph that computes the same.",
    description = {
      "",
      "One rule changes one place of the model, which the seed draws. The rules are those of"
          + " fuzz --rewrites; docs/metamorphic.md says how they are checked.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay rewrite --list",
      "  assay rewrite model.onnx --rule transpose-twice --seed 3 --out other.onnx"
    },
    mixinStandardHelpOptions = true)
final class RewriteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "An .onnx file.")
  private @Nullable Path model;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "The rule (default: any that applies).")
  private @Nullable String rule;

  @Option(names = "--seed", paramLabel = "S", description = "Draws the place (default: 1).")
  private long seed = 1;

  @Option(names = "--out", paramLabel = "FILE", description = "Where the new model is written.")
  private @Nullable Path out;

  @Option(names = "--list", description = "List the rules.")
  private boolean list;

  @Override
  public Integer call() {
    PrintWriter writer = spec.commandLine().getOut();
    if (list) {
      Rewrites.table().forEach(writer::println);
      return Main.CLEAN;
    }
    if (model == null || out == null) {
      throw new ParameterException(
          spec.commandLine(), "required : MODEL and --out FILE, or --list alone");
    }
    Graph graph = GraphFromOnnx.of(model);
    Map<String, Tensor> inputs = DrawnInputs.of(graph, seed);
    Rewritten form = form(graph, inputs).orElseThrow(this::nowhere);
    try {
      Files.write(out, OnnxFromGraph.of(form.graph()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out, e);
    }
    writer.println(out + "  by " + String.join(", ", form.rules()) + ": " + form.exactness());
    writer.println(form.graph());
    return Main.CLEAN;
  }

  private Optional<Rewritten> form(Graph graph, Map<String, Tensor> inputs) {
    Choices choices = Choices.of(seed);
    if (rule == null) {
      return Rewrites.some(graph, inputs, 1, choices).stream().findFirst();
    }
    List<String> known = Rewrites.names();
    if (!known.contains(rule)) {
      throw Suggestions.unknown("rule", rule, known, "see assay rewrite --list");
    }
    return Rewrites.by(rule, graph, inputs, choices);
  }

  private IllegalArgumentException nowhere() {
    return new IllegalArgumentException(
        "no rule applies to the model\n  required : a place for "
            + (rule == null ? "any rule" : rule)
            + ", and opset 13 or later\n  but      : "
            + model
            + " has none");
  }
}
