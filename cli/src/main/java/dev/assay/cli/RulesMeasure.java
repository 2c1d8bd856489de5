package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds rules against a backend: of the calls that are drawn by them, how many it takes as told.
 */
final class RulesMeasure {
  private static final int CALLS = 100;

  private final DeathWatch caller;
  private final PrintWriter writer;
  private long told;
  private long right;

  RulesMeasure(DeathWatch caller, PrintWriter writer) {
    this.caller = caller;
    this.writer = writer;
  }

  /** The rules that are usable, as {@link Inferred} has it. */
  List<OperatorRules> usable(List<OperatorRules> all, long seed) {
    List<OperatorRules> usable = new ArrayList<>();
    for (OperatorRules rules : all) {
      Score score = score(rules, seed);
      if (Inferred.isUsable(score)) {
        usable.add(rules);
        told += score.told();
        right += score.right();
      } else {
        writer.printf(
            "%-44s %d of %d drawn calls valid, not usable%n",
            rules.declaration(), score.right(), score.told());
        writer.flush();
      }
    }
    writer.printf(
        Locale.ROOT,
        "%d operators, %d of them usable; of %d calls drawn by these %d are valid (%.2f %%);"
            + " %.0f CPU s, workers included%n",
        all.size(),
        usable.size(),
        told,
        right,
        told == 0 ? 0 : 100.0 * right / told,
        ProcessorTime.seconds(ProcessorTime.now()));
    writer.flush();
    return usable;
  }

  private Score score(OperatorRules rules, long seed) {
    caller.begin();
    return Score.ofDrawn(
        rules, CALLS, Choices.of(seed), c -> new Recorded(c, caller.call(rules.declaration(), c)));
  }
}
