package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.oracle.Judgement;

/** Compares two runs of the same trial on the same backend. */
final class SecondRun {
  private SecondRun() {}

  /** What to say of a finding whose second run differs from the first; empty if it does not. */
  static String difference(Outcome first, Judgement judged, Outcome again, Judgement second) {
    if (judged.verdict() != second.verdict()) {
      return "\nnot deterministic: a second run says " + second.verdict();
    }
    return first.outputs().equals(again.outputs())
        ? ""
        : "\nnot deterministic: a second run gives other outputs";
  }
}
