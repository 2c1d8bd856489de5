package dev.assay.generator.infer;

import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.util.List;
import java.util.Optional;

/**
 * What an inference came to.
 *
 * @param rules empty where there are none
 * @param why there are none
 * @param calls how many were executed
 * @param settled whether the last rules foretold all that was asked after they were found
 * @param heldOut how they do on calls that they were not inferred from; empty without rules
 * @param drawn how they do on nodes that are drawn by them; empty without rules
 * @param recorded usable rules of one call as it was recorded, where there are no other usable ones
 * @param records calls of many forms, and refusals of many texts, for a later inference
 */
public record Inferred(
    Optional<OperatorRules> rules,
    String why,
    int calls,
    boolean settled,
    Optional<Score> heldOut,
    Optional<Score> drawn,
    Optional<OperatorRules> recorded,
    List<Recorded> records) {

  /** How many nodes must be drawn before rules are called usable. */
  private static final int LEAST_DRAWN = 25;

  private static final double VALID = 0.95;

  public Inferred {
    records = List.copyOf(records);
  }

  static Inferred nothing(String why, int calls, List<Recorded> records) {
    return new Inferred(
        Optional.empty(),
        why,
        calls,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        records);
  }

  Inferred withRecorded(OperatorRules one) {
    return new Inferred(rules, why, calls, settled, heldOut, drawn, Optional.of(one), records);
  }

  /** An inference that a fault of our own ended. */
  public static Inferred failed(RuntimeException fault) {
    return nothing("Assay itself failed: " + fault, 0, List.of());
  }

  /** Whether they say more or less than the operator's: they are wrong of some held-out calls. */
  public boolean isOverFitted() {
    return heldOut.filter(s -> !s.wrong().isEmpty()).isPresent();
  }

  /** Whether models may be drawn by them. */
  public boolean isUsable() {
    return drawn.filter(Inferred::isUsable).isPresent();
  }

  /**
   * Whether models may be drawn by rules: of the nodes that were drawn by them the operator takes
   * at least 95 %, with the types and sizes that the rules say.
   */
  public static boolean isUsable(Score drawn) {
    return drawn.told() >= LEAST_DRAWN && drawn.right() >= VALID * drawn.told();
  }
}
