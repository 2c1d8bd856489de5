package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.corpus.Signature;
import dev.assay.oracle.Blame;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.Symptom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Judges what the backends made of one test, and says of a finding whose fault it is and whether
 * that is known.
 *
 * <p>A finding is known only if it has culprits by the law of {@link Blame} and each of them has a
 * listed bug; of a model that the unoptimised backend gets right, one of an optimiser. An optimised
 * backend that goes wrong in the very same way as the unoptimised one has the same culprits.
 */
final class Inquiry {
  private final List<Runner> runners;
  private final Trial trial;
  private final Graph graph;
  private final GraphReading reading;
  private final List<Outcome> outcomes;
  private final Map<Integer, Judgement> judgements = new HashMap<>();
  private final Map<Integer, List<Culprit>> culprits = new HashMap<>();

  Inquiry(
      List<Runner> runners,
      Trial trial,
      Graph graph,
      GraphReading reading,
      List<Outcome> outcomes) {
    this.runners = runners;
    this.trial = trial;
    this.graph = graph;
    this.reading = reading;
    this.outcomes = outcomes;
  }

  static Outcome get(Future<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner gave no outcome", e.getCause());
    }
  }

  /** What is said of a backend's outcome: judged once, since that may take more readings. */
  Judgement judgement(int k) throws InterruptedException {
    Judgement known = judgements.get(k);
    if (known == null) {
      known = judge(outcomes.get(k), k);
      judgements.put(k, known);
    }
    return known;
  }

  private Judgement judge(Outcome outcome, int k) throws InterruptedException {
    Judgement alone = BothTiers.judge(trial, reading, outcome, unoptimised(k), runners.get(k));
    Judgement beside = Panels.of(trial, reading, runners, outcomes).of(k, outcome, alone);
    return Levels.of(runners, k)
        .judge(graph, reading, trial.inputs(), unoptimised(k), outcome, beside);
  }

  private Optional<Outcome> unoptimised(int k) {
    int base = Backends.unoptimised(runners, k);
    return base < 0 ? Optional.empty() : Optional.of(outcomes.get(base));
  }

  /** Looks for the culprits of a finding; those of unoptimised backends come first. */
  List<Culprit> culprits(int k) throws InterruptedException {
    Runner runner = runners.get(k);
    GraphReading own = reading.allowing(ErrorTables.of(runner));
    Blame blame =
        new Blame(graph, trial.inputs(), own, t -> get(runner.start(t)), Levels.of(runners, k));
    int base = Backends.unoptimised(runners, k);
    List<Culprit> found =
        culprits.containsKey(base) && blame.isSame(outcomes.get(base), outcomes.get(k))
            ? culprits.get(base)
            : blame.of(outcomes.get(k));
    culprits.put(k, found);
    return found;
  }

  /** The bug that explains a finding with these culprits. */
  Optional<KnownBug> known(int k, List<Culprit> guilty) throws InterruptedException {
    int base = Backends.unoptimised(runners, k);
    boolean ofOptimiser =
        base >= 0 && outcomes.get(base).isOk() && !judgement(base).verdict().isFinding();
    KnownBugs all = KnownBugs.of(runners.get(k).spec().name(), runners.get(k).version());
    KnownBugs bugs = ofOptimiser ? all.ofOptimiser() : all;
    List<KnownBug> found = new ArrayList<>();
    for (Culprit c : guilty) {
      bugs.find(c.operator(), c.form(), c.judgement().detail()).ifPresent(found::add);
    }
    return found.size() == guilty.size() ? found.stream().findFirst() : Optional.empty();
  }

  /**
   * What a finding with this judgement and these culprits shares with others of its bug; empty
   * where an output is wrong and nobody is to blame, since then all such would be one.
   */
  Optional<Signature> signature(int k, Judgement judgement, List<Culprit> guilty) {
    Symptom symptom = Symptom.of(judgement, outcomes.get(k), Optional.empty());
    if (guilty.isEmpty() && symptom.words().isEmpty()) {
      return Optional.empty();
    }
    String what = symptom.kind() + (symptom.words().isEmpty() ? "" : ": " + symptom.words());
    return Optional.of(
        new Signature(
            runners.get(k).spec().name(),
            symptom.verdict() + ", " + what,
            guilty.stream().map(c -> Signature.pattern(c.operator(), c.form())).toList()));
  }

  /** The judgement of a finding after {@link SecondRun} and {@link OtherThreads}. */
  Judgement afterSecondRun(int k) throws InterruptedException {
    Outcome again = get(runners.get(k).start(trial));
    Outcome first = outcomes.get(k);
    Judgement twice = SecondRun.judge(first, judgement(k), again, judge(again, k), false);
    return OtherThreads.label(twice, first, runners.get(k), trial, o -> judge(o, k));
  }
}
