package dev.assay.verify.robustness;

import dev.assay.core.Choices;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.branch.InputBisection;
import dev.assay.verify.branch.Ledger;
import dev.assay.verify.branch.PhaseSplitting;
import dev.assay.verify.branch.Region;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.property.Property;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The search for a proof or a refutation: attack first, then branch and bound.
 *
 * <p>A proof in the types of the model is one over the reals as well, since their bounds lie
 * within; so that is tried first, and the other only where the two differ.
 */
public final class Robustness {
  private static final int FEW_STARTS = 4;

  /** Up to so many inputs that move, their box is halved; of more, rectifiers are split. */
  private static final int FEW_INPUTS = 12;

  private final Model model;
  private final Goal goal;
  private final Trials trials;
  private final Arithmetic arithmetic;
  private final int threads;
  private boolean certifies;
  private Optional<Certificate> certificate = Optional.empty();

  /**
   * Reads a model and its property.
   *
   * @throws IllegalArgumentException if they do not fit, or the model cannot be proved about
   */
  public Robustness(
      Model model, Property property, Replay replay, Arithmetic arithmetic, int threads) {
    this.model = model;
    this.goal = Goal.of(model, property);
    this.trials = new Trials(model, property, replay);
    this.arithmetic = arithmetic;
    this.threads = threads;
  }

  /** Keeps what is proved on the way, for a certificate. */
  public Robustness certifying() {
    certifies = true;
    return this;
  }

  /** Tries an input before any other; says whether it is a witness. */
  public boolean tries(double[] point) {
    return trials.isWitness(point, true);
  }

  /** The certificate of what was found to hold, where one was asked for. */
  public Optional<Certificate> certificate() {
    return certificate;
  }

  /**
   * Looks for an answer until the time is up.
   *
   * @param inModel what a proof in the types of the model costs, and when it ends
   * @param inReals the same of one over the reals alone
   */
  public Answer answer(Effort inModel, Effort inReals, BooleanSupplier isOver)
      throws InterruptedException {
    attack(isOver);
    if (isRefuted()) {
      return refuted();
    }
    String reason = "";
    if (trials.best().isEmpty() && arithmetic != Arithmetic.REAL) {
      InputBisection.Result result = search(true, inModel);
      if (result.proved()) {
        return new Answer(Verdict.HOLDS, Verdict.HOLDS, Optional.empty(), "");
      }
      reason = result.reason();
    }
    if (arithmetic == Arithmetic.MODEL || trials.best().filter(Witness::inReals).isPresent()) {
      return refutedOr(Verdict.UNKNOWN, reason);
    }
    InputBisection.Result result = search(false, inReals);
    return refutedOr(
        result.proved() ? Verdict.HOLDS : Verdict.UNKNOWN,
        reason.isEmpty() ? result.reason() : reason);
  }

  /**
   * Looks for a witness alone.
   *
   * @param reason why no proof is looked for
   */
  public Answer attack(String reason, BooleanSupplier isOver) {
    attack(isOver);
    return refutedOr(Verdict.UNKNOWN, trials.best().isEmpty() ? reason : "");
  }

  private void attack(BooleanSupplier isOver) {
    Attack attack = new Attack(goal.network(), model.inputType(), trials, isOver);
    Choices choices = Choices.of(1);
    for (Region region : goal.regions()) {
      for (int[] rows : region.cases()) {
        if (isRefuted() || isOver.getAsBoolean()) {
          return;
        }
        attack.succeeds(region, rows, FEW_STARTS, choices);
      }
    }
  }

  private InputBisection.Result search(boolean rounds, Effort effort) throws InterruptedException {
    Predicate<double[]> isWitness = x -> isWitness(x, rounds);
    Ledger ledger = new Ledger(certifies);
    InputBisection.Result result =
        goal.moving() <= FEW_INPUTS
            ? new InputBisection(goal.network(), rounds, isWitness, effort)
                .prove(goal.regions(), threads, ledger)
            : new PhaseSplitting(goal.network(), rounds, isWitness, effort)
                .prove(goal.regions(), ledger);
    if (result.proved() && certifies) {
      certificate =
          Optional.of(new Certificate(goal.network(), goal.regions(), ledger.trees(), rounds));
    }
    return result;
  }

  /** Over the reals a witness of floats alone does not end the search. */
  private boolean isWitness(double[] x, boolean rounds) {
    return trials.isWitness(x, true) && (rounds || isRefuted());
  }

  private boolean isRefuted() {
    return trials
        .best()
        .filter(
            w ->
                switch (arithmetic) {
                  case REAL -> w.inReals();
                  case MODEL -> w.inFloats();
                  case BOTH -> w.inReals() && w.inFloats();
                })
        .isPresent();
  }

  private Answer refuted() {
    return refutedOr(Verdict.UNKNOWN, "");
  }

  private Answer refutedOr(Verdict realsElse, String reason) {
    Optional<Witness> w = trials.best();
    Verdict inReals = w.filter(Witness::inReals).isPresent() ? Verdict.VIOLATED : realsElse;
    Verdict inFloats = w.filter(Witness::inFloats).isPresent() ? Verdict.VIOLATED : Verdict.UNKNOWN;
    return new Answer(inReals, inFloats, w, reason);
  }
}
