package dev.assay.oracle;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges several runs of a trial by each other on the floats that enclosures leave open and typical
 * errors do not decide. The law: no run is the <em>odd one out</em>, on the inputs of the trial
 * <em>and</em> on {@link SecondTier#DRAWS} others, while it gives the same twice (A/A).
 *
 * <p>A run is odd at an element that is further from the value than the tolerances of ONNX's
 * backend test runner allow, and than {@link Suspicion#FACTOR} typical errors, while the others are
 * within these tolerances: all other systems that ran it, one at least, or else the same system at
 * another level. So the value of the reference has a voice, each system has one, and two agree. A
 * jump that is near leaves nothing to say, since either side of it is right.
 *
 * <p>A breach is {@link Grade#SUSPECT}, as one of the {@link SecondTier} is.
 */
public final class Panel {
  private final Trial trial;
  private final GraphReading reading;
  private final List<Seat> seats;

  /**
   * A run of the trial.
   *
   * @param name of the backend, with its options
   * @param system that has one voice, whatever the options
   * @param errors of its functions, asked for only where it may be odd
   * @param backend to run other trials
   */
  public record Seat(
      String name,
      String system,
      Outcome outcome,
      Supplier<FunctionErrors> errors,
      Blame.Backend backend) {}

  /**
   * @param reading of the trial, with enclosures
   */
  public Panel(Trial trial, GraphReading reading, List<Seat> seats) {
    this.trial = trial;
    this.reading = reading;
    this.seats = List.copyOf(seats);
  }

  /**
   * What the other judges say of an outcome of one seat, or the mismatch that a pass turns out to
   * be.
   */
  public Judgement of(int seat, Outcome outcome, Judgement before) throws InterruptedException {
    boolean passes = before.verdict() == Verdict.PASS || before.verdict() == Verdict.INDECISIVE;
    if (!outcome.isOk() || !passes || seats.size() < 2) {
      return before;
    }
    List<Outcome> outcomes = new ArrayList<>(seats.stream().map(Seat::outcome).toList());
    outcomes.set(seat, outcome);
    Map<String, Facts> odd = odd(seat, reading, outcomes);
    if (odd.isEmpty()
        || !seats.get(seat).backend().run(trial).outputs().equals(outcome.outputs())) {
      return before;
    }
    for (int draw = 0; draw < SecondTier.DRAWS && !odd.isEmpty(); draw++) {
      odd.keySet().retainAll(odd(seat, SecondTier.redrawn(trial, Choices.of(draw))).keySet());
    }
    return odd.values().stream()
        .findFirst()
        .map(
            facts ->
                Judgement.of(
                        Verdict.MISMATCH,
                        facts.in("", Grade.SUSPECT.fact()),
                        before.elements(),
                        before.indecisive())
                    .graded(Grade.SUSPECT)
                    .resting(reading, odd.keySet()))
        .orElse(before);
  }

  /** The outputs at which a seat is odd on other inputs; none where these are the same. */
  private Map<String, Facts> odd(int seat, Map<String, Tensor> inputs) throws InterruptedException {
    if (inputs.equals(trial.inputs())) {
      return Map.of();
    }
    Trial other = new Trial(trial.model(), inputs);
    List<Outcome> outcomes = new ArrayList<>();
    for (Seat s : seats) {
      outcomes.add(s.backend().run(other));
    }
    try {
      return odd(seat, reading.like(reading.graph(), inputs), outcomes);
    } catch (IllegalArgumentException e) { // sizes that hang on data do not fit any more
      return Map.of();
    }
  }

  /** What is odd about an outcome, by output: the first element of each. */
  private Map<String, Facts> odd(int seat, GraphReading values, List<Outcome> outcomes) {
    Map<String, Facts> odd = new LinkedHashMap<>();
    Optional<TypicalErrors> errors = Optional.empty();
    for (int o = 0; o < values.graph().outputs().size(); o++) {
      Ballot ballot = new Ballot(values, o, seats, seat, outcomes);
      int size = ballot.size();
      for (int k = 0; k < size && !odd.containsKey(ballot.name()); k++) {
        if (ballot.isOdd(k)) {
          errors = errors.or(() -> Optional.of(typical(values, seats.get(seat))));
          if (ballot.isHardlyExplained(errors.get(), k)) {
            odd.put(ballot.name(), ballot.facts(k));
          }
        }
      }
    }
    return odd;
  }

  private static TypicalErrors typical(GraphReading values, Seat seat) {
    return TypicalErrors.of(values.allowing(seat.errors().get()));
  }
}
