package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.SecondTier;
import java.util.Optional;

/**
 * The judges of one outcome by the reference: enclosures, and typical errors on what they leave.
 */
final class BothTiers {
  private BothTiers() {}

  /**
   * Judges what a backend made of a trial.
   *
   * @param reading of the trial, with enclosures
   * @param plain what the same backend made of it without optimisation, where that was run
   */
  static Judgement judge(
      Trial trial, GraphReading reading, Outcome outcome, Optional<Outcome> plain, Runner runner)
      throws InterruptedException {
    Judgement first = Judge.judge(reading, outcome, plain, () -> ErrorTables.of(runner));
    return new SecondTier(
            trial, reading, () -> ErrorTables.of(runner), t -> Inquiry.get(runner.start(t)))
        .of(outcome, first);
  }
}
