package dev.assay.cli;

import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.verify.layer.Fact;
import dev.assay.verify.layer.FactAnswer;
import dev.assay.verify.layer.FactFromText;
import dev.assay.verify.layer.Layer;
import dev.assay.verify.layer.LayerCatalogue;
import dev.assay.verify.layer.LayerFromText;
import dev.assay.verify.layer.LayerProof;
import dev.assay.verify.layer.Range;
import dev.assay.verify.layer.StatedFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves facts about one operator or a model over a box of inputs. */
@Command(
    name = "layer",
    customSynopsis = {
      "assay verify layer --layer LINES --fact F [OPTIONS]",
      "       assay verify layer --model M [--box RANGES] --fact F [OPTIONS]",
      "       assay verify layer --catalogue[=FILE] [OPTIONS]"
    },
    sortOptions = false,
    header = "Prove that an operator or a model is safe over a box: no NaN, its range, its order.",
    description = {
      "",
      "Bounds prove for every implementation, in any order of each sum; Z3's floats for the order of"
          + " the definition, each step rounded. What breaks a fact is run.",
      "",
      "Facts: no-nan, no-infinity, no-overflow, range LOW HIGH, rising INPUT[K] [ELEMENT], falling"
          + " INPUT[K] [ELEMENT], lipschitz FACTOR, sums-to SUM TOLERANCE, near INPUT TOLERANCE.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay verify layer --layer \"x: float16[3] in [-8, 8]; y = Softmax(x) {axis=-1}\" --fact"
          + " \"range 0 1\"",
      "  assay verify layer --model net.onnx --box \"x in [-1, 1]\" --fact no-overflow",
      "  assay verify layer --catalogue",
      "",
      "Exit code: 0 holds, 1 violated, 2 wrong usage or bad input, 3 Assay itself failed, 4"
          + " unknown; of a catalogue 0 if all answers are as stated, else 1."
    },
    mixinStandardHelpOptions = true)
final class LayerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--layer",
      paramLabel = "LINES",
      split = ";",
      description =
          "Inputs, constants and nodes, with semicolons between:%n  \"x: float32[2] in [-1, 1]; c:"
              + " float32 = 2; y = Mul(x, c)\".")
  private List<String> lines = List.of();

  @Option(names = "--model", paramLabel = "M", description = "An .onnx file instead.")
  private @Nullable Path model;

  @Option(
      names = "--box",
      paramLabel = "RANGES",
      split = ";",
      description =
          "Ranges of its inputs: \"x in [-1, 1]; z in [0, 5]\" (default: all finite numbers).")
  private List<String> box = List.of();

  @Option(names = "--fact", paramLabel = "F", description = "What is claimed; may be given again.")
  private List<String> facts = List.of();

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description = "Run the facts of a file, or those that Assay comes with.")
  private @Nullable String catalogue;

  @Option(
      names = "--opset",
      paramLabel = "N",
      description = "The opset of --layer and --catalogue (default: ${DEFAULT-VALUE}).")
  private int opset = 23;

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "Where what breaks a fact is tried out (default: onnxruntime).")
  private String backend = "onnxruntime";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "What Z3 may take for one fact, in its own steps (default: ${DEFAULT-VALUE}).")
  private int steps = 20_000_000;

  @Option(
      names = "--boxes",
      paramLabel = "N",
      description = "Into how many parts bounds may cut the box (default: ${DEFAULT-VALUE}).")
  private int boxes = 256;

  @Mixin private TimeLimit limit = new TimeLimit();

  @Option(names = "--json", description = "Print one JSON object a fact.")
  private boolean json;

  @Override
  public Integer call() {
    try (WitnessSystem system = new WitnessSystem(backend, spec.commandLine().getErr())) {
      LayerReport report = new LayerReport(spec.commandLine().getOut(), json, system);
      LayerSearch search =
          new LayerSearch(system, new LayerProof.Effort(steps, boxes), limit.timeout());
      return catalogue == null ? facts(search, report) : catalogue(search, report);
    }
  }

  private int facts(LayerSearch search, LayerReport report) {
    Layer layer = layer();
    if (facts.isEmpty()) {
      throw wrong("--fact F");
    }
    int code = Main.CLEAN;
    for (Fact fact : facts.stream().map(FactFromText::parse).toList()) {
      LayerSearch.Result result = search.answer(layer, fact);
      report.tell(layer, fact, result);
      code = worse(code, result.answer());
    }
    return code;
  }

  private static int worse(int code, FactAnswer answer) {
    return switch (answer.verdict()) {
      case VIOLATED -> Main.FINDINGS;
      case HOLDS -> code;
      default -> code == Main.FINDINGS ? code : VerifyCommand.UNKNOWN;
    };
  }

  private int catalogue(LayerSearch search, LayerReport report) {
    List<StatedFact> all = LayerCatalogue.parse(catalogueText(), opset);
    int code = Main.CLEAN;
    List<LayerSearch.Result> results = new ArrayList<>();
    for (StatedFact stated : all) {
      LayerSearch.Result result = search.answer(stated.layer(), stated.fact());
      results.add(result);
      if (result.answer().verdict() != stated.expected()) {
        code = Main.FINDINGS;
      }
    }
    report.tell(all, results);
    return code;
  }

  private String catalogueText() {
    try {
      return "".equals(catalogue)
          ? LayerCatalogue.standard()
          : Files.readString(Path.of(String.valueOf(catalogue)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Layer layer() {
    Path file = model;
    if (file == null) {
      if (lines.isEmpty()) {
        throw wrong("--layer LINES, --model M or --catalogue");
      }
      return LayerFromText.parse(lines.stream().map(String::strip).toList(), opset);
    }
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (String range : box) {
      String[] parts = range.strip().split("\\s+in\\s+");
      double[] ends = ends(parts);
      ranges.put(parts[0], new Range(ends[0], ends[1]));
    }
    return Layer.of(GraphFromOnnx.of(file), ranges);
  }

  private double[] ends(String... parts) {
    if (parts.length == 2 && parts[1].matches("\\[[^,]+,[^,]+]")) {
      try {
        return Arrays.stream(parts[1].substring(1, parts[1].length() - 1).split(","))
            .mapToDouble(x -> Double.parseDouble(x.strip()))
            .toArray();
      } catch (NumberFormatException e) {
        throw wrong("--box \"INPUT in [LOW, HIGH]\"");
      }
    }
    throw wrong("--box \"INPUT in [LOW, HIGH]\"");
  }

  private ParameterException wrong(String required) {
    return new ParameterException(spec.commandLine(), "required : " + required);
  }
}
