package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Verdict;
import dev.assay.corpus.Leniencies;
import dev.assay.corpus.Signature;
import dev.assay.generator.invalid.InvalidModel;
import dev.assay.oracle.Acceptance;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.Symptom;
import java.util.List;
import java.util.Optional;

/**
 * Judges what backends make of a model that is invalid on purpose: a refusal passes, and so does
 * leniency that a system is known for; all else is a finding.
 */
record Refusals(InvalidModel invalid) {

  Judgement judge(Runner runner, Outcome outcome) {
    Optional<String> lenient =
        outcome.isOk()
            ? Leniencies.why(
                runner.spec().name(), invalid.breach().label(), invalid.operator(), invalid.rule())
            : Optional.empty();
    return lenient
        .map(why -> new Judgement(Verdict.INDECISIVE, "accepted, which is open: " + why, 0, 0))
        .orElseGet(() -> new Acceptance(invalid.rule()).judge(outcome));
  }

  /** What a finding shares with others of the same bug. */
  Signature signature(Runner runner, Judgement judgement, Outcome outcome) {
    Symptom symptom = Symptom.of(judgement, outcome, Optional.empty());
    String words = outcome.isOk() || symptom.words().isEmpty() ? "" : ": " + symptom.words();
    return new Signature(
        runner.spec().name(),
        judgement.verdict() + ", invalid " + invalid.breach().label() + words,
        invalid.operator().isEmpty() ? List.of() : List.of(invalid.operator()));
  }
}
