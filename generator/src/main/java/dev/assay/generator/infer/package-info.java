/**
 * Inference of rules from calls: calls are drawn and mutated, hypotheses enumerated smallest first,
 * and what survives is told apart by calls that are then executed.
 */
@NullMarked
package dev.assay.generator.infer;

import org.jspecify.annotations.NullMarked;
