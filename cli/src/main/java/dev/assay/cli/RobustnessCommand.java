package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.TensorFromOnnx;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import dev.assay.verify.robustness.Answer;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.GraphFromNnet;
import dev.assay.verify.robustness.LocalRobustness;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Robustness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves that no input of a box gives an output that must not be. */
@Command(
    name = "robustness",
    customSynopsis = {
      "assay verify robustness --model M --property P.vnnlib [OPTIONS]",
      "       assay verify robustness --model M --input I.pb --epsilon E [--label L] [OPTIONS]"
    },
    sortOptions = false,
    header = "Prove that no input of a box gives an output that must not be.",
    description = {
      "",
      "An attack comes first, then branch and bound. A witness lies in the box in exact decimals,"
          + " and is tried in exact arithmetic and on a real system.",
      ""
    },
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay verify robustness --model net.onnx --property safe.vnnlib --timeout 2m",
      "  assay verify robustness --model digits.onnx --input five.pb --epsilon 0.02 --label 5",
      "  assay verify robustness --model net.onnx --property safe.vnnlib --arithmetic real"
          + " --vnncomp",
      "",
      "Exit code: 0 holds, 1 violated, 2 wrong usage or bad input, 3 Assay itself failed, 4"
          + " unknown."
    },
    mixinStandardHelpOptions = true)
final class RobustnessCommand implements Callable<Integer> {

  /** The words for {@link Arithmetic}. */
  enum Numbers {
    real(Arithmetic.REAL),
    float32(Arithmetic.MODEL),
    both(Arithmetic.BOTH);

    private final Arithmetic meaning;

    Numbers(Arithmetic meaning) {
      this.meaning = meaning;
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "M",
      required = true,
      description = "An .onnx or .nnet file.")
  private Path model = Path.of("");

  @Option(
      names = "--property",
      paramLabel = "P",
      description = {
        "A property in VNN-LIB 1: what must not be. A .nnet has one of its own: over the ranges of"
            + " its inputs no output is at most 0."
      })
  private @Nullable Path property;

  @Option(
      names = "--input",
      paramLabel = "I",
      description = "The middle of a box, as a tensor in a .pb file.")
  private @Nullable Path input;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "How far the box reaches on all sides of it.")
  private @Nullable BigDecimal epsilon;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "The output that stays the greatest (default: that at the middle).")
  private @Nullable Integer label;

  @Option(
      names = "--arithmetic",
      paramLabel = "A",
      description =
          "real, float32 (or whatever type the model has; any order of each sum, FMA or not), or"
              + " both (default: both).")
  private Numbers arithmetic = Numbers.both;

  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = Durations.class,
      description = "When to give up, such as 60s (default: 116s).")
  private Duration timeout = Duration.ofSeconds(116);

  @Option(names = "--threads", paramLabel = "N", description = "Threads of the proof (default: 1).")
  private int threads = 1;

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "Where a witness is tried out (default: onnxruntime).")
  private String backend = "onnxruntime";

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--vnncomp", description = "Print the answer as VNN-COMP wants it.")
  private boolean vnncomp;

  @Override
  public Integer call() throws InterruptedException {
    Graph graph =
        model.toString().endsWith(".nnet")
            ? GraphFromNnet.parse(text(model)).graph()
            : GraphFromOnnx.of(model);
    Model subject = Model.of(graph);
    Property claim = claim(subject);
    ProofRun run = new ProofRun(spec.commandLine(), timeout, json, vnncomp);
    try (WitnessReplay replay =
        new WitnessReplay(backend, OnnxFromGraph.of(graph), spec.commandLine().getErr())) {
      Robustness robustness = new Robustness(subject, claim, replay, arithmetic.meaning, threads);
      return GentleEnd.during(
          () -> {
            Answer answer = run.answer(robustness);
            return run.report(answer, arithmetic.meaning, subject, replay.system());
          },
          run::ask,
          () -> {});
    }
  }

  private Property claim(Model subject) {
    if (property != null) {
      return PropertyFromVnnLib.parse(text(property));
    }
    if (input != null && epsilon != null) {
      return LocalRobustness.of(subject, tensor(input), epsilon, Optional.ofNullable(label));
    }
    if (model.toString().endsWith(".nnet")) {
      return GraphFromNnet.parse(text(model)).property();
    }
    throw new ParameterException(
        spec.commandLine(), "required : --property P, or --input I with --epsilon E");
  }

  private static Tensor tensor(Path file) {
    try {
      return TensorFromOnnx.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
