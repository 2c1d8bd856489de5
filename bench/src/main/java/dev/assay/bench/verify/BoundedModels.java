package dev.assay.bench.verify;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.Judge;
import dev.assay.verify.bounds.Challenge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Holds the bounds of drawn models of float32 against the reference and some backends, at points
 * that are sampled and attacked in random boxes: {@code FIRST MODELS POINTS SECONDS BACKEND...},
 * where FIRST is the seed of the first model.
 *
 * <p>A backend that is wrong by the enclosure of the very point it is given is no witness against
 * bounds, and counted apart. Prints what was drawn and refused and why, and of each system how many
 * models it ran, how many points led outside (none may), and how near to its bounds one came, as a
 * part of their width: of all models, and of the median one. Ends early when the time is up.
 */
public final class BoundedModels {
  private static final int MOST_UNITS = 4000;

  /** So many points are run at once, lest most of the time goes into compiling. */
  private static final int COPIES = 20;

  private static final double[] WIDTHS = {1, 0.25, 0.05, 0.01};

  private final int points;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private int outside;

  /** What came of one system. */
  private static final class Tally {
    private int models;
    private int refused;
    private long points;
    private long wrong;
    private final List<Double> closest = new ArrayList<>();

    private double closest(double part) {
      return closest.stream()
          .sorted()
          .skip((long) (part * (closest.size() - 1)))
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private BoundedModels(int points) {
    this.points = points;
  }

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    int first = Integer.parseInt(args[0]);
    int wanted = Integer.parseInt(args[1]);
    BoundedModels run = new BoundedModels(Integer.parseInt(args[2]));
    long end = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
    List<Runner> runners = new ArrayList<>();
    for (String name : List.of(args).subList(4, args.length)) {
      runners.add(Workers.open(BackendSpec.parse(name), Limits.USUAL, Progress.SILENT));
    }
    ModelGenerator generator =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(6)
                .withElements(64)
                .withZeros(false)
                .withTypes(DType.setOf(DType.FLOAT32)));
    int bounded = 0;
    int drawn = first;
    for (; bounded < wanted && System.nanoTime() < end; drawn++) {
      Choices choices = Choices.of(drawn);
      Found f = InputSearch.standard().find(generator.next(choices), choices.fork(1));
      Optional<Challenge> challenge = run.challenge(f, choices);
      if (challenge.isPresent()) {
        bounded++;
        run.hold(drawn, f, choices, challenge.get(), runners);
      }
    }
    runners.forEach(Runner::close);
    System.out.printf("%d models bounded of seeds %d to %d%n", bounded, first, drawn - 1);
    run.refusals.forEach((why, count) -> System.out.printf("  refused %3d : %s%n", count, why));
    run.tallies.forEach(
        (system, t) ->
            System.out.printf(
                "%-20s %3d models, %3d refused, %,d points, %d wrong, closest %.3g, median %.3g%n",
                system, t.models, t.refused, t.points, t.wrong, t.closest(0), t.closest(0.5)));
    System.out.printf("%d outside%n", run.outside);
    System.exit(Math.min(run.outside, 1));
  }

  /** A model with a box as wide as its functions are defined in. */
  private Optional<Challenge> challenge(Found f, Choices choices) {
    String why = "no finite bounds in any box";
    try {
      for (int k = choices.between(0, WIDTHS.length - 1); k < WIDTHS.length; k++) {
        Challenge challenge = new Challenge(f.graph(), f.inputs(), WIDTHS[k]);
        if (challenge.size() > MOST_UNITS) {
          why = "more than " + MOST_UNITS + " units";
          break;
        }
        if (challenge.bounded() > 0) {
          return Optional.of(challenge);
        }
      }
    } catch (IllegalArgumentException e) {
      String[] lines = String.valueOf(e.getMessage()).split("\n", -1);
      String operator = lines[0].split(" ", -1)[0];
      why = operator + (lines.length > 2 ? lines[2].replace("  but      :", ":") : "");
    }
    refusals.merge(why, 1, Integer::sum);
    return Optional.empty();
  }

  private void hold(int number, Found f, Choices choices, Challenge challenge, List<Runner> runners)
      throws InterruptedException, ExecutionException {
    List<Map<String, Tensor>> drawn = new ArrayList<>();
    for (int p = 0; p < points; p++) {
      drawn.add(challenge.point(choices));
    }
    List<Outcome> meant =
        drawn.stream()
            .map(x -> Outcome.ok(GraphReading.values(f.graph(), x).outputs(), 0))
            .toList();
    note(number, f, "reference", challenge, drawn, meant);
    Copies copies = new Copies(f.graph(), Math.min(COPIES, points));
    byte[] model = OnnxFromGraph.of(copies.graph());
    for (Runner r : runners) {
      String system = r.spec() + " " + r.version();
      List<Future<Outcome>> started = new ArrayList<>();
      for (int p = 0; p + copies.count() <= points; p += copies.count()) {
        Map<String, Tensor> inputs = copies.inputs(drawn.subList(p, p + copies.count()));
        started.add(r.start(new Trial(model, inputs)));
        if (started.size() == 1 && !started.get(0).get().isOk()) {
          break;
        }
      }
      if (!started.get(0).get().isOk()) {
        tally(system).refused++;
        continue;
      }
      List<Outcome> got = new ArrayList<>();
      for (Future<Outcome> s : started) {
        got.addAll(copies.outcomes(s.get()));
      }
      note(number, f, system, challenge, drawn, got);
    }
  }

  private Tally tally(String system) {
    return tallies.computeIfAbsent(system, s -> new Tally());
  }

  private void note(
      int number,
      Found f,
      String system,
      Challenge challenge,
      List<Map<String, Tensor>> drawn,
      List<Outcome> got) {
    Tally tally = tally(system);
    tally.models++;
    double closest = Double.POSITIVE_INFINITY;
    long wrong = tally.wrong;
    for (int p = 0; p < got.size(); p++) {
      Outcome outcome = got.get(p);
      if (!outcome.isOk()) {
        continue;
      }
      tally.points++;
      Optional<String> excess = challenge.excess(outcome.outputs());
      if (excess.isEmpty()) {
        closest = Math.min(closest, challenge.closeness(outcome.outputs()));
      } else if (isWrong(f, drawn.get(p), outcome)) {
        tally.wrong++;
      } else {
        outside++;
        System.out.printf("OUTSIDE model %d on %s: %s%n", number, system, excess.get());
      }
    }
    if (tally.wrong > wrong) {
      System.out.printf(
          "wrong %d times: model %d on %s: %s%n",
          tally.wrong - wrong, number, system, operators(f.graph()));
    }
    tally.closest.add(closest);
  }

  private static String operators(Graph graph) {
    return graph.nodes().stream().map(Node::operator).distinct().collect(Collectors.joining(" "));
  }

  private static boolean isWrong(Found f, Map<String, Tensor> inputs, Outcome outcome) {
    GraphReading reading = GraphReading.of(f.graph(), inputs);
    return Judge.judge(f.graph(), reading, outcome, Optional.empty()).verdict().isFinding();
  }
}
