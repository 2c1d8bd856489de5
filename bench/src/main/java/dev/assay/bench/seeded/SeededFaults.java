package dev.assay.bench.seeded;

import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.bench.seeded.Opinions.Judges;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Policy;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Puts faults into models and counts which judges see them.
 *
 * <pre>
 *   for models of both policies on which the backend, unoptimised, passes
 *     for each kind of fault
 *       put one into the model and run that on the same backend
 *       where any bit of an output differs, ask the judges
 *     run the model, without a fault, optimised: who speaks now gives a false alarm or sees a bug
 * </pre>
 *
 * <p>The tolerances compare with what the backend gives without the fault, so they meet no noise.
 */
@Command(
    name = "SeededFaults",
    sortOptions = false,
    description = "Puts faults into models and counts which judges see them.",
    mixinStandardHelpOptions = true)
public final class SeededFaults implements Callable<Integer> {
  static final Set<DType> TYPES =
      Set.of(
          DType.FLOAT32,
          DType.FLOAT64,
          DType.FLOAT16,
          DType.INT64,
          DType.INT32,
          DType.INT8,
          DType.UINT8,
          DType.BOOL);

  /** What every other model is made of: networks as people build them, in small steps. */
  private static final Set<String> USUAL =
      Set.of(
          ("Add Sub Mul Div Pow Max Min Sqrt Exp Log Neg Abs Floor Ceil Round Clip Relu LeakyRelu Elu"
                  + " Celu Selu HardSigmoid Sigmoid Tanh Erf Gelu Softplus Softmax LogSoftmax MatMul Gemm"
                  + " Conv ConvTranspose BatchNormalization InstanceNormalization LayerNormalization"
                  + " MaxPool AveragePool GlobalAveragePool ReduceMean ReduceSum ReduceMax Concat"
                  + " Transpose Reshape Slice Pad Where Less Greater Cast")
              .split(" "));

  private static final List<Fault> FAULTS =
      Stream.concat(ValueFaults.all().stream(), NodeFaults.all().stream()).toList();

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "6000",
      description = "Stop after so many effective faults (default: ${DEFAULT-VALUE}).")
  private long wanted;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides models and faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Nodes in a model (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnxruntime",
      description = "Runs the models at opt=disabled and opt=all (default: ${DEFAULT-VALUE}).")
  private String backend = "";

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  private final Map<Policy, Detection> detections = new EnumMap<>(Policy.class);
  private final Map<String, Detection> alarms = new LinkedHashMap<>();
  private long models;
  private long unfit;
  private long unchanged;
  private long refused;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SeededFaults()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    for (Policy policy : Policy.values()) {
      Detection detection = new Detection();
      FAULTS.forEach(f -> detection.begin(f.name()));
      detections.put(policy, detection);
    }
    ModelOptions options =
        ModelOptions.STANDARD.withNodes(nodes).withZeros(false).withOpsets(13, 22).withTypes(TYPES);
    List<ModelGenerator> generators =
        List.of(
            new ModelGenerator(options),
            new ModelGenerator(options.withOperators(o -> USUAL.contains(o.name()))));
    Choices choices = Choices.of(seed);
    try (Worker plain = Workers.open(BackendSpec.parse(backend + ":opt=disabled"));
        Worker optimised = Workers.open(BackendSpec.parse(backend + ":opt=all"))) {
      for (long k = 0; detected() < wanted; k++) {
        test(k, generators.get((int) (k % 2)), choices.fork(k), plain, optimised);
      }
      print(plain.version());
    }
    return 0;
  }

  private long detected() {
    return detections.values().stream().mapToLong(Detection::count).sum();
  }

  private void test(
      long test, ModelGenerator generator, Choices own, Worker plain, Worker optimised)
      throws InterruptedException {
    Model model = generator.next(own);
    Found found = InputSearch.standard().find(model, own.fork(0));
    Trial trial = Baseline.trial(found.graph(), found.inputs());
    Future<Outcome> atAll = optimised.start(trial);
    Future<Outcome> atNone = plain.start(trial);
    GraphReading reading = GraphReading.of(found.graph(), found.inputs());
    Future<Outcome> opened = plain.start(Baseline.open(found.graph(), found.inputs(), reading));
    Outcome outcome = get(atNone);
    Outcome inside = get(opened);
    Outcome best = get(atAll);
    if (!outcome.isOk()
        || !inside.isOk()
        || !best.isOk()
        || Opinions.of(reading, outcome.outputs(), outcome).contains(Judges.SLACK_1)) {
      unfit++;
      return;
    }
    models++;
    alarm(model.policy(), "plain run", reading, outcome, best);
    alarm(model.policy(), "reference", reading, Outcome.ok(reading.outputs(), 0), best);
    tell(test, reading, best);
    plant(
        Baseline.of(found.graph(), found.inputs(), reading, outcome, inside),
        Objects.requireNonNull(detections.get(model.policy())),
        own.fork(1),
        plain);
  }

  /** Notes who flags an optimised run without a fault. */
  private void alarm(
      Policy policy, String against, GraphReading reading, Outcome expected, Outcome got) {
    Set<Judges> flags = Opinions.of(reading, expected.outputs(), got);
    alarms
        .computeIfAbsent(against, a -> new Detection())
        .add(policy.label() + ", tolerances against the " + against, flags);
  }

  /** Tells what the judge of campaigns says of an optimised run without a fault. */
  private void tell(long test, GraphReading reading, Outcome got) {
    Judgement judgement = Judge.judge(reading.graph(), reading, got, Optional.empty());
    if (judgement.verdict().isFinding()) {
      out.println("optimised test " + test + ": " + judgement.detail());
      out.println(reading.graph());
    }
  }

  private void plant(Baseline model, Detection detection, Choices choices, Worker plain)
      throws InterruptedException {
    List<Fault> planted = new ArrayList<>();
    List<Future<Outcome>> runs = new ArrayList<>();
    for (int k = 0; k < FAULTS.size(); k++) {
      Optional<Trial> trial = FAULTS.get(k).site().in(model, choices.fork(k));
      if (trial.isPresent()) {
        planted.add(FAULTS.get(k));
        runs.add(plain.start(trial.get()));
      }
    }
    for (int k = 0; k < planted.size(); k++) {
      Outcome outcome = get(runs.get(k));
      if (!outcome.isOk()) {
        refused++;
      } else if (outcome.outputs().equals(model.outputs())) {
        unchanged++;
      } else {
        detection.add(
            planted.get(k).name(), Opinions.of(model.reading(), model.outputs(), outcome));
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

  private void print(String version) {
    out.printf(
        "%n%s %s, seed %d: %,d models of %d nodes (%,d others did not run or did not pass),"
            + " %,d effective faults, %,d without effect, %,d refused%n",
        backend, version, seed, models, nodes, unfit, detected(), unchanged, refused);
    Detection both = new Detection();
    for (Map.Entry<Policy, Detection> e : detections.entrySet()) {
      e.getValue().printParts(out, "seen of faults, policy " + e.getKey().label() + ", %");
      both = both.and(e.getValue());
    }
    both.printParts(out, "seen of faults, both policies, %");
    alarms.forEach((against, d) -> d.printCounts(out, "flagged without a fault", "models"));
  }
}
