package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.oracle.Judgement;
import java.util.Optional;

/**
 * Compares two runs of the same trial on the same backend (A/A). The law: both give the same bits,
 * or end in the same way. Results that are random by ONNX are free to differ.
 */
final class SecondRun {
  private static final String DIFFER = "two runs of the same thing differ";

  private SecondRun() {}

  /** The judgement of a finding after a second run: as it was, or that the two differ. */
  static Judgement judge(
      Outcome first, Judgement judged, Outcome again, Judgement second, boolean random) {
    return difference(first, judged, again, second, random)
        .map(how -> unstable(judged, how))
        .orElse(judged);
  }

  private static Optional<String> difference(
      Outcome first, Judgement judged, Outcome again, Judgement second, boolean random) {
    if (judged.verdict() != second.verdict()) {
      return Optional.of(second.verdict().toString());
    }
    return random || first.outputs().equals(again.outputs())
        ? Optional.empty()
        : Optional.of("other outputs");
  }

  private static Judgement unstable(Judgement judged, String how) {
    return judged.turned(
        Verdict.UNSTABLE,
        DIFFER,
        DIFFER + "\n  first    : " + judged.detail() + "\n  second   : " + how);
  }
}
