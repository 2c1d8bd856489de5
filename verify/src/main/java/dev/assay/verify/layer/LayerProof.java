package dev.assay.verify.layer;

import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Replay;
import dev.assay.verify.robustness.Verdict;
import dev.assay.verify.solver.FloatReading;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Found;
import dev.assay.verify.solver.FloatReading.Run;
import dev.assay.verify.solver.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for an answer about a fact: bounds first, which speak of every implementation, then
 * runs, then Z3's floats, which speak of one. What Z3 finds counts where something that runs breaks
 * the fact as well.
 */
public final class LayerProof {
  private final Layer layer;
  private final Fact fact;
  private final LayerRuns runs;
  private final int steps;
  private final Halving halving;
  private volatile boolean isStopped;
  private volatile @Nullable FloatReading floats;

  /**
   * What a proof may cost, in numbers that are the same on every machine.
   *
   * @param steps what Z3 may take
   * @param boxes how many parts of the box bounds may look at
   */
  public record Effort(int steps, int boxes) {}

  public LayerProof(Layer layer, Fact fact, Replay replay, Effort effort) {
    fact.requireFit(layer);
    this.layer = layer;
    this.fact = fact;
    this.runs = new LayerRuns(layer, fact, replay);
    this.steps = effort.steps();
    this.halving = new Halving(effort.boxes(), this::isStopped);
  }

  /** Ends the search with what it has. */
  public void stop() {
    isStopped = true;
    FloatReading open = floats;
    if (open != null) {
      open.stop();
    }
  }

  private boolean isStopped() {
    return isStopped;
  }

  /** What is known of the fact. */
  public FactAnswer answer() {
    List<String> reasons = new ArrayList<>();
    if (follows(true, reasons)) {
      Means by = fact.isKeptByOrder() ? Means.ORDER : Means.BOUNDS;
      return answer(Verdict.HOLDS, by, Optional.empty(), reasons);
    }
    Optional<Counterexample> run = attack();
    if (run.isPresent()) {
      return answer(Verdict.VIOLATED, Means.RUN, run, reasons);
    }
    if (isStopped) {
      reasons.add("the time was up");
      return answer(Verdict.UNKNOWN, Means.NOTHING, run, reasons);
    }
    return byFloats(reasons);
  }

  /** The counterexample that runs find, without any proof. */
  public Optional<Counterexample> attack() {
    return runs.attack(this::isStopped);
  }

  private boolean follows(boolean rounds, List<String> reasons) {
    try {
      return fact.follows(new LayerBounds(layer, rounds, halving));
    } catch (IllegalArgumentException e) {
      reasons.add(refusal(e));
      return false;
    }
  }

  /** What was refused, in one line. */
  private static String refusal(IllegalArgumentException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("but"))
        .map(line -> line.replaceFirst("but *: ", ""))
        .findFirst()
        .orElse(String.valueOf(e.getMessage()));
  }

  private FactAnswer byFloats(List<String> reasons) {
    try (FloatReading reading = new FloatReading(Rounding.EACH_STEP)) {
      floats = reading;
      Found found = find(reading);
      if (found.isNone()) {
        return answer(Verdict.HOLDS, Means.FLOATS, Optional.empty(), reasons);
      }
      if (!found.isDecided()) {
        reasons.add(isStopped ? "the time was up" : "Z3 gave up after " + steps + " steps");
        return answer(Verdict.UNKNOWN, Means.NOTHING, Optional.empty(), reasons);
      }
      Counterexample c = runs.run(found.points());
      if (c.isReal()) {
        return answer(Verdict.VIOLATED, Means.FLOATS, Optional.of(c), reasons);
      }
      reasons.add("what Z3 finds is broken by nothing that runs");
      return answer(Verdict.UNKNOWN, Means.FLOATS, Optional.of(c), reasons);
    } catch (IllegalArgumentException e) {
      reasons.add(refusal(e));
      return answer(Verdict.UNKNOWN, Means.NOTHING, Optional.empty(), reasons);
    } finally {
      floats = null;
    }
  }

  private Found find(FloatReading reading) {
    List<Run> all = new ArrayList<>();
    List<Condition> wanted = new ArrayList<>();
    for (int k = 0; k < fact.runs(); k++) {
      Run run = reading.run(layer.reading(), layer.inputs());
      all.add(run);
      layer
          .box()
          .forEach((name, r) -> wanted.add(reading.claims().within(run, name, r.low(), r.high())));
    }
    wanted.addAll(fact.broken(layer, reading.claims(), all));
    return reading.find(wanted, steps);
  }

  private FactAnswer answer(
      Verdict verdict, Means by, Optional<Counterexample> c, List<String> reasons) {
    String reason = verdict == Verdict.UNKNOWN ? String.join("; ", reasons) : "";
    return new FactAnswer(verdict, by, inReals(verdict, by, c), c, reason);
  }

  private Optional<Verdict> inReals(Verdict verdict, Means by, Optional<Counterexample> c) {
    if (!fact.isOfReals()) {
      return Optional.empty();
    }
    boolean isOfAny = verdict == Verdict.HOLDS && by != Means.FLOATS;
    if (isOfAny || follows(false, new ArrayList<>())) {
      return Optional.of(Verdict.HOLDS);
    }
    boolean isBroken = c.isPresent() && breaksInReals(c.get().points());
    return Optional.of(isBroken ? Verdict.VIOLATED : Verdict.UNKNOWN);
  }

  private boolean breaksInReals(List<Map<String, Tensor>> points) {
    List<Seen> seen = points.stream().flatMap(p -> Seen.exact(layer, p).stream()).toList();
    return seen.size() == points.size() && fact.isBroken(layer, seen);
  }
}
