package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.generator.CallsByRules;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Holds rules against a backend: of the calls that are drawn by them, how many it takes as told.
 */
final class RulesMeasure {
  private static final int CALLS = 100;

  /** What is listed: operators of which fewer are valid. */
  private static final double VALID = 0.95;

  private final DeathWatch caller;
  private final PrintWriter writer;
  private long told;
  private long right;
  private int good;

  RulesMeasure(DeathWatch caller, PrintWriter writer) {
    this.caller = caller;
    this.writer = writer;
  }

  void of(List<OperatorRules> all, long seed) {
    for (OperatorRules rules : all) {
      caller.begin();
      Score score =
          Score.of(
              rules,
              CallsByRules.draw(rules, CALLS, Choices.of(seed)).stream()
                  .map(c -> new Recorded(c, caller.call(rules.declaration(), c)))
                  .toList());
      told += score.told();
      right += score.right();
      if (score.right() >= VALID * score.told()) {
        good++;
      } else {
        writer.printf(
            "%-44s %d of %d drawn calls valid%n", rules.declaration(), score.right(), score.told());
        writer.flush();
      }
    }
    writer.printf(
        Locale.ROOT,
        "%d operators, %d with at least 95 %% valid; of %d calls drawn by all rules %d are valid"
            + " (%.2f %%); %.0f CPU s, workers included%n",
        all.size(),
        good,
        told,
        right,
        told == 0 ? 0 : 100.0 * right / told,
        ProcessorTime.seconds(ProcessorTime.now()));
    writer.flush();
  }
}
