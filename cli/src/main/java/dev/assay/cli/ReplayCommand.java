package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.Cases;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs test cases from disk on backends. */
@Command(
    name = "replay",
    customSynopsis = "assay replay PATH... [OPTIONS]",
    sortOptions = false,
    header = "Run test cases or a model again, and judge the outputs.",
    description = {
      "",
      "A test case is a folder in the layout of ONNX's backend tests. Each is run on each backend; its"
          + " outputs are compared with the stored ones, where there are any, and held against the"
          + " reference.",
      ""
    },
    parameterListHeading = "@|bold What|@%n",
    optionListHeading = "%n@|bold How|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay replay onnx-node-tests.zip --json",
      "      every case of a zip on the reference",
      "  assay replay assay-out/2026-01-31T12-00-00/findings --backend onnxruntime:opt=all",
      "      what a campaign found",
      "  assay replay model.onnx --seed 7 --backend onnxruntime:opt=disabled --backend onnxruntime:opt=all",
      "      one model on drawn inputs",
      "  assay replay regressions.zip --backend onnxruntime:opt=all --junit results.xml --sarif results.sarif",
      "      for a build server and a code host",
      "",
      "Exit code: 0 clean, 1 findings, 2 wrong usage or bad input, 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A test case, a folder or zip of them, or one .onnx.")
  private List<Path> paths = List.of();

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "A backend with its options; give one --backend for each (default: reference).")
  private List<String> backends = List.of(ReferenceRunner.SPEC.toString());

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Draws the inputs of a lone .onnx (default: 1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private CiFiles ciFiles = new CiFiles();

  @Override
  public Integer call() throws InterruptedException {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException("no such file or folder: " + path);
      }
    }
    List<Runner> runners = Backends.open(backends, spec.commandLine().getErr());
    try {
      CommandLine line = spec.commandLine();
      ReplayReport report = new ReplayReport(line.getOut(), json, line.getColorScheme().ansi());
      Replay replay = new Replay(runners);
      for (Path path : paths) {
        replay(path, replay, report);
      }
      ciFiles.write(report.results());
      return report.summary();
    } finally {
      Backends.close(runners);
    }
  }

  private void replay(Path path, Replay replay, ReplayReport report) throws InterruptedException {
    boolean folder = Files.isDirectory(path);
    if (folder && CaseFolder.is(path)) {
      report.add(replay.alone(path.toString(), CaseFolder.read(path)));
    } else if (!folder && path.toString().endsWith(".onnx")) {
      report.add(replay.alone(path.toString(), drawn(path)));
    } else {
      int count = Cases.each(path, entry -> report.add(oneOfMany(replay, entry)));
      if (count == 0) {
        throw new IllegalArgumentException(
            "no test case is there\n  required : a folder with model.onnx, itself or at any depth\n  but      : "
                + path
                + " has none");
      }
    }
  }

  private static List<Replay.Row> oneOfMany(Replay replay, Cases.Entry entry) {
    try {
      return replay.oneOfMany(entry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + entry.name(), e);
    }
  }

  private TestCase drawn(Path model) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(model);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + model, e);
    }
    DataSet data = DataSet.of(DrawnInputs.of(GraphFromOnnx.of(bytes), seed), Map.of());
    return new TestCase(model.toString(), bytes, List.of(data), Optional.empty());
  }
}
