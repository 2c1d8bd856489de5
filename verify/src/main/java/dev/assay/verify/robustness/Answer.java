package dev.assay.verify.robustness;

import java.util.Optional;

/**
 * What came of a property, over the reals and in the types of the model.
 *
 * @param witness for a violation in either
 * @param reason why something is not known; empty where all is
 */
public record Answer(Verdict inReals, Verdict inFloats, Optional<Witness> witness, String reason) {

  /** The verdict over one arithmetic, or over both. */
  public Verdict verdict(Arithmetic arithmetic) {
    return switch (arithmetic) {
      case REAL -> inReals;
      case MODEL -> inFloats;
      case BOTH -> Verdict.ofAll(inReals, inFloats);
    };
  }
}
