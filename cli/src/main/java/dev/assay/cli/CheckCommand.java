package dev.assay.cli;

import dev.assay.verify.check.Check;
import dev.assay.verify.check.Checker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a certificate without the search that made it. */
@Command(
    name = "check",
    customSynopsis = "assay verify check FILE --model M [--property P.vnnlib] [OPTIONS]",
    sortOptions = false,
    header = "Check a certificate.",
    description = {
      "",
      "The checker is a small program of its own: integers only, no floating point, no solver and"
          + " nothing of the search. docs/verify.md says what it trusts.",
      ""
    },
    parameterListHeading = "%n@|bold Parameters|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay verify robustness --model net.onnx --property safe.vnnlib --certificate safe.cert",
      "  assay verify check safe.cert --model net.onnx --property safe.vnnlib",
      "",
      "Exit code: 0 accepted, 1 refused, 2 wrong usage or bad input, 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A certificate.")
  private Path file = Path.of("");

  @Mixin private ClaimOptions claim = new ClaimOptions();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), "required : a certificate\nbut      : there is no file " + file);
    }
    long start = System.nanoTime();
    Check check = new Checker(claim.statement()).check(file);
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    String verdict = check.isAccepted() ? "accepted" : "refused";
    String arithmetic = check.rounds() ? "the model's types, and the reals" : "the reals";
    if (json) {
      new Events(out)
          .print(
              "check",
              "verdict",
              verdict,
              "refusal",
              check.refusal(),
              "in_model_types",
              check.rounds(),
              "parts",
              check.parts(),
              "bytes",
              Files.size(file),
              "seconds",
              Events.rounded(seconds));
    } else {
      out.println(verdict);
      if (check.isAccepted()) {
        out.println("  holds in : " + arithmetic);
        out.printf("  parts    : %,d%n", check.parts());
      } else {
        out.println("  because  : " + check.refusal());
      }
      out.printf("  size     : %,d bytes%n", Files.size(file));
      out.printf("  time     : %.2f s%n", seconds);
    }
    out.flush();
    return check.isAccepted() ? Main.CLEAN : Main.FINDINGS;
  }
}
