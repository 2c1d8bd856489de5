package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a {@link Panel} at one output, beside its value: of each element, who agrees with the
 * value and whether one run is the odd one out.
 */
final class Ballot {
  private static final String ODD = "an element is the odd one out";

  private final GraphReading reading;
  private final String name;
  private final int output;
  private final List<Panel.Seat> seats;
  private final int seat;
  private final List<Outcome> outcomes;
  private final Tensor value;
  private final double greatest;

  /**
   * @param seat of the run that may be odd
   * @param outcomes in the order of the seats
   */
  Ballot(
      GraphReading reading, int output, List<Panel.Seat> seats, int seat, List<Outcome> outcomes) {
    this.reading = reading;
    this.name = reading.graph().outputs().get(output).name();
    this.output = output;
    this.seats = seats;
    this.seat = seat;
    this.outcomes = outcomes;
    this.value = reading.value(name);
    this.greatest = Comparison.greatest(value);
  }

  String name() {
    return name;
  }

  /** How many elements there are to speak of: none where they are no floats, or are left open. */
  int size() {
    boolean speaks =
        reading.isSpecified(name) && value.type().isFloat() && hasForm(outcomes.get(seat));
    return speaks ? value.size() : 0;
  }

  private boolean hasForm(Outcome outcome) {
    return outcome.isOk()
        && output < outcome.outputs().size()
        && Comparison.form(name, value, outcome.outputs().get(output)).isEmpty();
  }

  private Tensor got() {
    return outcomes.get(seat).outputs().get(output);
  }

  /** Whether an open element is not as the value, and as the value elsewhere. */
  boolean isOdd(int k) {
    return !isClose(got(), k)
        && Double.isFinite(value.reals()[k])
        && Double.isFinite(got().reals()[k])
        && Suspicion.isOpen(reading.enclosure(name), got(), k)
        && !agreeing(k).isEmpty();
  }

  /** Whether it is further from the value than roundings come; no jump may lie near. */
  boolean isHardlyExplained(TypicalErrors typical, int k) {
    double error = typical.of(name, k);
    return Double.isFinite(error) && Suspicion.ratio(value, got(), k, error) > Suspicion.FACTOR;
  }

  /** Those that agree with the value, if all do that are not of the odd one's system. */
  private List<String> agreeing(int k) {
    List<String> agreeing = new ArrayList<>();
    for (int j = 0; j < seats.size(); j++) {
      if (j != seat && hasForm(outcomes.get(j))) {
        if (isClose(outcomes.get(j).outputs().get(output), k)) {
          agreeing.add(seats.get(j).name());
        } else if (!seats.get(j).system().equals(seats.get(seat).system())) {
          return List.of();
        }
      }
    }
    return List.copyOf(agreeing);
  }

  private boolean isClose(Tensor run, int k) {
    return Comparison.isClose(value, run, k, greatest);
  }

  Facts facts(int k) {
    return Facts.of(
            ODD,
            name + Comparison.place(value.shape(), k),
            Comparison.element(value, k) + ", as on " + String.join(", ", agreeing(k)),
            Comparison.element(got(), k))
        .in("", "\n  odd      : " + seats.get(seat).name());
  }
}
