package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.backend.Trial;
import dev.assay.generator.infer.Effort;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Outset;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.DeathWatch;
import dev.assay.generator.records.Declaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** Infers the rules of many operators one after the other, and tells how that goes. */
final class InferenceRun {
  /** How long what was last said of the processor time holds. */
  private static final long FRESH = 100_000_000;

  private final DeathWatch caller;
  private final RulesFile rules;
  private final RecordsFolder records;
  private final PrintWriter writer;
  private final Terms terms;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int count;
  private int found;
  private int usable;
  private int recorded;
  private long told;
  private long right;

  /**
   * On which terms operators are asked.
   *
   * @param each how much processor time an operator may take
   * @param seed of all choices
   * @param asTest a call as a test of its own
   */
  record Terms(
      Effort effort, Duration each, long seed, BiFunction<Declaration, Call, Trial> asTest) {}

  InferenceRun(
      DeathWatch caller, RulesFile rules, RecordsFolder records, PrintWriter writer, Terms terms) {
    this.caller = caller;
    this.rules = rules;
    this.records = records;
    this.writer = writer;
    this.terms = terms;
  }

  /** Asks those operators that the file does not know, until it is too late to begin another. */
  void infer(List<Declaration> operators, BooleanSupplier isOver) throws IOException {
    operators.forEach(records.known()::declare);
    for (Declaration d : operators) {
      if (isOver.getAsBoolean()) {
        return;
      }
      if (!rules.knows(d)) {
        infer(d);
      }
    }
  }

  private void infer(Declaration d) throws IOException {
    caller.begin();
    Duration before = ProcessorTime.now();
    Outset outset =
        Outset.of(terms.effort)
            .withSeeds(records.known().seeds(d))
            .until(spent(before.plus(terms.each)));
    Inferred inferred = inferred(d, outset);
    rules.add(d, inferred);
    records.add(d, inferred.records());
    count(inferred);
    writer.printf(
        Locale.ROOT,
        "%-44s %6d calls %6.1f CPU s  %s%n",
        d,
        inferred.calls(),
        ProcessorTime.seconds(ProcessorTime.now().minus(before)),
        RulesFile.said(inferred));
    List<DeathWatch.Death> deaths = caller.latest();
    for (int k = 0; k < deaths.size(); k++) {
      DeathWatch.Death death = deaths.get(k);
      writer.println("  died of  : " + death.call() + "\n  said     : " + death.outcome());
      records.keep(d.name() + "-" + k, terms.asTest.apply(d, death.call()));
    }
    writer.flush();
  }

  private Inferred inferred(Declaration d, Outset outset) {
    try {
      return Inference.of(d, caller, Choices.of(terms.seed), outset);
    } catch (RuntimeException e) {
      return Inferred.failed(e);
    }
  }

  /** Whether an operator has had its share: of time, or of the processes that it ended. */
  private BooleanSupplier spent(Duration end) {
    return new BooleanSupplier() {
      private long next;
      private boolean late;

      @Override
      public boolean getAsBoolean() {
        long now = System.nanoTime();
        if (!late && now >= next) {
          next = now + FRESH;
          late = ProcessorTime.now().compareTo(end) > 0;
        }
        return late || caller.isOver();
      }
    };
  }

  private void count(Inferred inferred) {
    count++;
    found += inferred.rules().isPresent() ? 1 : 0;
    usable += inferred.isUsable() ? 1 : 0;
    recorded += inferred.recorded().isPresent() ? 1 : 0;
    if (inferred.isUsable()) {
      told += inferred.drawn().map(Score::told).orElse(0);
      right += inferred.drawn().map(Score::right).orElse(0);
    } else {
      String why = inferred.rules().isPresent() ? "rules are not usable" : inferred.why();
      int rest = why.indexOf(',');
      reasons.merge(rest < 0 ? why : why.substring(0, rest), 1, Integer::sum);
    }
  }

  /** Says what it came to. */
  void tell() {
    writer.printf(
        Locale.ROOT,
        "%d operators asked, %d with rules, %d of them usable, and of %d others a call as it was"
            + " recorded; of %d calls drawn by usable rules %d are valid (%.1f %%); %d calls that ended the backend; %.0f CPU s, workers included%n",
        count,
        found,
        usable,
        recorded,
        told,
        right,
        told == 0 ? 0 : 100.0 * right / told,
        caller.deaths().size(),
        ProcessorTime.seconds(ProcessorTime.now()));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> writer.printf("%6d %s%n", e.getValue(), e.getKey()));
    writer.flush();
  }
}
