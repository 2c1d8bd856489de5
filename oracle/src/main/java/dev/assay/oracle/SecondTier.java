package dev.assay.oracle;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what enclosures leave open, as those of long contractions in series do. The law: an
 * element is not further from its middle than {@link Suspicion#FACTOR} deviations on the inputs of
 * the trial <em>and</em> on {@link #REPETITIONS} others, while the backend gives the same twice.
 *
 * <p>A breach is a {@link Grade#SUSPECT}: roundings may conspire.
 */
public final class SecondTier {
  /** On how many other inputs a suspicion must repeat. */
  static final int REPETITIONS = 3;

  private final Trial trial;
  private final GraphReading reading;
  private final FunctionErrors errors;
  private @Nullable GraphReading deviations;

  /**
   * @param reading of the trial, with enclosures
   * @param errors of the functions of the backend
   */
  public SecondTier(Trial trial, GraphReading reading, FunctionErrors errors) {
    this.trial = trial;
    this.reading = reading;
    this.errors = errors;
  }

  /** A judgement of an outcome, or the mismatch that a pass turns out to be. */
  public Judgement of(Outcome outcome, Judgement judged, Blame.Backend backend)
      throws InterruptedException {
    if (!outcome.isOk() || judged.verdict().isFinding() || judged.indecisive() == 0) {
      return judged;
    }
    Optional<Suspicion> suspicion =
        Suspicion.of(reading, this::deviations, outcome.outputs())
            .filter(Suspicion::isRaised);
    if (suspicion.isEmpty() || !repeats(suspicion.get(), outcome, backend)) {
      return judged;
    }
    Set<String> outputs = suspicion.get().outputs();
    return new Judgement(
            Verdict.MISMATCH, suspicion.get().facts(), judged.elements(), judged.indecisive())
        .graded(Grade.SUSPECT)
        .resting(reading, outputs);
  }

  private GraphReading deviations() {
    if (deviations == null) {
      deviations = deviations(trial.inputs());
    }
    return deviations;
  }

  private GraphReading deviations(Map<String, Tensor> inputs) {
    return GraphReading.deviations(reading.graph(), inputs, errors);
  }

  private boolean repeats(Suspicion suspicion, Outcome outcome, Blame.Backend backend)
      throws InterruptedException {
    if (!backend.run(trial).outputs().equals(outcome.outputs())) {
      return false;
    }
    Set<String> outputs = new HashSet<>(suspicion.outputs());
    for (int draw = 0; draw < REPETITIONS && !outputs.isEmpty(); draw++) {
      Map<String, Tensor> inputs = redrawn(Choices.of(draw));
      Outcome other = backend.run(new Trial(trial.model(), inputs));
      outputs.retainAll(suspicious(inputs, other));
    }
    return !outputs.isEmpty();
  }

  /** The outputs that are suspicious on other inputs; those that are wrong are no suspicion. */
  private Set<String> suspicious(Map<String, Tensor> inputs, Outcome outcome) {
    if (!outcome.isOk()) {
      return Set.of();
    }
    try {
      GraphReading other = GraphReading.of(reading.graph(), inputs, reading.errors());
      return Suspicion.of(other, () -> deviations(inputs), outcome.outputs())
          .map(Suspicion::outputs)
          .orElse(Set.of());
    } catch (IllegalArgumentException e) { // sizes that hang on data no longer fit
      return Set.of();
    }
  }

  /**
   * Other inputs of the same kind: each float is one of its tensor's, a little less; all else stays
   * as it is, so that indices fit.
   */
  private Map<String, Tensor> redrawn(Choices choices) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    trial.inputs().forEach((name, tensor) -> inputs.put(name, redrawn(tensor, choices)));
    return inputs;
  }

  private static Tensor redrawn(Tensor tensor, Choices choices) {
    if (!tensor.type().isFloat()) {
      return tensor;
    }
    double[] reals = new double[tensor.size()];
    for (int k = 0; k < reals.length; k++) {
      double x = tensor.reals()[choices.between(0, reals.length - 1)];
      reals[k] = tensor.type().nearest(x * (1 - choices.unit() / 16));
    }
    return Tensor.of(tensor.type(), tensor.shape(), reals);
  }
}
