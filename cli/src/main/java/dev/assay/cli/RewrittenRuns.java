package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.Signature;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Grounds;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.metamorphic.Rewrites;
import dev.assay.oracle.metamorphic.Rewritten;
import dev.assay.oracle.metamorphic.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * The rewritten forms of one test on the backends that did well on its original.
 *
 * <p>Of several rules in a row only the last form is run; on a finding, those before it are, and
 * the first that goes wrong names its last rule.
 */
final class RewrittenRuns {
  /** How many rules make one form. */
  private static final int RULES = 3;

  private final GraphReading original;
  private final List<Runner> runners;

  /** What a backend did wrong on a rewritten form of the test. */
  record Found(
      Runner runner,
      Twin twin,
      Trial trial,
      Outcome outcome,
      Judgement judgement,
      String detail,
      String signature,
      Grounds grounds) {}

  /**
   * @param original a reading of the test, with enclosures
   * @param runners that did well on it
   */
  RewrittenRuns(GraphReading original, List<Runner> runners) {
    this.original = original;
    this.runners = runners;
  }

  /**
   * Makes a form and runs it.
   *
   * @return the findings that no known bug explains
   */
  List<Found> run(Trial trial, Choices choices) throws InterruptedException {
    List<Rewritten> forms = Rewrites.some(original.graph(), trial.inputs(), RULES, choices);
    List<Found> found = new ArrayList<>();
    if (!forms.isEmpty() && !runners.isEmpty()) {
      int last = forms.size() - 1;
      Form whole = start(forms.get(last));
      for (int k = 0; k < runners.size(); k++) {
        if (whole.judgement(k).verdict().isFinding()) {
          Form least = whole;
          for (int rules = 0; rules < last && least == whole; rules++) {
            Form shorter = start(forms.get(rules));
            least = shorter.judgement(k).verdict().isFinding() ? shorter : least;
          }
          least.found(k).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private Form start(Rewritten rewritten) throws InterruptedException {
    Trial trial = new Trial(OnnxFromGraph.of(rewritten.graph()), rewritten.inputs());
    List<Future<Outcome>> started = runners.stream().map(r -> r.start(trial)).toList();
    Twin twin = new Twin(original, rewritten);
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> s : started) {
      outcomes.add(Inquiry.get(s));
    }
    return new Form(twin, trial, outcomes);
  }

  /** One form, run on every backend. */
  private final class Form {
    private final Twin twin;
    private final Trial trial;
    private final List<Outcome> outcomes;

    Form(Twin twin, Trial trial, List<Outcome> outcomes) {
      this.twin = twin;
      this.trial = trial;
      this.outcomes = outcomes;
    }

    Judgement judgement(int k) {
      int base = Backends.unoptimised(runners, k);
      return twin.judge(
          outcomes.get(k),
          base < 0 ? Optional.empty() : Optional.of(outcomes.get(base)),
          () -> ErrorTables.of(runners.get(k)));
    }

    /** The finding on a backend, unless its culprits are known. */
    Optional<Found> found(int k) throws InterruptedException {
      Inquiry inquiry =
          new Inquiry(runners, trial, twin.rewritten().graph(), twin.reading(), outcomes);
      Judgement judgement = judgement(k);
      List<Culprit> culprits = inquiry.culprits(k);
      if (inquiry.known(k, culprits).isPresent()) {
        return Optional.empty();
      }
      Judgement twice = inquiry.afterSecondRun(k);
      StringBuilder detail = new StringBuilder(twice.detail());
      detail.append("\n  rewritten: ").append(String.join(", ", twin.rewritten().rules()));
      detail.append("\n  original : runs well");
      culprits.forEach(c -> detail.append("\n  node     : ").append(c.form()));
      Grounds grounds = Grounds.of(judgement, culprits);
      detail.append(grounds.facts());
      return Optional.of(
          new Found(
              runners.get(k),
              twin,
              trial,
              outcomes.get(k),
              twice,
              detail.toString(),
              inquiry.signature(k, twice, culprits).map(Signature::toString).orElse(""),
              grounds));
    }
  }
}
