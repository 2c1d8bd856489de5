package dev.assay.verify.layer;

import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Inputs that break a fact: one, or two for a fact about two runs.
 *
 * @param onReference what the reference gives, by name
 * @param breaksReference whether that breaks the fact
 * @param onBackend what the backend gives, output by output; empty where it does not run them
 * @param breaksBackend whether that breaks the fact
 */
public record Counterexample(
    List<Map<String, Tensor>> points,
    List<Map<String, Tensor>> onReference,
    boolean breaksReference,
    List<List<Tensor>> onBackend,
    boolean breaksBackend) {

  /** Whether anything that runs breaks the fact. */
  boolean isReal() {
    return breaksReference || breaksBackend;
  }
}
