package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;

/**
 * Judges what a backend makes of a model that breaks a rule of ONNX. The law: it is refused, when
 * it is compiled or when it runs; what is silently computed from it means nothing, and no model may
 * end the process or hang it.
 *
 * @param rule what does not hold of the model
 */
public record Acceptance(String rule) {

  /** Judges an outcome: a refusal passes. */
  public Judgement judge(Outcome outcome) {
    return switch (outcome.status()) {
      case ERROR -> Judgement.of(Verdict.PASS, "");
      case UNSUPPORTED -> Judgement.of(Verdict.UNSUPPORTED, outcome.detail());
      case CRASH -> Judgement.of(Verdict.CRASH, facts(Judge.DIED, outcome.detail()));
      case TIMEOUT -> Judgement.of(Verdict.TIMEOUT, facts(Judge.SILENT, outcome.detail()));
      case OK ->
          Judgement.of(
              Verdict.MISMATCH,
              facts("an invalid model is accepted", "outputs " + outcome.outputs()));
    };
  }

  private Facts facts(String what, String was) {
    return new Facts(
        what,
        what + "\n  required : a refusal, since it is not so: " + rule + "\n  but      : " + was);
  }
}
