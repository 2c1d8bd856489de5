package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.generator.CallsByRules;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rounds of hypothesis and questions. */
final class Rounds {
  private static final int MOST = 8;
  private static final int SURPRISES = 40;
  private static final int CLEAN = 2;

  /** How often a call is sought to be held out before there are enough. */
  private static final int TRIES = 5;

  private static final int REPAIRS = 5;
  private static final int REPAIRED = 12;
  private static final int FIRST_TAKEN = 60;
  private static final int FIRST_REFUSED = 100;

  /** The part of the work of all searches that one of them may cost. */
  private static final double ONE_SEARCH = 0.4;

  private static final int[] SIZES = {3, 4, 6};

  /**
   * Larger terms are only looked at while few sets of examples were: what needs more is given up.
   */
  private static final int[] LOOKS = {40, 20, 8};

  private final Declaration operator;
  private final OperatorRules admission;
  private final Means means;
  private final Outset outset;
  private final Choices choices;
  private final Set<Recorded> taken = new LinkedHashSet<>();
  private final Set<Recorded> refused = new LinkedHashSet<>();
  private final int[] looked = new int[SIZES.length];
  private final Work work;
  private Optional<OperatorRules> rules = Optional.empty();
  private int level;

  /** What rounds work with: what exploration found, and goes on finding. */
  record Means(Vocabulary vocabulary, Examples examples, Exploration exploration) {}

  /**
   * @param admission rules that say types and words alone
   */
  Rounds(OperatorRules admission, Means means, Outset outset, Choices choices) {
    this.operator = admission.declaration();
    this.admission = admission;
    this.means = means;
    this.outset = outset;
    this.choices = choices;
    this.work = Work.of(outset.effort().work());
  }

  /** The last rules; empty if there were none in a round. */
  Optional<Inferred> run() {
    begin();
    int clean = 0;
    for (int round = 0; round < MOST && clean < CLEAN; round++) {
      if (clean == 0) {
        Optional<OperatorRules> before = rules;
        rules = smallest();
        if (rules.isEmpty() || rules.equals(before)) {
          break; // what is left unexplained stays so
        }
      }
      clean = learn(rules.orElseThrow(), choices.fork(10 + round)) ? 0 : clean + 1;
      if (outset.isSpent()) {
        break;
      }
    }
    boolean settled = clean >= CLEAN;
    return rules.map(so -> inferred(so, settled));
  }

  private Inferred inferred(OperatorRules so, boolean settled) {
    Score heldOut = Score.of(so, heldOut(choices.fork(2000)));
    Score drawn = Score.ofDrawn(so, effort().drawn(), choices.fork(3000), means.examples::ask);
    return new Inferred(
        Optional.of(so),
        "",
        means.examples.count(),
        settled,
        Optional.of(heldOut),
        Optional.of(drawn),
        Optional.empty(),
        means.exploration.records());
  }

  private Effort effort() {
    return outset.effort();
  }

  private List<Recorded> asked(List<Call> calls) {
    return calls.stream().map(means.examples::ask).toList();
  }

  /** Calls that nothing was inferred from: changed ones that types and words admit. */
  private List<Recorded> heldOut(Choices own) {
    List<Recorded> calls = new ArrayList<>();
    List<Call> known = means.exploration.taken();
    int most = effort().heldOut();
    for (int k = 0; k < TRIES * most && calls.size() < most; k++) {
      Choices draw = own.fork(k);
      Call call = new Mutation(operator, means.vocabulary, draw).of(draw.of(known));
      if (!means.examples.knows(call) && admission.admits(call)) {
        calls.add(means.examples.ask(call));
      }
    }
    return calls;
  }

  private void begin() {
    asked(means.exploration.taken()).stream()
        .filter(r -> !Inference.isOpen(r) && admission.admits(r.call()))
        .limit(FIRST_TAKEN)
        .forEach(taken::add);
    List<Recorded> near = means.examples.refused();
    for (int k = near.size() - 1; k >= 0 && refused.size() < FIRST_REFUSED; k--) {
      if (admission.admits(near.get(k).call())) {
        refused.add(near.get(k));
      }
    }
  }

  // ---- hypothesis

  /** The smallest rules that are consistent with all calls that were ever taken. */
  private Optional<OperatorRules> smallest() {
    List<Recorded> records =
        means.examples.taken().stream().filter(r -> admission.admits(r.call())).toList();
    int terms = effort().terms();
    Optional<OperatorRules> outputs = Optional.empty();
    Optional<OperatorRules> best = Optional.empty();
    int first = level;
    for (int k = first; k < SIZES.length && looked[k]++ < LOOKS[k]; k++) {
      if (outputs.isEmpty() || add(taken, outputs.get(), records)) {
        outputs = outputs(SIZES[k], records, k == first);
      }
      if (outputs.isPresent()) {
        best = Optional.of(hypothesis().conditions(outputs.get(), records, SIZES[k], terms));
        Optional<OperatorRules> now = best;
        if (refused.stream().allMatch(r -> now.get().outputs(r.call()).isEmpty())) {
          return best;
        }
      } else if (best.isEmpty()) {
        level = Math.min(level + 1, SIZES.length - 1);
      }
      if (isSpent()) {
        return rules.isPresent() ? rules : best; // what it comes to now is cut short
      }
    }
    return best;
  }

  /** Outputs that are right of the records, or that a few of these do not mend. */
  private Optional<OperatorRules> outputs(int size, List<Recorded> records, boolean composes) {
    Optional<OperatorRules> so = hypothesis().outputs(size, effort().terms(), composes);
    for (int k = 1;
        k < REPAIRS && so.isPresent() && !isSpent() && add(taken, so.get(), records);
        k++) {
      Optional<OperatorRules> mended = hypothesis().outputs(size, effort().terms(), composes);
      so = mended.isEmpty() && isSpent() ? so : mended;
    }
    return so;
  }

  private Hypothesis hypothesis() {
    return new Hypothesis(
        admission,
        List.copyOf(taken),
        List.copyOf(refused),
        work.upTo((long) (ONE_SEARCH * effort().work())));
  }

  private boolean isSpent() {
    return work.isSpent() || outset.isSpent();
  }

  /** Takes up some records that rules tell otherwise; whether there are any. */
  private static boolean add(Set<Recorded> to, OperatorRules so, List<Recorded> records) {
    int more = 0;
    for (Recorded r : records) {
      if (more < REPAIRED && !Inference.foretold(so, r) && to.add(r)) {
        more++;
      }
    }
    return more > 0;
  }

  // ---- questions

  /** Asks, and takes up the calls that came out otherwise than foretold; whether there are any. */
  private boolean learn(OperatorRules so, Choices own) {
    List<Recorded> answers = new ArrayList<>(asked(drawnBy(so, own)));
    answers.forEach(means.exploration::look);
    answers.addAll(questions(so, own));
    int surprises = 0;
    for (Recorded r : answers) {
      if (!r.isFatal()
          && !Inference.foretold(so, r)
          && surprises < SURPRISES
          && (r.isTaken() ? taken : refused).add(r)) {
        surprises++;
      }
    }
    return surprises > 0;
  }

  /** Nodes as models that follow the rules would have them. */
  private List<Call> drawnBy(OperatorRules so, Choices own) {
    return CallsByRules.draw(so, effort().drawn() / 2, own.fork(-1));
  }

  /** Calls that may show the rules wrong, executed. */
  private List<Recorded> questions(OperatorRules so, Choices own) {
    List<Recorded> asked = new ArrayList<>();
    List<Call> known = means.exploration.taken();
    for (int k = 0; k < effort().questions() && !outset.isSpent(); k++) {
      Choices draw = own.fork(k);
      Call call =
          draw.chance(0.9)
              ? new Mutation(operator, means.vocabulary, draw).of(draw.of(known))
              : new CallDraw(operator, means.vocabulary, draw).draw();
      if (so.admits(call) && so.reasons(call) <= 1) {
        Recorded r = means.examples.ask(call);
        means.exploration.look(r);
        asked.add(r);
      }
    }
    return asked;
  }
}
