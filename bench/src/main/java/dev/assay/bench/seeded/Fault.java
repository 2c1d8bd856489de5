package dev.assay.bench.seeded;

import dev.assay.core.Choices;
import dev.assay.core.backend.Trial;
import java.util.Optional;

/**
 * A kind of fault.
 *
 * @param site draws one place of a model for it
 */
record Fault(String name, Site site) {

  /** Where a kind of fault strikes. */
  @FunctionalInterface
  interface Site {
    /** The model with the fault; empty where it has no place in it. */
    Optional<Trial> in(Baseline model, Choices choices);
  }
}
