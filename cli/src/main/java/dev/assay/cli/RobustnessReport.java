package dev.assay.cli;

import dev.assay.cli.ProofRun.Search;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Arithmetic;
import dev.assay.verify.robustness.Model;
import dev.assay.verify.robustness.Verdict;
import dev.assay.verify.robustness.Witness;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** What is said of a claim at the end: as text, as JSON or as VNN-COMP wants it. */
final class RobustnessReport {
  private final CommandLine line;
  private final ProofRun run;
  private final Model model;
  private final Arithmetic arithmetic;
  private final Said source;
  private final Optional<Compiled> compiled;

  /** A search and the system on which its witnesses were tried. */
  record Said(Search search, String system) {
    Optional<Witness> witness() {
      return search.answer().witness();
    }
  }

  /** The same of what a backend makes of the model. */
  record Compiled(CompiledModel model, Search search) {
    Verdict verdict() {
      return search.answer().inFloats();
    }

    Said said() {
      return new Said(search, model.system());
    }
  }

  RobustnessReport(
      CommandLine line,
      ProofRun run,
      Model model,
      Arithmetic arithmetic,
      Said source,
      Optional<Compiled> compiled) {
    this.line = line;
    this.run = run;
    this.model = model;
    this.arithmetic = arithmetic;
    this.source = source;
    this.compiled = compiled;
  }

  private Verdict verdict() {
    Verdict ofSource = source.search.answer().verdict(arithmetic);
    return compiled.map(c -> Verdict.ofAll(ofSource, c.verdict())).orElse(ofSource);
  }

  /** The exit code. */
  int code() {
    return switch (verdict()) {
      case HOLDS -> Main.CLEAN;
      case VIOLATED -> Main.FINDINGS;
      case UNKNOWN -> VerifyCommand.UNKNOWN;
    };
  }

  /** What has a witness; the model itself first. */
  private Said refuted() {
    return compiled.filter(c -> source.witness().isEmpty()).map(Compiled::said).orElse(source);
  }

  void competition() {
    PrintWriter out = line.getOut();
    out.println(
        switch (verdict()) {
          case HOLDS -> "unsat";
          case VIOLATED -> "sat";
          case UNKNOWN -> run.timedOut() ? "timeout" : "unknown";
        });
    Optional<Witness> witness = refuted().witness();
    if (verdict() == Verdict.VIOLATED && witness.isPresent()) {
      List<String> parts = new ArrayList<>();
      for (BigDecimal x : witness.get().exact()) {
        parts.add("(X_" + parts.size() + " " + x.toPlainString() + ")");
      }
      int at = 0;
      for (double y : outputs(witness.get())) {
        parts.add("(Y_" + at++ + " " + new BigDecimal(y).toPlainString() + ")");
      }
      out.println("(" + String.join("\n ", parts) + ")");
    }
    out.flush();
  }

  private static double[] outputs(Witness w) {
    List<Tensor> outputs = w.outputs().orElse(List.of());
    return outputs.stream().flatMapToDouble(t -> Arrays.stream(t.reals())).toArray();
  }

  void json() {
    Said refuted = refuted();
    Optional<Witness> witness = refuted.witness();
    new Events(line.getOut())
        .print(
            "answer",
            "verdict",
            verdict().toString(),
            "over_reals",
            source.search.answer().inReals().toString(),
            "in_model_types",
            source.search.answer().inFloats().toString(),
            "as_compiled",
            compiled.map(c -> c.verdict().toString()).orElse(""),
            "compiled_by",
            compiled.map(c -> c.model.system()).orElse(""),
            "reason",
            reason(),
            "witness",
            witness.map(Witness::exact).orElse(List.of()),
            "outputs",
            witness.map(RobustnessReport::outputs).orElse(new double[0]),
            "replayed_on",
            witness.map(w -> refuted.system).orElse(""),
            "model",
            model.graph().name(),
            "boxes",
            source.search.boxes() + compiled.map(c -> c.search.boxes()).orElse(0L),
            "proved",
            source.search.effort().proved(),
            "seconds",
            Events.rounded(run.seconds()));
  }

  private String reason() {
    String ofSource = source.search.answer().reason();
    return ofSource.isEmpty() ? compiled.map(c -> c.search.answer().reason()).orElse("") : ofSource;
  }

  void text() {
    PrintWriter out = line.getOut();
    out.println(verdict());
    fact("over the reals", source.search.answer().inReals().toString());
    fact("in " + model.inputType(), inTypes(source.search.answer().inFloats()));
    compiled.ifPresent(c -> fact("as compiled", inTypes(c.verdict())));
    details(source);
    compiled.ifPresent(
        c -> {
          fact("compiled by", c.model.system());
          int before = model.graph().nodes().size();
          c.model.graph().ifPresent(g -> fact("it runs", CompiledModel.describe(g, before)));
          details(c.said());
        });
    fact("time", String.format("%.2f s", run.seconds()));
    out.flush();
  }

  private static String inTypes(Verdict verdict) {
    return verdict + (verdict == Verdict.HOLDS ? ", in any order of each sum" : "");
  }

  private void fact(String name, String what) {
    line.getOut().printf("  %-14s : %s%n", name, what);
  }

  private void details(Said said) {
    said.witness()
        .ifPresent(
            w -> {
              fact("witness", numbers(w.exact()));
              fact("gives", numbers(decimals(outputs(w))) + " on " + said.system);
            });
    String reason = said.search.answer().reason();
    if (!reason.isEmpty()) {
      fact("because", reason);
    }
    if (said.search.effort().boxes() > 0) {
      fact("proof", ProofRun.describe(said.search.effort()));
    }
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
