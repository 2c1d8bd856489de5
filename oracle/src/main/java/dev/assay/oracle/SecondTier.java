package dev.assay.oracle;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges what enclosures leave open, as those of long contractions in a row do. The law: no element
 * of an output is further from its value than {@link Suspicion#FACTOR} typical errors, on the
 * inputs of the trial <em>and</em> on {@link #DRAWS} others, while the backend gives the same twice
 * (A/A).
 *
 * <p>A breach is {@link Grade#SUSPECT}: errors may conspire, so it proves nothing. Typical errors
 * are read only where an open element is not next to its value.
 */
public final class SecondTier {
  /** On how many other draws of the inputs a suspicion must repeat. */
  static final int DRAWS = 3;

  private final Trial trial;
  private final GraphReading reading;
  private final Supplier<FunctionErrors> errors;
  private final Blame.Backend backend;

  /**
   * @param reading of the trial, with enclosures
   * @param errors of the functions of the backend, asked for only on a suspicion
   * @param backend to run the trial again, and others
   */
  public SecondTier(
      Trial trial, GraphReading reading, Supplier<FunctionErrors> errors, Blame.Backend backend) {
    this.trial = trial;
    this.reading = reading;
    this.errors = errors;
    this.backend = backend;
  }

  /** What the first tier says of an outcome, or the mismatch that a pass turns out to be. */
  public Judgement of(Outcome outcome, Judgement first) throws InterruptedException {
    boolean passes = first.verdict() == Verdict.PASS || first.verdict() == Verdict.INDECISIVE;
    if (!outcome.isOk() || !passes || !Suspicion.mayBe(reading, outcome.outputs())) {
      return first;
    }
    Optional<Suspicion> suspicion = suspicion(reading, outcome.outputs());
    if (suspicion.isEmpty() || !repeats(suspicion.get(), outcome)) {
      return first;
    }
    return Judgement.of(
            Verdict.MISMATCH, suspicion.get().facts(), first.elements(), first.indecisive())
        .graded(Grade.SUSPECT)
        .resting(reading, suspicion.get().outputs());
  }

  /** What is suspicious by common errors and by those of the backend. */
  private Optional<Suspicion> suspicion(GraphReading reading, List<Tensor> got) {
    Optional<Suspicion> common = raised(reading, got);
    GraphReading own = common.isEmpty() ? reading : reading.allowing(errors.get());
    return own == reading ? common : raised(own, got);
  }

  private static Optional<Suspicion> raised(GraphReading reading, List<Tensor> got) {
    Suspicion suspicion = Suspicion.of(reading, TypicalErrors.of(reading), got);
    return Optional.of(suspicion).filter(Suspicion::isRaised);
  }

  private boolean repeats(Suspicion suspicion, Outcome outcome) throws InterruptedException {
    if (!backend.run(trial).outputs().equals(outcome.outputs())) {
      return false;
    }
    Set<String> outputs = new LinkedHashSet<>(suspicion.outputs());
    for (int draw = 0; draw < DRAWS && !outputs.isEmpty(); draw++) {
      Map<String, Tensor> inputs = redrawn(trial, Choices.of(draw));
      if (inputs.equals(trial.inputs())) {
        return false;
      }
      outputs.retainAll(suspicious(inputs));
    }
    return !outputs.isEmpty();
  }

  /** The outputs that are suspicious on other inputs. */
  private Set<String> suspicious(Map<String, Tensor> inputs) throws InterruptedException {
    try {
      GraphReading other = reading.like(reading.graph(), inputs);
      Outcome outcome = backend.run(new Trial(trial.model(), inputs));
      boolean passes =
          !Judge.judge(reading.graph(), other, outcome, Optional.empty()).verdict().isFinding();
      return outcome.isOk() && passes && Suspicion.mayBe(other, outcome.outputs())
          ? suspicion(other, outcome.outputs()).map(Suspicion::outputs).orElse(Set.of())
          : Set.of();
    } catch (IllegalArgumentException e) { // sizes that hang on data do not fit any more
      return Set.of();
    }
  }

  /**
   * Other inputs of the same kind: each float is one of its tensor's, up to a sixteenth less; all
   * else stays as it is, so that indices fit.
   */
  static Map<String, Tensor> redrawn(Trial trial, Choices choices) {
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
