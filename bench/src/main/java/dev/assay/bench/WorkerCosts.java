package dev.assay.bench;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/**
 * Prints what the worker of each backend costs: from nothing to its first word, its first test (one
 * float through Identity), and then a question without work and another such test, there and back.
 *
 * <pre>
 * java -Dassay.home=target/assay -cp 'target/assay/bench/*:target/assay/lib/*'
 *   dev.assay.bench.WorkerCosts [SPEC...]
 * </pre>
 */
public final class WorkerCosts {
  private static final List<String> ALL =
      List.of(
          "reference",
          "onnxruntime",
          "exec:python3 docs/examples/worker.py",
          "tflite",
          "torch",
          "tensorflow:plain",
          "tensorflow:xla",
          "opencv",
          "openvino",
          "tract",
          "tvm",
          "tvm4j");
  private static final int STARTS = 5;
  private static final int WARM_UP = 10;
  private static final int REPEATS = 40;

  private final Trial trial = WorkerBenchmark.identity(1, 1);
  private final long[] starts = new long[STARTS];
  private final long[] firsts = new long[STARTS];
  private final long[] questions = new long[REPEATS];
  private final long[] tests = new long[REPEATS];

  private WorkerCosts() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    out.println(
        "Milliseconds, the least and the median of "
            + STARTS
            + " processes and of "
            + REPEATS
            + " questions and tests.\n");
    out.println("| backend | start | first test | question | test |");
    out.println("| --- | ---: | ---: | ---: | ---: |");
    for (String spec : args.length == 0 ? ALL : List.of(args)) {
      WorkerCosts costs = new WorkerCosts();
      costs.measure(BackendSpec.parse(spec));
      out.printf(
          "| `%s` | %s | %s | %s | %s |%n",
          spec, told(costs.starts), told(costs.firsts), told(costs.questions), told(costs.tests));
    }
  }

  private void measure(BackendSpec spec) throws Exception {
    for (int start = 0; start < STARTS; start++) {
      try (Worker worker = Workers.open(spec, Limits.USUAL, Progress.SILENT)) {
        starts[start] = nanos(worker::version);
        firsts[start] = nanos(() -> run(worker));
        if (start == STARTS - 1) {
          repeat(worker);
        }
      }
    }
  }

  private void repeat(Worker worker) throws Exception {
    for (int k = 0; k < WARM_UP; k++) {
      run(worker);
      worker.missing();
    }
    for (int k = 0; k < REPEATS; k++) {
      questions[k] = nanos(worker::missing);
      tests[k] = nanos(() -> run(worker));
    }
  }

  private Outcome run(Worker worker) throws Exception {
    Outcome outcome = worker.start(trial).get();
    if (!outcome.isOk()) {
      throw new IllegalStateException(worker.spec() + ": " + outcome);
    }
    return outcome;
  }

  private static long nanos(Callable<?> work) throws Exception {
    long start = System.nanoTime();
    Object unused = work.call();
    return System.nanoTime() - start;
  }

  private static String told(long[] nanos) {
    long[] sorted = LongStream.of(nanos).sorted().toArray();
    return millis(sorted[0]) + ", " + millis(sorted[sorted.length / 2]);
  }

  private static String millis(long nanos) {
    double millis = nanos / 1e6;
    return String.format(Locale.ROOT, millis < 1 ? "%.3f" : millis < 10 ? "%.2f" : "%.0f", millis);
  }
}
