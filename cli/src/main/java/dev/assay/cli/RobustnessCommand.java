package dev.assay.cli;

import dev.assay.cli.ProofRun.Search;
import dev.assay.cli.RobustnessReport.Compiled;
import dev.assay.cli.RobustnessReport.Said;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.check.Checker;
import dev.assay.verify.check.Statement;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Replay;
import dev.assay.verify.robustness.Robustness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
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
      "  assay verify robustness --model net.onnx --property safe.vnnlib --backend"
          + " onnxruntime:opt=extended",
      "",
      "Exit code: 0 holds, 1 violated, 2 wrong usage or bad input, 3 Assay itself failed, 4"
          + " unknown."
    },
    mixinStandardHelpOptions = true)
final class RobustnessCommand implements Callable<Integer> {
  /** The part of the time for the model itself, where what is made of it is proved about too. */
  private static final double HALF = 0.5;

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
      description = {
        "Prove it as well of what this system makes of the model: the graph that its optimiser"
            + " leaves, in the types of that. Witnesses are tried on it (without: on onnxruntime)."
      })
  private @Nullable String backend;

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
    PrintWriter err = spec.commandLine().getErr();
    Model subject = Model.of(statement.graph());
    Optional<CompiledModel> compiled =
        backend == null ? Optional.empty() : Optional.of(CompiledModel.of(backend, subject, err));
    byte[] bytes = OnnxFromGraph.of(statement.graph());
    BackendSpec plain =
        compiled.map(c -> Backends.plain(c.spec())).orElse(BackendSpec.parse("onnxruntime"));
    BackendSpec optimising = compiled.map(CompiledModel::spec).orElse(plain);
    ProofRun run = new ProofRun(spec.commandLine(), proof.timeout(), json);
    try (WitnessReplay ofSource = new WitnessReplay(plain.toString(), bytes, err);
        WitnessReplay ofCompiled = new WitnessReplay(optimising.toString(), bytes, err)) {
      Robustness robustness = robustness(subject, statement, ofSource, arithmetic.meaning);
      if (certificate != null) {
        robustness.certifying();
      }
      Optional<Robustness> other =
          compiled.map(
              c -> robustness(compiled(c, subject), statement, ofCompiled, Arithmetic.MODEL));
      return GentleEnd.during(
          () -> {
            Search search = run.answer(robustness, compiled.isPresent() ? HALF : 1);
            Optional<Compiled> made = Optional.empty();
            if (other.isPresent()) {
              made = Optional.of(prove(run, compiled.get(), other.get(), search));
            }
            Said said = new Said(search, ofSource.system());
            int code =
                report(
                    new RobustnessReport(
                        spec.commandLine(), run, subject, arithmetic.meaning, said, made));
            write(robustness, statement);
            return code;
          },
          run::ask,
          () -> {});
    }
  }

  private Robustness robustness(
      Model subject, Statement statement, Replay replay, Arithmetic numbers) {
    return new Robustness(subject, statement.property(), replay, numbers, proof.threads());
  }

  private static Model compiled(CompiledModel made, Model source) {
    return made.graph().map(Model::of).orElse(source);
  }

  /** Proves it of what a backend makes of the model; a witness against the model is tried first. */
  private static Compiled prove(
      ProofRun run, CompiledModel made, Robustness robustness, Search source)
      throws InterruptedException {
    source.answer().witness().ifPresent(w -> robustness.tries(w.point()));
    Search search =
        made.graph().isPresent()
            ? run.answer(robustness, 1)
            : run.attack(robustness, made.system() + " does not write what it makes of a model");
    return new Compiled(made, search);
  }

  private int report(RobustnessReport report) {
    if (vnncomp) {
      report.competition();
    } else if (json) {
      report.json();
    } else {
      report.text();
    }
    return report.code();
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
