package dev.assay.core.backend;

import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/** One trial inside a worker: how far it has come, and how long it took. */
public final class Attempt {
  private final Consumer<Phase> entered;
  private final long start = System.nanoTime();
  private Phase phase = Phase.START;

  /**
   * Starts the clock.
   *
   * @param entered told each phase as it begins
   */
  public Attempt(Consumer<Phase> entered) {
    this.entered = entered;
  }

  /** Says that a phase begins. */
  public void enter(Phase next) {
    phase = next;
    entered.accept(next);
  }

  public Outcome ok(List<Tensor> outputs) {
    return Outcome.ok(outputs, System.nanoTime() - start);
  }

  /** What came instead of outputs, in the phase that began last. */
  public Outcome failed(Status status, String detail) {
    return Outcome.failed(status, phase, detail, System.nanoTime() - start);
  }
}
