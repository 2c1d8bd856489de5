package dev.assay.cli;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.oracle.Agreement;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.StoredOutputs;
import java.util.List;
import java.util.Optional;

/**
 * The judges of a replayed case: the reference first, then the stored outputs on what it leaves,
 * then, where it has no value, one backend by another.
 *
 * @param reading of the case; empty where the reference has none
 * @param stored by whom Assay is not told what to expect of itself; empty where nobody is
 * @param why there is no reading
 * @param isRandom whether that is since a result is random
 * @param trial that was run; empty where its inputs are no tensors
 * @param outcomes in the order of the runners
 */
record CaseJudges(
    Graph graph,
    Optional<GraphReading> reading,
    Optional<StoredOutputs> stored,
    String why,
    boolean isRandom,
    List<Runner> runners,
    Optional<Trial> trial,
    List<Outcome> outcomes) {

  /** What is said of runner k. */
  Judgement of(int k) throws InterruptedException {
    return of(k, outcomes.get(k));
  }

  /** What is said of another outcome of runner k. */
  Judgement of(int k, Outcome outcome) throws InterruptedException {
    return reading.isPresent() ? byReading(reading.get(), k, outcome) : withoutReading(k, outcome);
  }

  private Judgement byReading(GraphReading reading, int k, Outcome outcome)
      throws InterruptedException {
    int base = Backends.unoptimised(runners, k);
    Optional<Outcome> plain = base < 0 ? Optional.empty() : Optional.of(outcomes.get(base));
    if (stored.isEmpty() && trial.isPresent()) {
      Judgement alone = BothTiers.judge(trial.get(), reading, outcome, plain, runners.get(k));
      Judgement beside = Panels.of(trial.get(), reading, runners, outcomes).of(k, outcome, alone);
      return Levels.of(runners, k)
          .judge(graph, reading, trial.get().inputs(), plain, outcome, beside);
    }
    Judgement byReference =
        Judge.judge(reading, outcome, plain, () -> ErrorTables.of(runners.get(k)));
    return stored.map(s -> s.judge(byReference, reading, outcome)).orElse(byReference);
  }

  private Judgement withoutReading(int k, Outcome outcome) {
    List<String> names = graph.outputs().stream().map(Value::name).toList();
    Judgement byOther = agreement(k).judge(names, outcome, isRandom);
    if (stored.isEmpty()) {
      return byOther.verdict() == Verdict.INDECISIVE
          ? new Judgement(Verdict.INDECISIVE, byOther.detail() + "\n" + why, 0, 0)
          : byOther;
    }
    StoredOutputs s = stored.get();
    return (isRandom ? s.judgeForms(outcome) : s.judge(outcome)).or(byOther);
  }

  /** By its unoptimised level, if that runs; else by another run of it; else by another system. */
  private Agreement agreement(int k) {
    int base = Backends.unoptimised(runners, k);
    for (int j = 0; base < 0 && j < k; j++) {
      base = isSameSystem(j, k) ? j : base;
    }
    for (int j = 0; base < 0 && j < runners.size(); j++) {
      base = j != k && !isSameSystem(j, k) && outcomes.get(j).isOk() ? j : base;
    }
    return base < 0
        ? Agreement.NONE
        : new Agreement(
            runners.get(base).spec().toString(), outcomes.get(base), isSameSystem(base, k));
  }

  private boolean isSameSystem(int j, int k) {
    BackendSpec one = runners.get(j).spec();
    BackendSpec other = runners.get(k).spec();
    return one.name().equals(other.name()) && one.version().equals(other.version());
  }
}
