package dev.assay.bench.seeded;

import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.SecondTier;
import dev.assay.oracle.Suspicion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts what the second tier says of a backend at each of its levels: false alarms, the elements
 * that it decides beside enclosures, and faults that it sees.
 *
 * <pre>
 *   for models that are generated, or for chains of layers
 *     at each level, where the first tier passes, ask the second on one draw and on all
 *     put each kind of fault into a chain and ask both tiers
 * </pre>
 */
@Command(
    name = "SecondTierCounts",
    sortOptions = false,
    description = "Counts what the second tier says of models at each level of a backend.",
    mixinStandardHelpOptions = true)
public final class SecondTierCounts implements Callable<Integer> {
  private static final double[] FACTORS = {1, 2, 4, Suspicion.FACTOR, 16};

  @Option(
      names = "--tests",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many models, of each kind of chain a third (default: ${DEFAULT-VALUE}).")
  private long tests;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides models and inputs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Nodes in a generated model (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--chains",
      description = "Chains of layers, also with faults, in the place of generated models.")
  private boolean chains;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnxruntime",
      description = "The backend (default: ${DEFAULT-VALUE}).")
  private String backend = "";

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  /** What came of models of one kind. */
  private static final class Counts {
    private long models;
    private long ran;
    private long runs;
    private double worst;
    private long elements;
    private long indecisive;
    private long decidedOfIndecisive;
    private long open;
    private long decided;
    private final long[] beyond = new long[FACTORS.length];
    private long suspects;
    private long readingNanos;
    private long typicalNanos;
    private final Detection faults = new Detection();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new SecondTierCounts()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Worker> workers = new ArrayList<>();
    try {
      for (String level : Workers.release(BackendSpec.parse(backend)).levels()) {
        workers.add(Workers.open(BackendSpec.parse(backend + ":opt=" + level)));
      }
      Choices choices = Choices.of(seed);
      if (chains) {
        for (Chain chain : Chain.values()) {
          Counts counts = new Counts();
          for (long k = 0; k < tests / Chain.values().length; k++) {
            test(chain.label() + " " + k, chain.draw(choices.fork(k)), workers, counts);
          }
          print(chain.label(), counts);
        }
      } else {
        ModelGenerator generator =
            new ModelGenerator(
                ModelOptions.STANDARD
                    .withNodes(nodes)
                    .withZeros(false)
                    .withOpsets(13, 22)
                    .withTypes(SeededFaults.TYPES));
        Counts counts = new Counts();
        for (long k = 0; k < tests; k++) {
          Choices own = choices.fork(k);
          Found found = InputSearch.standard().find(generator.next(own), own.fork(0));
          test("model " + k, found, workers, counts);
        }
        print("generated models", counts);
      }
    } finally {
      workers.forEach(Worker::close);
    }
    return 0;
  }

  private void test(String name, Found found, List<Worker> workers, Counts counts)
      throws InterruptedException {
    Trial trial = Baseline.trial(found.graph(), found.inputs());
    List<Future<Outcome>> started = workers.stream().map(w -> w.start(trial)).toList();
    long start = System.nanoTime();
    GraphReading reading = GraphReading.of(found.graph(), found.inputs());
    long read = System.nanoTime();
    TypicalErrors typical = TypicalErrors.of(reading);
    counts.typicalNanos += System.nanoTime() - read;
    counts.readingNanos += read - start;
    counts.models++;
    long before = counts.runs;
    for (int k = 0; k < workers.size(); k++) {
      Worker worker = workers.get(k);
      Outcome outcome = get(started.get(k));
      Judgement first = Judge.judge(reading.graph(), reading, outcome, Optional.empty());
      if (outcome.isOk() && !first.verdict().isFinding()) {
        Suspicion suspicion = Suspicion.of(reading, typical, outcome.outputs());
        add(counts, first, suspicion);
        Judgement second =
            new SecondTier(trial, reading, () -> FunctionErrors.COMMON, t -> get(worker.start(t)))
                .of(outcome, first);
        if (suspicion.isRaised()) {
          boolean stays = second.verdict().isFinding();
          counts.suspects += stays ? 1 : 0;
          out.printf(
              "%s, %s: %.1f typical errors, %s%n%s%n",
              name,
              worker.spec(),
              suspicion.worst(),
              stays ? "repeats" : "does not repeat",
              stays ? second.detail() + "\n" + found.graph() : "");
        }
      }
    }
    counts.ran += counts.runs > before ? 1 : 0;
    if (chains) {
      plant(found, reading, workers.get(0), counts);
    }
  }

  private static void add(Counts counts, Judgement first, Suspicion suspicion) {
    counts.runs++;
    counts.elements += first.elements();
    counts.indecisive += first.indecisive();
    counts.open += suspicion.open();
    counts.decided += suspicion.decided();
    counts.decidedOfIndecisive += suspicion.decidedOfIndecisive();
    counts.worst = Math.max(counts.worst, suspicion.worst());
    for (int f = 0; f < FACTORS.length; f++) {
      counts.beyond[f] += suspicion.worst() > FACTORS[f] ? 1 : 0;
    }
  }

  private void plant(Found found, GraphReading reading, Worker plain, Counts counts)
      throws InterruptedException {
    Outcome outcome = get(plain.start(Baseline.trial(found.graph(), found.inputs())));
    Outcome inside = get(plain.start(Baseline.open(found.graph(), found.inputs(), reading)));
    Baseline model = Baseline.of(found.graph(), found.inputs(), reading, outcome, inside);
    Choices own = Choices.of(seed).fork(counts.models);
    for (Fault fault : ValueFaults.all()) {
      Optional<Trial> trial = fault.site().in(model, own);
      if (trial.isPresent()) {
        Outcome faulty = get(plain.start(trial.get()));
        if (faulty.isOk() && !faulty.outputs().equals(outcome.outputs())) {
          counts.faults.add(fault.name(), Opinions.of(reading, outcome.outputs(), faulty));
        }
      }
    }
  }

  private static Outcome get(Future<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker gave no outcome", e.getCause());
    }
  }

  private void print(String kind, Counts c) {
    out.printf(
        "%n%s: %,d models, %,d of which pass the first tier at some level, %,d runs%n",
        kind, c.models, c.ran, c.runs);
    out.printf(
        "  %,d elements, %,d indecisive (%.2f %%); the second tier decides %,d of them: %.2f %%"
            + " are left%n",
        c.elements,
        c.indecisive,
        100.0 * c.indecisive / c.elements,
        c.decidedOfIndecisive,
        100.0 * (c.indecisive - c.decidedOfIndecisive) / c.elements);
    out.printf("  %,d elements open, %,d of them decided%n", c.open, c.decided);
    for (int f = 0; f < FACTORS.length; f++) {
      out.printf("  %,d runs beyond %.0f typical errors%n", c.beyond[f], FACTORS[f]);
    }
    out.printf(
        "  %,d of them suspects, repeated on all draws; the worst run has %.2f%n",
        c.suspects, c.worst);
    out.printf(
        "  enclosures %.2f ms, typical errors %.2f ms a model%n",
        1e-6 * c.readingNanos / c.models, 1e-6 * c.typicalNanos / c.models);
    if (c.faults.count() > 0) {
      c.faults.printParts(out, "seen of faults, " + kind + ", %");
    }
  }
}
