package dev.assay.generator.infer;

import dev.assay.generator.rules.OperatorRules;
import java.util.Optional;

/**
 * What an inference came to.
 *
 * @param rules empty where there are none
 * @param why there are none
 * @param calls how many were executed
 * @param settled whether the last rules foretold all that was asked after they were found
 * @param heldOut how they do on calls that they were not inferred from; empty without rules
 */
public record Inferred(
    Optional<OperatorRules> rules,
    String why,
    int calls,
    boolean settled,
    Optional<Score> heldOut) {

  static Inferred nothing(String why, int calls) {
    return new Inferred(Optional.empty(), why, calls, false, Optional.empty());
  }

  /** Whether they say more or less than the operator's: they are wrong of some held-out calls. */
  public boolean isOverFitted() {
    return heldOut.filter(s -> !s.wrong().isEmpty()).isPresent();
  }
}
