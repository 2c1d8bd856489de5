package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.corpus.Finding;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.OwnLevels;
import dev.assay.oracle.Symptom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A backend that goes wrong, and the same with its optimiser off, where that is known.
 *
 * @param kernels run nodes of its own operators
 * @param plain empty too where the backend has no optimiser to switch off, or it is off already
 */
record Accused(Runner runner, Optional<Runner> plain, Kernels kernels) implements AutoCloseable {

  Accused(Runner runner, Optional<Runner> plain) {
    this(runner, plain, SystemKernels.of(List.of(runner)));
  }

  /**
   * What was seen of it on one model.
   *
   * @param slowest how long the slower level took that gave an answer
   */
  record Sighting(Symptom symptom, Judgement judgement, Duration slowest) {}

  /** Backend k of some, and the one among them that is the same unoptimised. */
  static Accused of(List<Runner> runners, int k) {
    int base = Backends.unoptimised(runners, k);
    return new Accused(
        runners.get(k), base < 0 ? Optional.empty() : Optional.of(runners.get(base)));
  }

  /** The names of the backends, as options give them; the one that goes wrong comes last. */
  List<String> names() {
    return runners().stream().map(r -> r.spec().toString()).toList();
  }

  /** The finding that a sighting is. */
  Finding finding(Sighting s) {
    Judgement j = s.judgement();
    return new Finding(
        runner.spec().toString(),
        runner.version(),
        j.verdict().toString(),
        j.detail() + j.grounds().facts());
  }

  private List<Runner> runners() {
    return plain.map(p -> List.of(p, runner)).orElse(List.of(runner));
  }

  /** The options that name them. */
  String options() {
    return Backends.options(runners(), runners().size() - 1);
  }

  /**
   * What the backend does wrong on a model; empty where it does nothing wrong. It is run
   * unoptimised only where that matters.
   *
   * @throws IllegalArgumentException if the reference cannot read the model
   */
  Optional<Sighting> look(Trial trial) throws InterruptedException {
    Graph graph = GraphFromOnnx.of(trial.model());
    GraphReading reading = GraphReading.of(graph, trial.inputs(), kernels);
    Outcome outcome = Inquiry.get(runner.start(trial));
    Judgement alone = BothTiers.judge(trial, reading, outcome, Optional.empty(), runner);
    boolean mayBeFinding =
        alone.verdict().isFinding()
            || plain.isPresent()
                && (outcome.status() == Status.UNSUPPORTED || OwnLevels.concerns(graph, reading));
    if (!mayBeFinding) {
      return Optional.empty();
    }
    if (plain.isEmpty()) {
      Symptom symptom = Symptom.of(alone, outcome, Optional.empty());
      return Optional.of(new Sighting(symptom, alone, slowest(outcome)));
    }
    Outcome base = Inquiry.get(plain.get().start(trial));
    Judgement byReference = BothTiers.judge(trial, reading, outcome, Optional.of(base), runner);
    Judgement judged =
        new Levels(runner, plain)
            .judge(graph, reading, trial.inputs(), Optional.of(base), outcome, byReference);
    Judgement ofBase = BothTiers.judge(trial, reading, base, Optional.empty(), plain.get());
    Symptom symptom =
        Symptom.of(judged, outcome, Optional.of(Symptom.of(ofBase, base, Optional.empty())));
    return judged.verdict().isFinding()
        ? Optional.of(new Sighting(symptom, judged, slowest(outcome, base)))
        : Optional.empty();
  }

  private static Duration slowest(Outcome... outcomes) {
    return Duration.ofNanos(
        Arrays.stream(outcomes)
            .filter(o -> o.status() != Status.TIMEOUT)
            .mapToLong(Outcome::nanos)
            .max()
            .orElse(0));
  }

  @Override
  public void close() {
    Backends.close(runners());
  }
}
