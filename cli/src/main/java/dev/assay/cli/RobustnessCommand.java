package dev.assay.cli;

import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.check.Checker;
import dev.assay.verify.check.Statement;
import dev.assay.verify.robustness.Answer;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Robustness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  assay verify robustness --model net.onnx --property safe.vnnlib --certificate safe.cert",
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

  @Mixin private ClaimOptions claim = new ClaimOptions();

  @Option(
      names = "--arithmetic",
      paramLabel = "A",
      description =
          "real, float32 (or whatever type the model has; any order of each sum, FMA or not), or"
              + " both (default: both).")
  private Numbers arithmetic = Numbers.both;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Option(
      names = "--backend",
      paramLabel = "SPEC",
      description = "Where a witness is tried out (default: onnxruntime).")
  private String backend = "onnxruntime";

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Where to write the proof of what holds, for: assay verify check.")
  private @Nullable Path certificate;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--vnncomp", description = "Print the answer as VNN-COMP wants it.")
  private boolean vnncomp;

  @Override
  public Integer call() throws InterruptedException {
    Statement statement = claim.statement();
    if (certificate != null) {
      new Checker(statement).requireReadable();
    }
    Model subject = Model.of(statement.graph());
    ProofRun run = new ProofRun(spec.commandLine(), proof.timeout(), json, vnncomp);
    try (WitnessReplay replay =
        new WitnessReplay(
            backend, OnnxFromGraph.of(statement.graph()), spec.commandLine().getErr())) {
      Robustness robustness =
          new Robustness(
              subject, statement.property(), replay, arithmetic.meaning, proof.threads());
      if (certificate != null) {
        robustness.certifying();
      }
      return GentleEnd.during(
          () -> {
            Answer answer = run.answer(robustness);
            int code = run.report(answer, arithmetic.meaning, subject, replay.system());
            write(robustness, statement);
            return code;
          },
          run::ask,
          () -> {});
    }
  }

  private void write(Robustness robustness, Statement statement) {
    Path file = certificate;
    if (file == null || robustness.certificate().isEmpty()) {
      return;
    }
    Certificate proof = robustness.certificate().get();
    try {
      proof.write(file, statement.model(), statement.claim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!json && !vnncomp) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("  certificate    : " + file + (proof.rounds() ? "" : ", over the reals"));
      out.flush();
    }
  }
}
