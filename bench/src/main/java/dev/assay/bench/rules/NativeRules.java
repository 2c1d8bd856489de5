package dev.assay.bench.rules;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.onnx.Schema;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.RunnerCaller;
import dev.assay.generator.rules.RulesText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is inferred of the operators that a backend has beside ONNX's, and what it costs. Every
 * STRIDE-th operator is taken, or those that are named.
 *
 * <pre>java -cp 'target/assay/bench/*:target/assay/lib/*' dev.assay.bench.rules.NativeRules SPEC
 * STRIDE SECONDS FILE [OPERATOR...]</pre>
 */
public final class NativeRules {
  private static final Limits LIMITS = Limits.USUAL.withTrial(Duration.ofSeconds(3));

  private static final int MOST_DEATHS = 8;

  private final PrintStream out = System.out;
  private final DeathWatch caller;
  private final List<String> lines = new ArrayList<>(List.of(RulesText.HEAD));

  private NativeRules(Worker worker) {
    this.caller = new DeathWatch(new RunnerCaller(worker, Map.of()), MOST_DEATHS);
  }

  public static void main(String[] args) throws IOException {
    int stride = Integer.parseInt(args[1]);
    long seconds = Long.parseLong(args[2]);
    List<String> names = List.of(args).subList(4, args.length);
    try (Worker worker = Workers.open(BackendSpec.parse(args[0]), LIMITS, Progress.SILENT)) {
      List<Schema> schemas = worker.schemas();
      System.out.println(schemas.size() + " operators");
      NativeRules rules = new NativeRules(worker);
      rules.run(schemas, stride, seconds, names);
      Files.write(Path.of(args[3]), rules.lines);
    }
  }

  private void run(List<Schema> schemas, int stride, long seconds, List<String> names) {
    out.println("| operator | calls | CPU s | size | precision | recall | |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
    long end = System.nanoTime() + seconds * 1_000_000_000;
    for (int k = 0; k < schemas.size() && System.nanoTime() < end; k++) {
      Schema s = schemas.get(k);
      if (names.isEmpty() ? k % stride == 0 : names.contains(s.name())) {
        run(OnnxDeclarations.of(s, s.since()));
      }
    }
    caller.deaths().forEach(d -> out.println("DEATH " + d));
  }

  private void run(Declaration operator) {
    caller.begin();
    double before = cpu();
    Inferred inferred = Inference.of(operator, caller, Choices.of(1));
    out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %s | %s | %s |%n",
        operator.name(),
        inferred.calls(),
        cpu() - before,
        inferred.rules().map(r -> Integer.toString(r.size())).orElse(""),
        inferred.heldOut().map(NativeRules::rates).orElse(" | "),
        inferred.rules().isEmpty() ? inferred.why() : inferred.settled() ? "" : "not settled");
    inferred.rules().map(RulesText::of).ifPresent(lines::addAll);
  }

  private static String rates(Score s) {
    return String.format(
        Locale.ROOT, "%.1f of %d | %.1f", 100 * s.precision(), s.told(), 100 * s.recall());
  }

  /** The CPU time of this process and of all workers, those that have died too, in seconds. */
  private static double cpu() {
    return ended()
        + Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .mapToDouble(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
            .sum();
  }

  /** What Linux counts of children that have ended, in ticks of a hundredth of a second. */
  private static double ended() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    } catch (IOException e) {
      return 0;
    }
  }
}
