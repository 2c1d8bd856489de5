package dev.assay.bench;

import static java.util.stream.Collectors.joining;

import dev.assay.backends.faulty.Faulty;
import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.Gear;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.Judge;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints after how many tests each fault of the faulty backend is found in each gear: the median
 * over some seeds, and how many of them find it where not all do. All faults see the same tests, in
 * this process; so those that end it, crash and hang, are left out. A test is a drawn model and its
 * inputs, without graph shapes and seeds.
 *
 * <pre>java -cp 'target/assay/bench/*:target/assay/lib/*:target/assay/backends/faulty/*' \
 *     dev.assay.bench.FaultWaits SEEDS TESTS</pre>
 */
public final class FaultWaits {
  private static final List<String> FAULTS =
      Faulty.names().stream().filter(f -> !f.equals("crash") && !f.equals("hang")).toList();
  private static final int MODEL = 0;
  private static final int INPUTS = 1;

  private final int seeds;
  private final int tests;

  private FaultWaits(int seeds, int tests) {
    this.seeds = seeds;
    this.tests = tests;
  }

  public static void main(String[] args) {
    FaultWaits bench = new FaultWaits(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    Map<Gear, Map<String, List<Integer>>> waits = new EnumMap<>(Gear.class);
    for (Gear gear : Gear.values()) {
      waits.put(gear, bench.waits(gear));
    }
    PrintStream out = System.out;
    out.println(
        waits.keySet().stream().map(Gear::toString).collect(joining(" | ", "| fault | ", " |")));
    for (String fault : FAULTS) {
      out.println(
          waits.values().stream()
              .map(of -> bench.cell(of.getOrDefault(fault, List.of())))
              .collect(joining(" | ", "| `" + fault + "` | ", " |")));
    }
  }

  /** The waiting times of each fault, one for each seed that finds it. */
  private Map<String, List<Integer>> waits(Gear gear) {
    Map<String, List<Integer>> waits = new HashMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withGear(gear));
      Choices choices = Choices.of(seed);
      List<String> left = new ArrayList<>(FAULTS);
      for (int k = 0; k < tests && !left.isEmpty(); k++) {
        Model model = models.at(choices.fork(MODEL), k);
        Found found = InputSearch.standard().find(model, choices.fork(INPUTS).fork(k));
        for (String fault : found(found, left)) {
          left.remove(fault);
          waits.computeIfAbsent(fault, f -> new ArrayList<>()).add(k + 1);
        }
      }
    }
    return waits;
  }

  /** Those of the faults that a test shows. */
  private static List<String> found(Found test, List<String> faults) {
    Trial trial = new Trial(OnnxFromGraph.of(test.graph()), test.inputs());
    Graph graph = GraphFromOnnx.of(trial.model());
    List<Tensor> right = outcome(trial, Map.of()).outputs();
    List<String> changed =
        faults.stream()
            .filter(f -> !outcome(trial, Map.of("fault", f)).outputs().equals(right))
            .toList();
    if (changed.isEmpty()) {
      return changed;
    }
    GraphReading reference =
        GraphReading.of(graph, test.inputs(), test.enclosed().stream().toList());
    return changed.stream()
        .filter(
            f ->
                Judge.judge(graph, reference, outcome(trial, Map.of("fault", f)), Optional.empty())
                    .verdict()
                    .isFinding())
        .toList();
  }

  private static Outcome outcome(Trial trial, Map<String, String> options) {
    return new Faulty().run(trial, options, phase -> {});
  }

  /** The median, where half of the seeds find it; and how many do, if not all. */
  private String cell(List<Integer> waits) {
    List<Integer> sorted = waits.stream().sorted().toList();
    int middle = (seeds - 1) / 2;
    String median = middle < sorted.size() ? sorted.get(middle).toString() : "-";
    return waits.size() == seeds ? median : median + " (" + waits.size() + " of " + seeds + ")";
  }
}
