package dev.assay.cli;

import dev.assay.core.tensor.Tensor;
import dev.assay.verify.layer.Counterexample;
import dev.assay.verify.layer.Fact;
import dev.assay.verify.layer.FactAnswer;
import dev.assay.verify.layer.Layer;
import dev.assay.verify.layer.StatedFact;
import dev.assay.verify.robustness.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;

/** Tells what came of facts about layers. */
final class LayerReport {
  private final PrintWriter out;
  private final boolean json;
  private final WitnessSystem system;

  LayerReport(PrintWriter out, boolean json, WitnessSystem system) {
    this.out = out;
    this.json = json;
    this.system = system;
  }

  /** Tells one answer. */
  void tell(Layer layer, Fact fact, LayerSearch.Result result) {
    if (json) {
      object("", layer, fact, result);
    } else {
      text(layer, fact, result);
    }
    out.flush();
  }

  private void text(Layer layer, Fact fact, LayerSearch.Result result) {
    FactAnswer answer = result.answer();
    out.println(answer.verdict() + "  " + fact);
    answer.inReals().ifPresent(v -> out.println("  over the reals : " + v));
    String by = answer.verdict() == Verdict.HOLDS ? ", by " + answer.by().words() : "";
    out.printf("  in %-11s : %s%s%n", layer.type(), answer.verdict(), by);
    answer.counterexample().ifPresent(this::runs);
    if (!answer.reason().isEmpty()) {
      out.println("  because        : " + answer.reason());
    }
    out.printf("  time           : %.2f s%n", result.seconds());
  }

  private void runs(Counterexample c) {
    for (int k = 0; k < c.points().size(); k++) {
      out.println("  at             : " + values(c.points().get(k)));
      out.println("  gives          : " + values(c.onReference().get(k)) + " on the reference");
      if (k < c.onBackend().size()) {
        String outputs =
            c.onBackend().get(k).stream()
                .map(LayerReport::numbers)
                .collect(Collectors.joining(", "));
        out.println("                   " + outputs + " on " + system.name());
      }
    }
    out.println("  breaks it on   : " + String.join(" and ", broken(c)));
  }

  private List<String> broken(Counterexample c) {
    List<String> systems = new ArrayList<>();
    if (c.breaksReference()) {
      systems.add("the reference");
    }
    if (c.breaksBackend()) {
      systems.add(system.name());
    }
    return systems.isEmpty() ? List.of("nothing that runs") : systems;
  }

  private static String values(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .map(e -> e.getKey() + " = " + numbers(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String numbers(Tensor t) {
    List<String> numbers =
        IntStream.range(0, Math.min(t.size(), 16))
            .mapToObj(k -> t.type().isFloat() ? "" + t.reals()[k] : "" + t.integers()[k])
            .toList();
    return t.size() == 1 ? numbers.get(0) : numbers + (t.size() > 16 ? " ..." : "");
  }

  private void object(String name, Layer layer, Fact fact, LayerSearch.Result result) {
    FactAnswer answer = result.answer();
    List<Counterexample> c = answer.counterexample().stream().toList();
    new Events(out)
        .print(
            "answer",
            "name",
            name,
            "layer",
            layer.graph().nodes().stream().map(Object::toString).toList(),
            "box",
            layer.box().entrySet().stream().map(e -> e.getKey() + " in " + e.getValue()).toList(),
            "fact",
            fact.toString(),
            "verdict",
            answer.verdict().toString(),
            "type",
            layer.type().toString(),
            "by",
            answer.by().words(),
            "over_reals",
            answer.inReals().map(Object::toString).orElse(""),
            "reason",
            answer.reason(),
            "points",
            c.stream().flatMap(x -> x.points().stream()).map(LayerReport::values).toList(),
            "gives",
            c.stream().flatMap(x -> x.onReference().stream()).map(LayerReport::values).toList(),
            "broken_on",
            c.stream().flatMap(x -> broken(x).stream()).toList(),
            "seconds",
            Events.rounded(result.seconds()));
  }

  /** Tells all answers of a catalogue; a table of them, and those that are not as stated. */
  void tell(List<StatedFact> facts, List<LayerSearch.Result> results) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < facts.size(); k++) {
      StatedFact stated = facts.get(k);
      LayerSearch.Result result = results.get(k);
      if (json) {
        object(stated.name(), stated.layer(), stated.fact(), result);
      } else {
        rows.add(row(stated, result));
      }
    }
    if (!json) {
      List<String> headings =
          List.of("layer", "fact", "type", "answer", "by", "over the reals", "seconds");
      Table.print(out, Ansi.AUTO, headings, rows);
      long right =
          IntStream.range(0, facts.size()).filter(k -> isStated(facts, results, k)).count();
      out.printf("%n%d of %d answers as stated; runs on %s%n", right, facts.size(), system.name());
    }
    out.flush();
  }

  private static boolean isStated(List<StatedFact> facts, List<LayerSearch.Result> results, int k) {
    return facts.get(k).expected() == results.get(k).answer().verdict();
  }

  private List<String> row(StatedFact stated, LayerSearch.Result result) {
    FactAnswer answer = result.answer();
    boolean isRight = stated.expected() == answer.verdict();
    return List.of(
        stated.name(),
        stated.fact().toString(),
        stated.layer().type().toString(),
        answer.verdict() + (isRight ? "" : ", not " + stated.expected()),
        by(answer),
        answer.inReals().map(Object::toString).orElse("-"),
        String.format("%.2f", result.seconds()));
  }

  /** What an answer rests on, in a word or two. */
  private String by(FactAnswer answer) {
    return answer
        .counterexample()
        .filter(c -> answer.verdict() == Verdict.VIOLATED)
        .map(c -> String.join(", ", broken(c)))
        .orElse(answer.by().toString().toLowerCase(java.util.Locale.ROOT));
  }
}
