package dev.assay.verify.layer;

import dev.assay.verify.robustness.Verdict;

/**
 * A fact about a layer with the answer that is expected.
 *
 * @param name in words
 */
public record StatedFact(String name, Layer layer, Fact fact, Verdict expected) {}
