package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
    customSynopsis = {
      "assay backends [OPTIONS]",
      "assay backends install NAME[@VERSION]...",
      "assay backends probe SPEC..."
    },
    sortOptions = false,
    header = "List the backends: what is there, what is missing and how to get it.",
    commandListHeading = "%n@|bold Commands|@%n",
    footer = {
      "",
      "A backend is named with its release and options, such as @|bold onnxruntime@1.16.3:all|@ or"
          + " @|bold onnxruntime:opt=basic,provider=cuda|@.",
      "@|bold exec:./my-worker --fast|@ is a program that speaks docs/worker-protocol.md."
    },
    subcommands = {BackendsInstallCommand.class, BackendsProbeCommand.class},
    mixinStandardHelpOptions = true)
final class BackendsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  /**
   * A backend as it presents itself.
   *
   * @param missing why it cannot run, and how to make it
   * @param bytes on the disk
   * @param megabytes that an installation fetches
   * @param options with what each may be
   */
  private record Row(
      String name,
      String title,
      String version,
      boolean installed,
      Optional<String> missing,
      long bytes,
      int megabytes,
      Map<String, String> options,
      Optional<SupportTable> support) {

    /** What {@code opt} may be, without its explanation. */
    String levels() {
      return options.getOrDefault("opt", "").replaceFirst(":.*", "");
    }

    String state() {
      return missing.isEmpty() ? "ready" : installed ? "cannot run" : "not installed";
    }

    String size() {
      return installed
          ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
          : "(" + megabytes + " MB)";
    }

    String operators() {
      return support.map(s -> s.operators() + "/" + s.rows().size()).orElse("");
    }

    String types() {
      return support.map(s -> s.types() + "/" + s.asked()).orElse("");
    }
  }

  @Override
  public Integer call() {
    List<Row> rows = Workers.names().stream().map(name -> row(BackendSpec.parse(name))).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Events events = new Events(out);
      rows.forEach(r -> print(events, r));
    } else {
      print(out, spec.commandLine().getColorScheme().ansi(), rows);
    }
    out.flush();
    return Main.CLEAN;
  }

  private static Row row(BackendSpec spec) {
    Release release = Workers.release(spec);
    if (!release.isInstalled()) {
      String way = "not installed\n  way out : assay backends install " + spec.name();
      return row(spec, release, release.version(), Optional.of(way), Map.of());
    }
    try (Worker worker = release.open(spec)) {
      return row(spec, release, worker.version(), worker.missing(), worker.options());
    } catch (IllegalStateException e) {
      Optional<String> why = Optional.of(String.valueOf(e.getMessage()));
      return row(spec, release, release.version(), why, Map.of());
    }
  }

  private static Row row(
      BackendSpec spec,
      Release release,
      String version,
      Optional<String> missing,
      Map<String, String> options) {
    return new Row(
        spec.name(),
        release.title(),
        version,
        release.isInstalled(),
        missing,
        release.bytes(),
        release.megabytes(),
        options,
        SupportTable.kept(spec, version));
  }

  private static void print(Events events, Row r) {
    events.print(
        "backend",
        "name",
        r.name(),
        "title",
        r.title(),
        "version",
        r.version(),
        "installed",
        r.installed(),
        "usable",
        r.missing().isEmpty(),
        "missing",
        r.missing().orElse(""),
        "bytes",
        r.bytes(),
        "megabytes_to_fetch",
        r.installed() ? 0 : r.megabytes(),
        "options",
        r.options(),
        "operators",
        r.operators(),
        "types",
        r.types());
  }

  private static void print(PrintWriter out, Ansi ansi, List<Row> rows) {
    Table.print(
        out,
        ansi,
        List.of("backend", "version", "state", "size", "operators", "types", "levels", "what"),
        rows.stream()
            .map(
                r ->
                    List.of(
                        r.name(),
                        r.version(),
                        r.state(),
                        r.size(),
                        r.operators(),
                        r.types(),
                        r.levels(),
                        r.title()))
            .toList());
    for (Row r : rows) {
      out.println();
      out.println(ansi.string("@|bold " + r.name() + "|@"));
      r.missing().ifPresent(m -> m.lines().forEach(line -> out.println("    " + line)));
      r.options().forEach((name, help) -> out.println("    " + name + "=  " + help));
    }
  }
}
