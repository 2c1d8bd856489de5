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
 */
public record Inferred(Optional<OperatorRules> rules, String why, int calls, boolean settled) {
  static Inferred nothing(String why, int calls) {
    return new Inferred(Optional.empty(), why, calls, false);
  }
}
