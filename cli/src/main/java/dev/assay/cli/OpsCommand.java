package dev.assay.cli;

import java.io.PrintWriter;
import java.util.List;
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
      "since    : the versions of ONNX from which each definition holds (13 where it is older)",
      "readings : derived, where a formula says what the operator means; opaque, where a function does"
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
            "operator", p.name(),
            "domain", p.domain(),
            "since", p.since(),
            "ports", p.ports(),
            "types", p.types());
      }
      events.print("summary", "operators", profiles.size());
    } else {
      Table.print(
          out,
          spec.commandLine().getColorScheme().ansi(),
          List.of("operator", "since", "ports", "types"),
          profiles.stream()
              .map(
                  p ->
                      List.of(
                          (p.domain().isEmpty() ? "" : p.domain() + ".") + p.name(),
                          p.since().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                          p.ports(),
                          String.join(" ", p.types())))
              .toList());
      out.println(profiles.size() + " operators");
    }
    out.flush();
    return Main.CLEAN;
  }
}
