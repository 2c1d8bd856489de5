package dev.assay.cli;

import dev.assay.core.tensor.Tensor;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.robustness.Answer;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Robustness;
import dev.assay.verify.robustness.Verdict;
import dev.assay.verify.robustness.Witness;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** One search for a proof, with its clock, its progress and what is said of its end. */
final class ProofRun {
  private static final long STEP = 1000;

  private final CommandLine line;
  private final Duration timeout;
  private final boolean json;
  private final boolean vnncomp;
  private final long start = System.nanoTime();
  private volatile boolean asked;
  private final Effort inModel;
  private final Effort inReals;

  ProofRun(CommandLine line, Duration timeout, boolean json, boolean vnncomp) {
    this.line = line;
    this.timeout = timeout;
    this.json = json;
    this.vnncomp = vnncomp;
    this.inModel = new Effort(() -> isAfter(0.8));
    this.inReals = new Effort(() -> isAfter(1));
  }

  /** Asks the search to end with what it has. */
  void ask() {
    asked = true;
  }

  private boolean isAfter(double part) {
    return asked || System.nanoTime() - start > part * timeout.toNanos();
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  Answer answer(Robustness robustness) throws InterruptedException {
    Thread progress = new Thread(this::tell, "progress");
    progress.setDaemon(true);
    if (System.console() != null && !json) {
      progress.start();
    }
    try {
      return robustness.answer(inModel, inReals, () -> isAfter(1));
    } finally {
      progress.interrupt();
    }
  }

  private void tell() {
    PrintWriter err = line.getErr();
    try {
      while (true) {
        Thread.sleep(STEP);
        Effort effort = inReals.boxes() > 0 ? inReals : inModel;
        err.printf("\r%.0f s  %s\u001b[K", seconds(), describe(effort));
        err.flush();
      }
    } catch (InterruptedException e) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private static String describe(Effort effort) {
    return String.format(
        "%,d boxes, %.4g %% of the volume proved, bound without splits %.4g",
        effort.boxes(), 100 * effort.proved(), effort.firstBound());
  }

  /** Tells the answer; gives the exit code. */
  int report(Answer answer, Arithmetic arithmetic, Model model, String system) {
    Verdict verdict = answer.verdict(arithmetic);
    PrintWriter out = line.getOut();
    if (vnncomp) {
      competition(out, answer, verdict);
    } else if (json) {
      object(answer, verdict, model, system);
    } else {
      text(out, answer, verdict, model, system);
    }
    out.flush();
    return switch (verdict) {
      case HOLDS -> Main.CLEAN;
      case VIOLATED -> Main.FINDINGS;
      case UNKNOWN -> VerifyCommand.UNKNOWN;
    };
  }

  private void competition(PrintWriter out, Answer answer, Verdict verdict) {
    out.println(
        switch (verdict) {
          case HOLDS -> "unsat";
          case VIOLATED -> "sat";
          case UNKNOWN -> isAfter(1) && !asked ? "timeout" : "unknown";
        });
    Optional<Witness> witness = answer.witness();
    if (verdict == Verdict.VIOLATED && witness.isPresent()) {
      List<String> parts = new ArrayList<>();
      for (BigDecimal x : witness.get().exact()) {
        parts.add("(X_" + parts.size() + " " + x.toPlainString() + ")");
      }
      int at = 0;
      for (double y : outputs(witness.get())) {
        parts.add("(Y_" + at++ + " " + decimal(y) + ")");
      }
      out.println("(" + String.join("\n ", parts) + ")");
    }
  }

  private static String decimal(double x) {
    return new BigDecimal(x).toPlainString();
  }

  private static double[] outputs(Witness w) {
    List<Tensor> outputs = w.outputs().orElse(List.of());
    return outputs.stream().flatMapToDouble(t -> Arrays.stream(t.reals())).toArray();
  }

  private void object(Answer answer, Verdict verdict, Model model, String system) {
    new Events(line.getOut())
        .print(
            "answer",
            "verdict",
            verdict.toString(),
            "over_reals",
            answer.inReals().toString(),
            "in_model_types",
            answer.inFloats().toString(),
            "reason",
            answer.reason(),
            "witness",
            answer.witness().map(Witness::exact).orElse(List.of()),
            "outputs",
            answer.witness().map(ProofRun::outputs).orElse(new double[0]),
            "replayed_on",
            answer.witness().map(w -> system).orElse(""),
            "model",
            model.graph().name(),
            "boxes",
            inModel.boxes() + inReals.boxes(),
            "proved",
            Math.max(inModel.proved(), inReals.proved()),
            "seconds",
            Events.rounded(seconds()));
  }

  private void text(PrintWriter out, Answer answer, Verdict verdict, Model model, String system) {
    out.println(verdict);
    out.println("  over the reals : " + answer.inReals());
    out.println(
        "  in "
            + String.format("%-11s", model.inputType())
            + " : "
            + answer.inFloats()
            + (answer.inFloats() == Verdict.HOLDS ? ", in any order of each sum" : ""));
    answer
        .witness()
        .ifPresent(
            w -> {
              out.println("  witness        : " + numbers(w.exact()));
              out.println("  gives          : " + numbers(decimals(outputs(w))) + " on " + system);
            });
    if (!answer.reason().isEmpty()) {
      out.println("  because        : " + answer.reason());
    }
    Effort effort = inReals.boxes() > 0 ? inReals : inModel;
    if (effort.boxes() > 0) {
      out.println("  proof          : " + describe(effort));
    }
    out.printf("  time           : %.2f s%n", seconds());
  }

  private static List<BigDecimal> decimals(double[] x) {
    return Arrays.stream(x).mapToObj(BigDecimal::new).toList();
  }

  private static String numbers(List<BigDecimal> x) {
    int shown = Math.min(x.size(), 16);
    String first =
        String.join(" ", x.subList(0, shown).stream().map(BigDecimal::toPlainString).toList());
    return first + (shown < x.size() ? " ... (" + x.size() + " numbers)" : "");
  }
}
