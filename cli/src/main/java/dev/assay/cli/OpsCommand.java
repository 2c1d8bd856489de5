package dev.assay.cli;

import dev.assay.core.tensor.DType;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
      "since    the versions of ONNX from which its definitions hold (13 where it is older)",
      "meaning  derived: a formula, from which all readings follow; opaque: a function, which gives"
          + " values only;",
      "         structure: it runs sub-graphs or moves values, and is read as the nodes that it comes to",
      "types    those that ONNX allows, whole families by their name",
      "ports    ? may be absent, * stands for any number"
    },
    mixinStandardHelpOptions = true)
final class OpsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<OperatorProfile> profiles = OperatorProfile.all();
    if (json) {
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
            word(p.meaning()));
      }
      events.print("summary", "operators", profiles.size());
    } else {
      Table.print(
          out,
          spec.commandLine().getColorScheme().ansi(),
          List.of("operator", "since", "meaning", "types", "ports"),
          profiles.stream()
              .map(
                  p ->
                      List.of(
                          (p.domain().isEmpty() ? "" : p.domain() + ".") + p.name(),
                          p.since().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                          word(p.meaning()),
                          TypeSummary.of(p.types()),
                          p.ports()))
              .toList());
      out.println(profiles.size() + " operators");
    }
    out.flush();
    return Main.CLEAN;
  }

  private static String word(OperatorProfile.Meaning meaning) {
    return meaning.name().toLowerCase(Locale.ROOT);
  }
}
