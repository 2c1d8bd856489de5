package dev.assay.cli;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Witness;
import dev.assay.core.tensor.DType;
import dev.assay.core.text.TypeSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the operators. */
@Command(
    name = "ops",
    customSynopsis = "assay ops [OPTIONS]",
    sortOptions = false,
    header = "List the operators that Assay knows.",
    footer = {
      "",
      "since       the versions of ONNX from which its definitions hold (13 where it is older)",
      "readings    what can be had of its meaning: all of a formula and of what unrolls into such,"
          + "\n            values only of a function",
      "types       those that ONNX allows, whole families by their name",
      "witnesses   who else says that each definition means this; two make it sure",
      "ports       ? may be absent, * stands for any number"
    },
    mixinStandardHelpOptions = true)
final class OpsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--markdown", description = "Print docs/operators.md: each operator in full.")
  private boolean markdown;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<OperatorProfile> profiles = OperatorProfile.all();
    if (markdown) {
      out.print(OperatorsPage.of(profiles));
    } else if (json) {
      Events events = new Events(out);
      for (OperatorProfile p : profiles) {
        events.print(
            "operator",
            "operator",
            p.name(),
            "domain",
            p.domain(),
            "since",
            p.since(),
            "ports",
            p.ports(),
            "types",
            p.types().stream().map(DType::toString).toList(),
            "meaning",
            word(p.meaning()),
            "readings",
            p.readings(),
            "behaviours",
            p.behaviours().keySet().stream().map(Behaviour::label).toList(),
            "witnesses",
            words(p.witnesses()));
      }
      events.print(
          "summary",
          "operators",
          profiles.size(),
          "definitions",
          definitions(profiles),
          "with_two_witnesses",
          sure(profiles));
    } else {
      Table.print(
          out,
          spec.commandLine().getColorScheme().ansi(),
          List.of("operator", "since", "readings", "types", "witnesses", "ports"),
          profiles.stream()
              .map(
                  p ->
                      List.of(
                          (p.domain().isEmpty() ? "" : p.domain() + ".") + p.name(),
                          p.since().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                          String.join(" ", p.readings()),
                          TypeSummary.of(p.types()),
                          witnesses(p),
                          p.ports()))
              .toList());
      out.println(
          profiles.size()
              + " operators; "
              + sure(profiles)
              + " of "
              + definitions(profiles)
              + " definitions have two witnesses");
    }
    out.flush();
    return Main.CLEAN;
  }

  private static long definitions(List<OperatorProfile> profiles) {
    return profiles.stream().mapToLong(p -> p.witnesses().size()).sum();
  }

  private static long sure(List<OperatorProfile> profiles) {
    return profiles.stream().mapToLong(OperatorProfile::sure).sum();
  }

  /** Once where all definitions have the same, else by version. */
  private static String witnesses(OperatorProfile p) {
    if (p.witnesses().values().stream().distinct().count() == 1) {
      return names(p.witnesses().values().iterator().next());
    }
    return p.witnesses().entrySet().stream()
        .map(e -> e.getKey() + ": " + names(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String names(List<Witness> witnesses) {
    return witnesses.isEmpty()
        ? "none"
        : witnesses.stream().map(Witness::toString).collect(Collectors.joining(", "));
  }

  private static Map<Integer, List<String>> words(Map<Integer, List<Witness>> witnesses) {
    Map<Integer, List<String>> words = new TreeMap<>();
    witnesses.forEach(
        (since, all) ->
            words.put(since, all.stream().map(w -> w.name().toLowerCase(Locale.ROOT)).toList()));
    return words;
  }

  private static String word(OperatorProfile.Meaning meaning) {
    return meaning.name().toLowerCase(Locale.ROOT);
  }
}
