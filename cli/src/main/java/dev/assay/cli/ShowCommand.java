package dev.assay.cli;

import dev.assay.cli.picture.Captions;
import dev.assay.cli.picture.ModelPicture;
import dev.assay.cli.picture.ModelText;
import dev.assay.cli.report.GuiltyNodes;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Finding;
import dev.assay.corpus.TestCase;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a model as text, or as a picture. */
@Command(
    name = "show",
    customSynopsis = "assay show MODEL [--svg FILE]",
    sortOptions = false,
    header = "Show a model: as text, or as a picture.",
    description = {
      "",
      "A line for each value, with its type and shape; of a test case also with the range of its"
          + " elements on the inputs of the case, and an arrow before each node that is to blame.",
      "",
      "The picture is a file of SVG: operators in boxes, types on the edges, what If, Loop and Scan"
          + " run within them. It is light or dark as its reader likes.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay show model.onnx",
      "      the model as text",
      "  assay show assay-out/2026-01-31T12-00-00/findings/0000042-onnxruntime-opt-all-mismatch"
          + " --svg finding.svg",
      "      a finding as a picture, with the guilty node in red",
      "",
      "Exit code: 0, or 2 where the model cannot be read."
    },
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A file .onnx, or the folder of a test case.")
  private Path path = Path.of("");

  @Option(names = "--svg", paramLabel = "FILE", description = "Write a picture there.")
  private @Nullable Path svg;

  /** A model with what is known of it. */
  private record Shown(Graph graph, Captions captions, Set<Node> guilty) {}

  @Override
  public Integer call() {
    Shown shown = shown();
    if (svg == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(ModelText.of(shown.graph, shown.captions, shown.guilty));
      out.flush();
    } else {
      CiFiles.write(svg, ModelPicture.of(shown.graph, shown.captions, shown.guilty));
    }
    return Main.CLEAN;
  }

  private Shown shown() {
    if (CaseFolder.is(path)) {
      return ofCase(CaseFolder.read(path));
    }
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "no model is there\n  required : a file .onnx, or a folder with model.onnx\n  but      : "
              + path);
    }
    Graph graph = GraphFromOnnx.of(path);
    return new Shown(graph, types(graph), Set.of());
  }

  private static Shown ofCase(TestCase test) {
    Graph graph = GraphFromOnnx.of(test.model());
    if (test.data().isEmpty()) {
      return new Shown(graph, types(graph), Set.of());
    }
    try {
      GraphReading reading = GraphReading.values(graph, test.data().get(0).inputs(graph));
      return new Shown(
          graph,
          Captions.ranges(reading),
          GuiltyNodes.of(
              reading, test.note().flatMap(CaseNote::finding).map(Finding::detail).orElse("")));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return new Shown(graph, Captions.declared(), Set.of()); // invalid on purpose, for instance
    }
  }

  /**
   * The types that the values have on drawn inputs; those that are declared where it cannot run.
   */
  private static Captions types(Graph graph) {
    try {
      return Captions.types(GraphReading.values(graph, DrawnInputs.of(graph, 1)));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Captions.declared();
    }
  }
}
