package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.generator.CallsByRules;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How rules do on calls that they were not inferred from.
 *
 * @param taken how many calls the operator took
 * @param refused how many it refused
 * @param told how many the rules take
 * @param right how many of these the operator takes, with the types and sizes that the rules say
 * @param beyond how many of the refused calls keep to the declaration, so that a rule must tell
 * @param wrong some calls that came out otherwise than the rules say
 */
public record Score(int taken, int refused, int told, int right, int beyond, List<Recorded> wrong) {
  private static final int SHOWN = 5;
  private static final int TRIES = 60;

  public Score {
    wrong = List.copyOf(wrong);
  }

  /** The part of the calls that the rules take of which they are right. */
  public double precision() {
    return told == 0 ? 0 : (double) right / told;
  }

  /** The part of the calls that the operator takes of which the rules are right. */
  public double recall() {
    return taken == 0 ? 0 : (double) right / taken;
  }

  /** Holds rules against calls that are drawn by them. */
  public static Score ofDrawn(
      OperatorRules rules, int count, Choices choices, Function<Call, Recorded> asked) {
    return of(rules, CallsByRules.draw(rules, count, choices).stream().map(asked).toList());
  }

  /** Holds rules against calls. */
  public static Score of(OperatorRules rules, List<Recorded> calls) {
    int taken = 0;
    int told = 0;
    int right = 0;
    int beyond = 0;
    List<Recorded> wrong = new ArrayList<>();
    for (Recorded r : calls) {
      boolean says = rules.outputs(r.call()).isPresent();
      boolean good = Inference.foretold(rules, r);
      taken += r.isTaken() ? 1 : 0;
      told += says ? 1 : 0;
      right += says && r.isTaken() && good ? 1 : 0;
      beyond += !r.isTaken() && rules.declaration().fits(r.call()) ? 1 : 0;
      if (!good && wrong.size() < SHOWN) {
        wrong.add(r);
      }
    }
    return new Score(taken, calls.size() - taken, told, right, beyond, wrong);
  }

  /**
   * Calls that are refused for one change to one that is taken. Those that keep to the declaration
   * are sought first.
   */
  public static Optional<Recorded> nearMiss(
      OperatorRules rules, Caller caller, Call taken, Choices choices) {
    Optional<Recorded> plain = Optional.empty();
    Vocabulary vocabulary = new Vocabulary(rules.declaration());
    for (int k = 0; k < TRIES; k++) {
      Mutation mutation = new Mutation(rules.declaration(), vocabulary, choices.fork(k));
      Call other = k % 10 == 9 ? mutation.undeclared(taken) : mutation.apart(taken, "");
      Outcome outcome = caller.call(rules.declaration(), other);
      if (!outcome.isTaken()) {
        Optional<Recorded> missed = Optional.of(new Recorded(other, outcome));
        if (rules.declaration().fits(other)) {
          return missed;
        }
        plain = plain.isPresent() ? plain : missed;
      }
    }
    return plain;
  }
}
