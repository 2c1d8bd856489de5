package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the backends. */
@Command(
    name = "backends",
    customSynopsis = "assay backends [OPTIONS]",
    sortOptions = false,
    header = "List the backends: what is there, what is missing and how to get it.",
    footer = {
      "",
      "A backend is named with its options, such as @|bold onnxruntime:opt=all|@ or"
          + " @|bold onnxruntime:opt=basic,provider=cuda|@."
    },
    subcommands = BackendsInstallCommand.class,
    mixinStandardHelpOptions = true)
final class BackendsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  /** A backend as it presents itself. */
  private record Row(
      String name, String version, Optional<String> missing, Map<String, String> options) {}

  @Override
  public Integer call() {
    List<Row> rows = new ArrayList<>();
    for (String name : Workers.names()) {
      rows.add(row(BackendSpec.parse(name)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Events events = new Events(out);
      rows.forEach(
          r ->
              events.print(
                  "backend",
                  "name",
                  r.name(),
                  "version",
                  r.version(),
                  "usable",
                  r.missing().isEmpty(),
                  "missing",
                  r.missing().orElse(""),
                  "options",
                  r.options()));
    } else {
      Ansi ansi = spec.commandLine().getColorScheme().ansi();
      rows.forEach(r -> print(out, ansi, r));
    }
    out.flush();
    return Main.CLEAN;
  }

  private static Row row(BackendSpec spec) {
    Release release = Workers.release(spec);
    if (!release.isInstalled()) {
      return new Row(
          spec.name(),
          release.version(),
          Optional.of(
              "not installed; assay backends install "
                  + spec.name()
                  + " fetches about "
                  + release.megabytes()
                  + " MB"),
          Map.of());
    }
    try (Worker worker = Workers.open(spec)) {
      return new Row(spec.name(), worker.version(), worker.missing(), worker.options());
    } catch (IllegalStateException e) {
      return new Row(spec.name(), "?", Optional.of(String.valueOf(e.getMessage())), Map.of());
    }
  }

  private static void print(PrintWriter out, Ansi ansi, Row r) {
    String state = r.missing().isEmpty() ? "@|green ready|@" : "@|yellow cannot run|@";
    out.println(ansi.string("@|bold " + r.name() + "|@ " + r.version() + "  " + state));
    r.missing().ifPresent(m -> m.lines().forEach(line -> out.println("    " + line)));
    r.options().forEach((name, help) -> out.println("    " + name + "=  " + help));
  }
}
