package dev.assay.verify.layer;

import dev.assay.verify.robustness.Verdict;
import java.util.Optional;

/**
 * What came of a fact.
 *
 * @param verdict in the types of the layer
 * @param by what that rests on
 * @param inReals the verdict where nothing is rounded; empty for a fact about rounding alone
 * @param reason why it is not known; empty if it is
 */
public record FactAnswer(
    Verdict verdict,
    Means by,
    Optional<Verdict> inReals,
    Optional<Counterexample> counterexample,
    String reason) {}
