package dev.assay.cli;

import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import dev.assay.core.tensor.DType;
import dev.assay.generator.ModelOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks backends for all operators and types, and measures the errors of their functions. */
@Command(
    name = "probe",
    customSynopsis = "assay backends probe [OPTIONS] SPEC...",
    sortOptions = false,
    header = "Ask backends which operators they have and how exact their functions are.",
    footer = {
      "",
      "A model of one node is compiled for each operator and each type of its first input. What a",
      "backend calls unsupported is missing; the answers are kept for its release.",
      "",
      "At each level, or at the one that is named, a model of each function runs on 4,096 numbers.",
      "What is less exact than any backend may be is allowed to this one from then on, if it is no",
      "bug: see docs/function-errors.md. @|bold --errors|@ FILE writes the table to be shipped."
    },
    mixinStandardHelpOptions = true)
final class BackendsProbeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SPEC",
      arity = "1..*",
      description = "A backend with its options, such as onnxruntime@1.16.3:all.")
  private List<String> names = List.of();

  @Option(
      names = "--errors",
      paramLabel = "FILE",
      description = "Only measure errors, and write their table here too.")
  private @Nullable Path errors;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (errors != null && names.size() > 1) {
      throw new IllegalArgumentException(
          "a table is of one backend\n  required : one SPEC with --errors\n  but      : " + names);
    }
    for (String name : names) {
      List<Runner> runners = Backends.open(List.of(name), spec.commandLine().getErr());
      try {
        if (errors == null) {
          probe(runners.get(0), out);
        }
        measure(runners.get(0), out);
      } finally {
        Backends.close(runners);
      }
    }
    out.flush();
    return Main.CLEAN;
  }

  /** Measures the errors at each level, and keeps them; the reference has none. */
  private void measure(Runner runner, PrintWriter out) {
    if (!(runner instanceof Worker worker)) {
      return;
    }
    Map<String, Worker> levels = new LinkedHashMap<>();
    try {
      List<String> names = ErrorTables.levels(worker.spec());
      for (String level : names) {
        levels.put(level, Workers.open(ErrorTables.at(worker.spec(), level)));
      }
      if (names.isEmpty()) {
        levels.put("only", Workers.open(worker.spec()));
      }
      int opset =
          ProbedSupport.of(worker)
              .newestOpset(ModelOptions.STANDARD.leastOpset(), ModelOptions.STANDARD.mostOpset());
      ErrorTable table = new ErrorProbe(opset).measure(levels);
      Path kept = ErrorTables.keep(worker.spec(), worker.version(), table);
      if (errors != null) {
        Files.write(errors, table.lines());
      }
      new ErrorReport(table).print(out, json);
      if (!json) {
        out.println("kept in " + kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + errors, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring " + worker.spec(), e);
    } finally {
      levels.values().forEach(Worker::close);
    }
  }

  private void probe(Runner runner, PrintWriter out) {
    SupportTable table =
        SupportTable.ask(
            ProbedSupport.of(runner),
            ModelOptions.STANDARD.leastOpset(),
            ModelOptions.STANDARD.mostOpset());
    BackendSpec backend = runner.spec();
    table.keep(backend, runner.version());
    if (json) {
      print(new Events(out), backend, table);
      return;
    }
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    Table.print(
        out,
        ansi,
        List.of("operator", "has", "asked", "missing"),
        table.rows().stream()
            .map(
                r ->
                    List.of(
                        r.operator(),
                        "" + r.types().size(),
                        "" + (r.types().size() + r.missing().size()),
                        r.has() ? String.join(" ", words(r.missing())) : "all"))
            .toList());
    out.println(
        backend
            + " has "
            + table.operators()
            + " of "
            + table.rows().size()
            + " operators of opset "
            + table.opset()
            + ", "
            + table.types()
            + " of "
            + table.asked()
            + " types of first inputs");
  }

  private static void print(Events events, BackendSpec backend, SupportTable table) {
    for (SupportTable.Row r : table.rows()) {
      events.print(
          "operator",
          "backend",
          backend.toString(),
          "name",
          r.operator(),
          "types",
          words(r.types()),
          "missing",
          words(r.missing()));
    }
    events.print(
        "summary",
        "backend",
        backend.toString(),
        "opset",
        table.opset(),
        "operators",
        table.operators(),
        "operators_asked",
        table.rows().size(),
        "types",
        table.types(),
        "types_asked",
        table.asked());
  }

  private static List<String> words(Set<DType> types) {
    return types.stream().map(DType::toString).toList();
  }
}
