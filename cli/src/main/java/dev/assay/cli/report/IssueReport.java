package dev.assay.cli.report;

import dev.assay.core.expr.Behaviour;
import dev.assay.corpus.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A finding as an issue for the tracker of its system, in Markdown, ready to be pasted: the title
 * is the first line. The same evidence on the same machine gives the same text.
 */
public final class IssueReport {
  private final Evidence evidence;
  private final Environment environment;
  private final Wording wording;
  private final StringBuilder text = new StringBuilder();

  /**
   * What a person adds to the evidence, or leaves out.
   *
   * @param title in place of the one that is made
   * @param notes for a section of their own, such as what a search for duplicates gave
   * @param assay its version
   */
  public record Wording(
      Optional<String> title, List<String> notes, boolean java, boolean picture, String assay) {
    public Wording {
      notes = List.copyOf(notes);
    }
  }

  private IssueReport(Evidence evidence, Environment environment, Wording wording) {
    this.evidence = evidence;
    this.environment = environment;
    this.wording = wording;
  }

  /**
   * Writes a report.
   *
   * @param objections that it is written against, to be told at its top
   */
  public static String of(
      Evidence evidence, List<Objection> objections, Environment environment, Wording wording) {
    return new IssueReport(evidence, environment, wording).text(objections);
  }

  private String text(List<Objection> objections) {
    text.append("# ").append(wording.title().orElseGet(() -> Title.of(evidence))).append("\n\n");
    objections(objections);
    text.append("### Describe the issue\n\n");
    text.append(summary()).append("\n\n");
    if (wording.picture()) {
      text.append("```mermaid\n").append(ModelPicture.of(evidence)).append("```\n\n");
    }
    section("Expected and actual", ExpectedAndGot.of(evidence) + "\n" + Formulas.of(evidence));
    section("To reproduce", reproduction());
    section("Optimisation levels", levels());
    evidence.origin().ifPresent(this::origin);
    section("Undefined behaviour", behaviour());
    section("Environment", environment());
    section("Duplicates", "Searches for reports of the same:\n\n" + Duplicates.text(evidence));
    if (!wording.notes().isEmpty()) {
      section("Notes", list(wording.notes()));
    }
    text.append("Found and reduced by Assay ").append(wording.assay()).append(".\n");
    return text.toString();
  }

  private void section(String title, String body) {
    if (!body.isBlank()) {
      text.append("### ").append(title).append("\n\n").append(body.strip()).append("\n\n");
    }
  }

  private static String list(List<String> items) {
    return items.stream().map(i -> "- " + i + "\n").collect(Collectors.joining());
  }

  private void objections(List<Objection> objections) {
    if (objections.isEmpty()) {
      return;
    }
    text.append("> **Not ready to be filed**\n>\n");
    for (Objection o : objections) {
      text.append("> ```\n");
      o.toString().lines().forEach(l -> text.append("> ").append(l).append('\n'));
      text.append("> ```\n");
    }
    text.append('\n');
  }

  private String summary() {
    String level =
        evidence.isEverywhere()
            ? " at every optimisation level"
            : evidence.level().map(l -> " at optimisation level `" + l + "`").orElse("");
    String right =
        evidence
            .rightUnoptimised()
            .map(l -> " At level `" + l + "` the same model gives the right result.")
            .orElse("");
    return evidence.system()
        + " "
        + evidence.version()
        + level
        + " "
        + Title.fault(evidence)
        + " the valid model below."
        + right;
  }

  private String reproduction() {
    StringBuilder both = new StringBuilder();
    PythonSnippet.of(evidence)
        .ifPresent(
            p ->
                both.append("`pip install onnx onnxruntime`, then this fails:\n\n```python\n")
                    .append(p)
                    .append("```\n\n"));
    if (wording.java()) {
      JavaSnippet.of(evidence)
          .ifPresent(
              j ->
                  both.append("<details><summary>The same in Java</summary>\n\n")
                      .append("`java -cp onnxruntime.jar Report.java`, by JDK 17:\n\n```java\n")
                      .append(j)
                      .append("```\n\n</details>\n"));
    }
    return both.isEmpty()
        ? "`assay replay CASE --backend " + evidence.backend() + "`, with the attached test case.\n"
        : both.toString();
  }

  private String levels() {
    if (evidence.levels().isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("| level | result |\n| --- | --- |\n");
    evidence
        .levels()
        .forEach(
            (name, level) ->
                table
                    .append("| `")
                    .append(name)
                    .append("` | ")
                    .append(ExpectedAndGot.brief(evidence, level))
                    .append(" |\n"));
    return table.toString();
  }

  private void origin(Origin origin) {
    if (!origin.passes().isEmpty()) {
      section(
          "Passes",
          "The finding is gone when the optimiser leaves out "
              + origin.passes().stream()
                  .map(p -> "`" + p + "`")
                  .collect(Collectors.joining(" and "))
              + ", and no smaller set of passes does it."
              + others(origin.alternatives()));
    }
    if (origin.frame() != null) {
      section("Where it dies", "`" + origin.frame() + "`");
    }
    section("Releases", ReleaseTable.of(origin));
  }

  private static String others(List<String> alternatives) {
    return alternatives.isEmpty()
        ? ""
        : " Each of these alone does the same: "
            + alternatives.stream().map(p -> "`" + p + "`").collect(Collectors.joining(", "))
            + ".";
  }

  private String behaviour() {
    List<String> labels = evidence.grounds().labels();
    if (labels.isEmpty()) {
      return "It rests on none: on these inputs no node meets anything that ONNX leaves undefined or"
          + " open.";
    }
    return labels.stream()
        .flatMap(l -> Behaviour.named(l).stream())
        .map(
            b ->
                "- `"
                    + b.label()
                    + "`: "
                    + b.what()
                    + "; ONNX "
                    + b.standard()
                    + (b.isSettled() ? ", so that there is one right result." : ".")
                    + "\n")
        .collect(Collectors.joining("", "It rests on:\n\n", ""));
  }

  private String environment() {
    return list(
        List.of(
            evidence.system() + " " + evidence.version() + ", " + provider(),
            environment.system() + ", " + environment.architecture(),
            environment.cpu(),
            "Java " + environment.java()));
  }

  private String provider() {
    return Map.of("cuda", "CUDA", "tensorrt", "TensorRT")
        .getOrDefault(evidence.backend().options().getOrDefault("provider", "cpu"), "CPU");
  }
}
