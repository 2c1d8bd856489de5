package dev.assay.oracle;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a run by the unoptimised one of the same system on what rests on operators that are the
 * system's own, so that nobody else knows the value. The law: both give the same types and shapes;
 * elements differ by no more than the tolerances of ONNX's backend test runner allow, taken
 * relative to the greatest element of the tensor, <em>or</em> by no more than {@link
 * Suspicion#FACTOR} times what a few roundings on the way move them: those that the unoptimised
 * level shows on {@link #DRAWS} models in which every float between two nodes is {@link Jitter}ed.
 * What is no float must not differ at all, unless floats on the way that count as alike move it.
 *
 * <p>What is not the same twice at its own level (A/A) is set aside. A breach is {@link
 * Grade#SUSPECT}: the moves are samples.
 */
public final class OwnLevels {
  static final int DRAWS = 6;

  private static final String GRADE =
      "\n  grade    : " + Grade.SUSPECT + " (its bound is sampled, and no proof)";
  private static final String DIFFERS = "an output rests on an operator of the system's own and ";

  private final String name;
  private final Blame.Backend plain;
  private final Blame.Backend backend;

  /**
   * @param name of the unoptimised level
   * @param backend the level that is judged
   */
  public OwnLevels(String name, Blame.Backend plain, Blame.Backend backend) {
    this.name = name;
    this.plain = plain;
    this.backend = backend;
  }

  /** Whether a model has outputs of which only this judge can say something. */
  public static boolean concerns(Graph graph, GraphReading reading) {
    return graph.outputs().stream().anyMatch(v -> reading.restsOnOwn(v.name()));
  }

  /**
   * What the other judges say of an outcome, or the mismatch that a pass turns out to be.
   *
   * @param graph the model, of which the reading may have more outputs
   * @param base what the unoptimised level made of the trial
   */
  public Judgement of(
      Graph graph,
      GraphReading reading,
      Map<String, Tensor> inputs,
      Outcome base,
      Outcome outcome,
      Judgement before)
      throws InterruptedException {
    boolean passes = before.verdict() == Verdict.PASS || before.verdict() == Verdict.INDECISIVE;
    if (!passes || !base.isOk() || !outcome.isOk() || !concerns(graph, reading)) {
      return before;
    }
    Map<String, Facts> odd = odd(graph, reading, base.outputs(), outcome.outputs(), Map.of());
    if (odd.isEmpty()) {
      return before;
    }
    Trial trial = new Trial(OnnxFromGraph.of(graph), inputs);
    for (Blame.Backend level : List.of(plain, backend)) {
      Outcome expected = level == plain ? base : outcome;
      if (!level.run(trial).outputs().equals(expected.outputs())) {
        return Judgement.of(
            Verdict.INDECISIVE,
            DIFFERS + "is another in each run" + (level == plain ? " of " + name : ""));
      }
    }
    Optional<Map<String, double[]>> moves = moves(graph, reading, inputs, base.outputs());
    if (moves.isEmpty()) {
      return before;
    }
    Map<String, Facts> left = odd(graph, reading, base.outputs(), outcome.outputs(), moves.get());
    return left.values().stream()
        .findFirst()
        .map(
            facts ->
                Judgement.of(
                        Verdict.MISMATCH,
                        facts.in("not as on " + name + ": ", GRADE),
                        before.elements(),
                        before.indecisive())
                    .graded(Grade.SUSPECT)
                    .resting(reading, left.keySet()))
        .orElse(before);
  }

  /**
   * What differs, by output: its form, or the first element.
   *
   * @param moves how far roundings move the elements of each output, as far as that is known
   */
  private static Map<String, Facts> odd(
      Graph graph,
      GraphReading reading,
      List<Tensor> expected,
      List<Tensor> got,
      Map<String, double[]> moves) {
    Map<String, Facts> odd = new LinkedHashMap<>();
    List<Value> outputs = graph.outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String output = outputs.get(o).name();
      if (reading.restsOnOwn(output)) {
        double[] moved = moves.getOrDefault(output, new double[expected.get(o).size()]);
        odd(output, expected.get(o), got.get(o), moved).ifPresent(f -> odd.put(output, f));
      }
    }
    return odd;
  }

  private static Optional<Facts> odd(String output, Tensor expected, Tensor got, double[] moved) {
    Optional<Facts> form = Comparison.form(output, expected, got);
    double greatest = Comparison.greatest(expected);
    for (int k = 0; form.isEmpty() && k < got.size(); k++) {
      if (!Comparison.isClose(expected, got, k, greatest)
          && Suspicion.FACTOR * moved[k] < Comparison.distance(expected, got, k)) {
        return Optional.of(
            Comparison.wrongElement(output, expected, got, k)
                .in("", "\n  moves by : " + moved[k] + " with roundings on the way"));
      }
    }
    return form;
  }

  /** How far roundings on the way move each element; empty where that cannot be told. */
  private Optional<Map<String, double[]>> moves(
      Graph graph, GraphReading reading, Map<String, Tensor> inputs, List<Tensor> base)
      throws InterruptedException {
    List<double[]> moves = new ArrayList<>();
    base.forEach(t -> moves.add(new double[t.size()]));
    boolean isOfFloats = base.stream().allMatch(t -> t.type().isFloat());
    for (int draw = 0; draw < (isOfFloats ? DRAWS : 2 * DRAWS); draw++) {
      boolean fine = draw < DRAWS;
      Jitter jitter =
          fine
              ? Jitter.byRoundings(reading, Choices.of(draw))
              : Jitter.byTolerance(reading, Choices.of(draw));
      Graph jittered = jitter.in(graph);
      Outcome moved = plain.run(new Trial(OnnxFromGraph.of(jittered), inputs));
      if (!moved.isOk() || moved.outputs().size() != base.size()) {
        return Optional.empty();
      }
      for (int o = 0; o < base.size(); o++) {
        Tensor before = base.get(o);
        Tensor after = moved.outputs().get(o);
        if (Comparison.form("", before, after).isPresent()) {
          return Optional.empty();
        }
        for (int k = 0; (fine || !before.type().isFloat()) && k < before.size(); k++) {
          moves.get(o)[k] = Math.max(moves.get(o)[k], Comparison.distance(before, after, k));
        }
      }
    }
    Map<String, double[]> named = new LinkedHashMap<>();
    for (int o = 0; o < base.size(); o++) {
      named.put(graph.outputs().get(o).name(), moves.get(o));
    }
    return Optional.of(named);
  }
}
